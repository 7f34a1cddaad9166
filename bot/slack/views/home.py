"""App Home: where to start, today, the sequences, the mailbox, the digests."""

from collections.abc import Iterator

from bot.outreach.overview.home_pictures import HomePage, MailboxLine
from bot.outreach.pictures import DigestLine
from bot.slack.views import (
    away,
    dates,
    digest_settings,
    help,
    lent,
    listing,
    mailbox as mailbox_view,
    parts,
    settings,
    today,
)
from bot.slack.views.parts import Json
from storage.statuses import MailboxStatus

CALLBACK = "home"
CONNECT = "home_connect"
RECONNECT = "home_reconnect"
CONNECT_BY_ADDRESS = "home_connect_by_address"
DISCONNECT = "home_disconnect"
RESUME_DRAFT = "home_resume_draft"
DIGEST_OFF = digest_settings.TURN_OFF
DIGEST_RESUME = digest_settings.RESUME
MENU = listing.MENU
NEW = listing.NEW

LOST = {
    "revoked": "Google says the access was taken back",
    "policy": "your Google administrator does not allow me",
    "key": "I can no longer read the access I had stored",
    "scope": "I may no longer read and write mail there",
    "client": "I have no Google client any more to open it with",
    "delegation": "it is no longer among the mailboxes I may open",
    "delegation_scopes": "your Google administrator no longer authorises my service account for both scopes",
    "delegation_denied": "your Google administrator does not allow my service account to use Gmail",
    "delegation_user": "Google says this user does not exist or has no Gmail",
    "delegation_key": "Google does not take the key of my service account",
}


def build(page: HomePage) -> Json:
    """Draw App Home; every list is cut so that it always fits."""
    cut_off = page.mailbox is not None and not _is_connected(page)
    blocks = [
        *(_mailbox(page) if cut_off else ()),
        *_steps(page),
        *_start(page),
        *_today(page),
        *listing.rows(page.mine),
        *listing.rows(page.shared),
        *listing.rows(page.archived),
        *(() if cut_off else _mailbox(page)),
        *lent.rows(page.lent),
        *_digests(page.digests),
        parts.header("Settings"),
        *settings.summary(page.preferences, page.zone, is_admin=page.is_admin),
        *(away.rows(page.away) if page.away else ()),
        parts.divider(),
        *help.blocks(),
    ]
    return {"type": "home", "callback_id": CALLBACK, "blocks": blocks}


def _is_connected(page: HomePage) -> bool:
    return page.mailbox is not None and page.mailbox.status is MailboxStatus.CONNECTED


def _steps(page: HomePage) -> Iterator[Json]:
    steps = (
        (
            page.mailbox is not None,
            "Connect your Gmail",
            "Emails leave from your own address, and I see the answers.",
        ),
        (
            bool(page.mine.total),
            "Write a sequence",
            "*New sequence* offers four to start from. Three or four stages are a good start.",
        ),
        (page.has_enrolled, "Enroll somebody", "Type `/enroll` and paste a link to their profile."),
    )
    done = sum(ready for ready, _, _ in steps)
    if done == len(steps):
        return
    yield parts.header(f"Welcome, {parts.one_line(page.name, 60)}" if page.name else "Welcome")
    yield parts.context(f"{done} of {len(steps)} steps done")
    for place, (ready, title, about) in enumerate(steps, start=1):
        yield parts.section(
            f"{':white_check_mark: ~' if ready else ''}*{place}. {title}*{_done(ready, about)}"
        )


def _done(ready: bool, about: str) -> str:
    return "~ done" if ready else f"\n{about}"


def _start(page: HomePage) -> Iterator[Json]:
    draft = None
    if page.parked:
        draft = parts.button("Go on with your draft", RESUME_DRAFT, value=str(page.parked.id))
    connect = None
    if page.mailbox is None:
        connect = _connect(page, "Connect Gmail", CONNECT)
    new = listing.new_button(first=_is_connected(page))
    yield parts.actions(connect, new, draft, block_id="home_start")


def _connect(page: HomePage, text: str, action: str) -> Json:
    if not page.connect_url:
        return parts.button(text, CONNECT_BY_ADDRESS, style="primary")
    return parts.button(text, action, url=page.connect_url, style="primary")


def _today(page: HomePage) -> Iterator[Json]:
    yield parts.header("Today")
    yield from today.blocks(page.today)


def _mailbox(page: HomePage) -> Iterator[Json]:
    yield parts.header("Mailbox")
    if page.mailbox is None:
        yield parts.section("No Gmail is connected yet. Nothing can be sent until there is one.")
        return
    yield parts.section(_mailbox_line(page.mailbox))
    yield parts.actions(*_mailbox_buttons(page, page.mailbox), block_id="home_mailbox")


def _mailbox_line(mailbox: MailboxLine) -> str:
    address = parts.bold(mailbox.address)
    match mailbox.status:
        case MailboxStatus.CONNECTED:
            ailing = f" :warning: {parts.mrkdwn(mailbox.reason)}" if mailbox.reason else ""
            return f"{address} is connected.{_from(mailbox)}{_health(mailbox)}{ailing}"
        case MailboxStatus.LOST:
            why = f": {LOST[mailbox.reason]}" if mailbox.reason in LOST else ""
            return f":warning: {address} lost its connection{why}. Nothing is sent until you reconnect it."
        case MailboxStatus.DISCONNECTED:
            return f"{address} is disconnected. Nothing is sent from it."


def _health(mailbox: MailboxLine) -> str:
    read = f"Last read {dates.moment(mailbox.read_at)}. " if mailbox.read_at else "Not read yet. "
    return f"\n{read}{mailbox.sent:,} of {parts.count(mailbox.cap, 'mail')} sent in the last 24 hours."


def _from(mailbox: MailboxLine) -> str:
    offer = mailbox.offer
    if offer.withdrawn:
        lost = parts.label(offer.withdrawn)
        return f"\n:warning: Gmail no longer accepts {lost} as an address of yours. Choose another, and mail goes on."
    sender = offer.chosen or offer.default
    return "" if sender in {"", mailbox.address.lower()} else f" Mail leaves from {parts.bold(sender)}."


def _mailbox_buttons(page: HomePage, mailbox: MailboxLine) -> Iterator[Json | None]:
    if mailbox.status is not MailboxStatus.CONNECTED:
        yield _connect(page, "Reconnect", RECONNECT)
        return
    yield mailbox_view.senders(mailbox.offer)
    sure = parts.confirm(
        "Disconnect Gmail?",
        f"Nothing more is sent from {parts.label(mailbox.address)} until you connect it again.",
        yes="Disconnect",
    )
    yield parts.button("Disconnect", DISCONNECT, style="danger", confirm=sure)


def _digests(lines: tuple[DigestLine, ...]) -> Iterator[Json]:
    if not lines:
        return
    yield parts.header("Digests")
    yield from digest_settings.rows(lines, most=5)
