"""Trouble told to a person: what happened, and the one thing that mends it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.outreach.disconnecting import MEND, SAID, Revocation
from bot.outreach.pictures import TroubleCard
from bot.rules import business_time, links
from storage import enrollments, mailboxes
from storage.database import Database, Transaction
from storage.models import Enrollment

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
}


def card(db: Database, about: Mapping[str, Any], *, url: str = "") -> TroubleCard:
    """Draw one piece of trouble from what was stored about it; `url` is where its mending begins."""
    with db.reading() as tx:
        if "mailbox" in about:
            return _of_mailbox(tx, about, url)
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


def _thread(enrollment: Enrollment) -> str:
    return links.gmail_thread(enrollment.thread_id) if enrollment.thread_id else ""


def _of_mailbox(tx: Transaction, about: Mapping[str, Any], url: str) -> TroubleCard:
    kind, mailbox = str(about["kind"]), mailboxes.get(tx, int(about["mailbox"]))
    if kind == "mailbox_disconnected":
        went = Revocation(str(about["revocation"]))
        what = f"{mailbox.address} is disconnected; nothing is sent from it. {SAID[went]}"
        return TroubleCard(kind=kind, what=what, mend=MEND.get(went, ""))
    if kind == "mailbox_connected":
        what = (
            f"{mailbox.address} is connected. Overture sends your email stages from it and notices answers."
        )
        return TroubleCard(kind=kind, what=what, mend="Write your first sequence with `/sequence new`.")
    if kind == "mailbox_held":
        what = f"Nothing leaves {mailbox.address} for now. {about['why']}"
        return TroubleCard(kind=kind, what=what, mend=str(about["mend"]))
    url = "" if mailbox.is_delegated else url
    why = LOST.get(mailbox.lost_reason, "Google no longer lets Overture in.")
    return TroubleCard(
        kind=kind,
        what=f"Overture has lost {mailbox.address}. {why} Nothing is sent from it until it is back.",
        mend=RECONNECT if url else f"Once that is mended: {HOME}",
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
