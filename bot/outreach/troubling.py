"""Trouble told to a person: what happened, and the one thing that mends it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.outreach import losing, stumbling
from bot.outreach.disconnecting import MEND, SAID, Revocation
from bot.outreach.pictures import TroubleCard
from bot.refusals import Gone
from bot.rules import business_time, links
from storage import enrollments, inbox, mailboxes, touches
from storage.database import Database, Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Mailbox
from storage.statuses import MailboxStatus

RECONNECT = "Reconnect it, and everything goes on from where it stood."
HOME = "open Overture's Home tab and click Reconnect, and everything goes on from where it stood."

LOST = {
    "revoked": "Google says the access was taken back, or the password was changed.",
    "policy": "Your Google administrator does not allow Overture.",
    "key": "Overture can no longer read the access it had stored.",
    "scope": "Overture may no longer read and write mail there.",
    "client": "Overture has no Google client any more to open it with.",
    "delegation": "It is no longer among the mailboxes Overture may open (DELEGATED_MAILBOXES).",
    "delegation_scopes": "Your Google administrator no longer authorises Overture's service account for both scopes.",
    "delegation_denied": "Your Google administrator does not allow Overture's service account to use Gmail.",
    "delegation_user": "Google says this user does not exist or has no Gmail; your Google administrator can tell.",
    "delegation_key": "Google refuses the key of Overture's service account; whoever runs Overture must renew it.",
    "domainPolicy": "Your Google administrator does not allow Overture.",
    "insufficientPermissions": "Overture may no longer read and write mail there.",
    "unauthorized": "Google refuses every access it has just renewed.",
}
ONLY_THEY = "Only they can reconnect it, on Overture's Home tab. Nothing is lost until then."
OPERATOR_MENDS = "Switch the Gmail API on, or mend the OAuth client: `python -m bot doctor` says which."


def card(db: Database, about: Mapping[str, Any], *, url: str = "") -> TroubleCard:
    """Draw one piece of trouble from what was stored about it; `url` is where its mending begins."""
    with db.reading() as tx:
        if "mailbox" in about:
            return _of_mailbox(mailboxes.get(tx, int(about["mailbox"])), about, url)
        if "moves" in about:
            return TroubleCard(kind=str(about["kind"]), what="\n".join(_moved(tx, about)))
        enrollment = enrollments.get(tx, int(about["enrollment"]))
        assert enrollment is not None
        answered = _answered(tx, about)
        what, mend = _words(enrollment, about) if answered is None else _of_reply(enrollment, about)
        return TroubleCard(
            kind=str(about["kind"]),
            what=what,
            mend=mend,
            person=enrollment.candidate.name,
            sequence=enrollment.sequence.name,
            touch_id=about.get("touch"),
            enrollment_id=enrollment.id,
            url=_thread(enrollment) if answered is None else links.gmail_thread(answered.thread_id),
            is_reply=answered is not None,
        )


def _moved(tx: Transaction, about: Mapping[str, Any]) -> Iterator[str]:
    yield f"Moved because {about['why']}:"
    zone = str(about["zone"])
    for touch_id, was, now in about["moves"]:
        touch = touches.get(tx, int(touch_id))
        if touch is not None:
            told = (business_time.say(datetime.fromisoformat(moment), zone) for moment in (was, now))
            yield f"• {touch.enrollment.candidate.name}, stage {touch.position + 1}: {' → '.join(told)}"
    if about["more"]:
        yield f"and {about['more']} more"


def _thread(enrollment: Enrollment) -> str:
    return links.gmail_thread(enrollment.thread_id) if enrollment.thread_id else ""


def _of_mailbox(mailbox: Mailbox, about: Mapping[str, Any], url: str) -> TroubleCard:
    """Draw trouble with a mailbox as it stands; raises Gone when it is over."""
    kind = str(about["kind"])
    url = "" if mailbox.is_delegated else url
    match kind:
        case "mailbox_lost":
            what, mend = _lost(mailbox), losing.RECONNECT if url else f"Once that is mended: {HOME}"
        case "operator_lost":
            what, mend = _lost_for_days(mailbox, int(about["waiting"])), ONLY_THEY
        case "mailbox_troubled" | "operator_refused":
            what, mend = _ailing(mailbox, kind)
        case _:
            what, mend = _news(mailbox, kind, about)
    person = mailbox.recruiter.slack_id if kind == "operator_lost" else ""
    return TroubleCard(kind=kind, what=what, mend=mend, url=url, person=person)


def _news(mailbox: Mailbox, kind: str, about: Mapping[str, Any]) -> tuple[str, str]:
    address = mailbox.address
    match kind:
        case "mailbox_disconnected":
            went = Revocation(str(about["revocation"]))
            return f"{address} is disconnected; nothing is sent from it. {SAID[went]}", MEND.get(went, "")
        case "mailbox_held":
            return f"Nothing leaves {address} for now. {about['why']}", str(about["mend"])
        case "mailbox_well":
            return f"Gmail answers again for {address}. What waited goes out now, a little apart.", ""
        case _:
            what = f"{address} is connected. Overture sends your email stages from it and notices answers."
            return what, "Write your first sequence with `/sequence new`."


def _lost(mailbox: Mailbox) -> str:
    _demand_lost(mailbox)
    why = LOST.get(mailbox.lost_reason, "Google no longer lets Overture in.")
    return f"Overture has lost {mailbox.address}. {why} Nothing is sent from it until it is back."


def _lost_for_days(mailbox: Mailbox, waiting: int) -> str:
    _demand_lost(mailbox)
    since = business_time.say(mailbox.lost_at, mailbox.recruiter.zone) if mailbox.lost_at else "some time ago"
    people = "1 person waits" if waiting == 1 else f"{waiting} people wait"
    return f"A recruiter's Gmail is disconnected since {since}; {people} for it."


def _demand_lost(mailbox: Mailbox) -> None:
    if mailbox.status is not MailboxStatus.LOST:
        raise Gone("The mailbox is back.")


def _ailing(mailbox: Mailbox, kind: str) -> tuple[str, str]:
    what, mend = stumbling.told(mailbox)
    if not what:
        raise Gone("The trouble is over.")
    if kind == "mailbox_troubled":
        return what, mend
    word = stumbling.operators_matter(mailbox)
    return f"Google refuses Overture itself ({word}). No mail leaves, for nobody.", OPERATOR_MENDS


def _words(enrollment: Enrollment, about: Mapping[str, Any]) -> tuple[str, str]:
    person, why = enrollment.candidate.name, str(about.get("why", ""))
    match str(about["kind"]):
        case "bounce":
            return f"Mail to {person} came back: {why}.", "Enroll them again with another address."
        case "opted_out":
            return f"{person} asked not to be written to. Nobody in this workspace will.", ""
        case "edited_draft":
            return (
                f"You changed the email to {person} that waited in your drafts, so Overture does not send it.",
                "Say which text goes out.",
            )
        case "not_sent":
            return f"An email to {person} was not sent. {why}", "Try again, or skip the stage."
        case "unknown_outcome":
            return (
                f"Nobody can tell whether a mail to {person} went out. {why}",
                "Look into your Sent folder and say.",
            )
        case "missing_token":
            return f"A mail to {person} is held: {why}", "Fill it in, or skip the stage."
        case "away":
            return f"{person} is away. The sequence goes on {_day(enrollment, about)}.", ""
        case "not_sure":
            return f"The sequence for {person} is held. {why}", "Say whether it was an answer."
        case _:
            return f"{person}: {why}", ""


def _answered(tx: Transaction, about: Mapping[str, Any]) -> InboundMail | None:
    """Find the mail that is answered, if it is a reply by hand that is in trouble."""
    touch = touches.get(tx, int(about["touch"])) if about.get("touch") else None
    return None if touch is None or touch.answers_id is None else inbox.get(tx, touch.answers_id)


def _of_reply(enrollment: Enrollment, about: Mapping[str, Any]) -> tuple[str, str]:
    person, why = enrollment.candidate.name, str(about.get("why", ""))
    match str(about["kind"]):
        case "edited_draft":
            what = f"You changed your reply to {person} that waited in your drafts, so Overture does not send it."
            return what, "Say which text goes out."
        case "unknown_outcome":
            what = f"Nobody can tell whether your reply to {person} went out. {why}"
            return what, "Look into your Sent folder and say."
        case _:
            return f"Your reply to {person} was not sent. {why}", "Try again, or leave it."


def _day(enrollment: Enrollment, about: Mapping[str, Any]) -> str:
    return business_time.say(datetime.fromisoformat(str(about["until"])), enrollment.recruiter.zone)
