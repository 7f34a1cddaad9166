"""Trouble told to a person: what happened, and the one thing that mends it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.outreach.candidates import mending
from bot.outreach.mailboxes import losing, stumbling
from bot.outreach.mailboxes.disconnecting import MEND, SAID, Revocation
from bot.outreach.notices import resting
from bot.outreach.notices.cards import TroubleCard
from bot.refusals import Gone
from bot.rules import breaker, business_time, links
from bot.rules.breaker import Alarm
from storage import enrollments, inbox, mailboxes, sequences, touches
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
TOLD = {
    "no_address": (
        "We have no email address for {person}. What is done by hand begins; the emails wait.",
        "Once you give an address, they begin with the first; nothing comes twice.",
    ),
    "bounce": ("Mail to {person} came back: {why}.", "Enroll them again with another address."),
    "soft_bounce": (
        "Mail to {person} came back, but their mailbox may take it another day.",
        "The sequence can go on in a week with the next stage, to the same address.",
    ),
    "left": ("{person} no longer works there, says an automatic answer.", "Give another address."),
    "comeback": ("You wanted to come back to {person} today.", ""),
    "opted_out": ("{person} asked not to be written to. Nobody in this workspace will.", ""),
    "edited_draft": (
        "You changed the email to {person} that waited in your drafts, so Overture does not send it.",
        "Say which text goes out.",
    ),
    "not_sent": ("An email to {person} was not sent. {why}", "Try again, or skip the stage."),
    "unknown_outcome": (
        "Nobody can tell whether a mail to {person} went out. {why}",
        "Look into your Sent folder and say.",
    ),
    "missing_token": ("A mail to {person} is held: {why}", "Fill it in, or skip the stage."),
    "delayed": ("Their server has not taken the last mail to {person} yet. The sequence goes on {day}.", ""),
    "away": ("{person} is away. The sequence goes on {day}.", ""),
    "not_sure": ("The sequence for {person} is held. {why}", "Say whether it was an answer."),
}
"""What is said of each kind of trouble with one person, and what mends it."""

WITH_FALLBACK = "Fill it in, use a neutral phrase instead, or skip the stage."
ONLY_THEY = "Only they can reconnect it, on Overture's Home tab. Nothing is lost until then."
BREAKS_SOON = f"At {breaker.BREAKS_AT} % Overture pauses it. Look at its addresses."
OPERATOR_MENDS = "Switch the Gmail API on, or mend the OAuth client: `python -m bot doctor` says which."


def card(db: Database, about: Mapping[str, Any], *, now: datetime, url: str = "") -> TroubleCard:
    """Draw one piece of trouble from what was stored about it; `url` is where its mending begins."""
    with db.reading() as tx:
        if "mailbox" in about:
            return _of_mailbox(mailboxes.get(tx, int(about["mailbox"])), about, url)
        if "sequence" in about:
            return _of_sequence(tx, about)
        if "digest" in about:
            return resting.card(tx, about)
        if "moves" in about:
            return TroubleCard(kind=str(about["kind"]), what="\n".join(_moved(tx, about)))
        enrollment = enrollments.get(tx, int(about["enrollment"]))
        assert enrollment is not None
        kind, answered = str(about["kind"]), _answered(tx, about)
        what, mend = _words(enrollment, about) if answered is None else _of_reply(enrollment, about)
        fallback = mending.fallback(tx, enrollment, now) if kind == "missing_token" else None
        return TroubleCard(
            kind=kind,
            what=what,
            mend=mend if fallback is None else WITH_FALLBACK,
            fallback=fallback,
            person=enrollment.candidate.name,
            sequence=enrollment.sequence.name,
            touch_id=about.get("touch"),
            inbound_id=about.get("inbound"),
            may_go_on_by_hand=kind == "bounce" and mending.has_manual_left(tx, enrollment),
            enrollment_id=enrollment.id,
            url=_thread(enrollment) if answered is None else links.gmail_thread(answered.thread_id),
            is_reply=answered is not None,
        )


def _of_sequence(tx: Transaction, about: Mapping[str, Any]) -> TroubleCard:
    sequence = sequences.get(tx, int(about["sequence"]))
    if sequence is None:
        raise Gone("The sequence is no longer there.")
    kind, why = str(about["kind"]), str(about["why"])
    is_paused = kind.endswith(Alarm.BREAKS.value)
    if kind.startswith("operator"):
        # A channel is told whose it is; its name may be for few eyes only.
        what = f"A sequence {'is paused' if is_paused else 'sends to many dead addresses'}: {why}."
        return TroubleCard(kind=kind, what=what, person=sequence.owner.slack_id)
    what = f"{sequence.name} is paused: {why}." if is_paused else f"{sequence.name}: {why}."
    mend = f"Look at its addresses, then `/sequence resume {sequence.name}`." if is_paused else BREAKS_SOON
    return TroubleCard(kind=kind, what=what, mend=mend)


def _moved(tx: Transaction, about: Mapping[str, Any]) -> Iterator[str]:
    yield f"Moved because {about['why']}:"
    zone = str(about["zone"])
    for touch_id, was, now in about["moves"]:
        touch = touches.get(tx, int(touch_id))
        if touch is not None:
            told = (business_time.say(datetime.fromisoformat(moment), zone) for moment in (was, now))
            yield f"• {touch.enrollment.candidate.name}, stage {touch.number}: {' → '.join(told)}"
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
        case "lender_lost":
            what, mend = _lender_lost(mailbox, int(about["waiting"])), ONLY_THEY
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
    return f"A recruiter's Gmail is disconnected since {since}; {_people(waiting)} for it."


def _lender_lost(mailbox: Mailbox, waiting: int) -> str:
    if mailbox.status is MailboxStatus.CONNECTED:
        raise Gone("The mailbox is back.")
    return f"The Gmail of {mailbox.recruiter.name} is not connected; {_people(waiting)} for it."


def _people(waiting: int) -> str:
    return "1 person waits" if waiting == 1 else f"{waiting} people wait"


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
    what, mend = TOLD.get(str(about["kind"]), ("{person}: {why}", ""))
    why, day = str(about.get("why", "")), _day(enrollment, about) if "until" in about else ""
    return what.format(person=enrollment.candidate.name, why=why, day=day), mend


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
