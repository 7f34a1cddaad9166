"""Trouble told to a person: what happened, and the one thing that mends it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.outreach.pictures import TroubleCard
from bot.rules import business_time, links
from storage import enrollments, mailboxes, touches
from storage.database import Database, Transaction
from storage.models import Enrollment

LOST = {
    "revoked": "Google says the access was taken back, or the password was changed.",
    "policy": "Your Google administrator does not allow Overture.",
    "key": "Overture can no longer read the access it had stored.",
    "scope": "Overture may no longer read and write mail there.",
}


def card(db: Database, about: Mapping[str, Any], *, url: str = "") -> TroubleCard:
    """Draw one piece of trouble from what was stored about it; `url` is where its mending begins."""
    with db.reading() as tx:
        if "mailbox" in about:
            return _of_mailbox(tx, str(about["kind"]), int(about["mailbox"]), url)
        if "moves" in about:
            return TroubleCard(kind=str(about["kind"]), what="\n".join(_moved(tx, about)))
        enrollment = enrollments.get(tx, int(about["enrollment"]))
        assert enrollment is not None
        what, mend = _words(enrollment, about)
        return TroubleCard(
            kind=str(about["kind"]),
            what=what,
            mend=mend,
            person=enrollment.candidate.name,
            sequence=enrollment.sequence.name,
            touch_id=about.get("touch"),
            enrollment_id=enrollment.id,
            url=_thread(enrollment),
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


def _of_mailbox(tx: Transaction, kind: str, mailbox_id: int, url: str) -> TroubleCard:
    mailbox = mailboxes.get(tx, mailbox_id)
    if kind == "mailbox_connected":
        what = (
            f"{mailbox.address} is connected. Overture sends your email stages from it and notices answers."
        )
        return TroubleCard(kind=kind, what=what, mend="Write your first sequence with `/sequence new`.")
    why = LOST.get(mailbox.lost_reason, "Google no longer lets Overture in.")
    return TroubleCard(
        kind=kind,
        what=f"Overture has lost {mailbox.address}. {why} Nothing is sent from it until it is back.",
        mend="Reconnect it, and everything goes on from where it stood.",
        url=url,
    )


def _words(enrollment: Enrollment, about: Mapping[str, Any]) -> tuple[str, str]:
    person, why = enrollment.candidate.name, str(about.get("why", ""))
    match str(about["kind"]):
        case "bounce":
            return f"Mail to {person} came back: {why}.", "Enroll them again with another address."
        case "opted_out":
            return f"{person} asked not to be written to. Nobody in this workspace will.", ""
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


def _day(enrollment: Enrollment, about: Mapping[str, Any]) -> str:
    return business_time.say(datetime.fromisoformat(str(about["until"])), enrollment.recruiter.zone)
