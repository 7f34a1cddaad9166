"""What reached people, by Google's own record: the one witness that cannot be mistaken about a second mail."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from gmail.messages import OUR_HEADER
from sandbox.google.accounts import Google
from sandbox.google.mailbox import Message
from storage.database import Database
from storage.models import Enrollment, Notice, Touch
from storage.statuses import EnrollmentStatus, TouchStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How one enrollment stands in our own database."""

    address: str
    status: EnrollmentStatus
    touches: tuple[TouchStatus, ...]
    is_asked: bool


def delivered(google: Google, address: str) -> list[Message]:
    """List the mails of ours a candidate has got."""
    held = google.accounts[address].mailbox.newest()
    return [mail for mail in held if "SENT" not in mail.labels and mail.letter.raw(OUR_HEADER)]


def answered_at(google: Google, address: str) -> datetime | None:
    """Tell when a candidate answered."""
    wrote = (mail.at for mail in google.accounts[address].mailbox.newest() if "SENT" in mail.labels)
    return min(wrote, default=None)


def was_sent(google: Google, token: str, *, sender: str) -> bool:
    """Look into a recruiter's Sent folder, as she does when she is asked."""
    held = google.accounts[sender].mailbox.newest()
    return any("SENT" in mail.labels and mail.letter.raw(OUR_HEADER) == token for mail in held)


def told(db: Database) -> list[Told]:
    """Tell how every enrollment stands, and whether its recruiter was told of what is held."""
    with db.reading() as tx:
        asked = {notice.about.get("enrollment") for notice in tx.query(Notice)}
        rows = tx.query(Enrollment).order_by(Enrollment.id).all()
        return [
            Told(
                address=row.address.address if row.address else "",
                status=row.status,
                touches=tuple(touch.status for touch in _touches(tx.query(Touch).all(), row)),
                is_asked=row.id in asked,
            )
            for row in rows
        ]


def _touches(every: list[Touch], enrollment: Enrollment) -> list[Touch]:
    mine = [touch for touch in every if touch.enrollment_id == enrollment.id]
    return sorted(mine, key=lambda touch: touch.position)


def wrongs(google: Google, db: Database, *, stages: int) -> list[str]:
    """List every promise that was broken, in words; a good run has none."""
    found: list[str] = []
    for one in told(db):
        mails, answered = delivered(google, one.address), answered_at(google, one.address)
        copies = Counter(mail.letter.raw(OUR_HEADER) for mail in mails)
        late = sum(answered is not None and mail.at > answered for mail in mails)
        found += [f"{one.address} got {n} copies of one stage" for n in copies.values() if n > 1]
        found += [f"{one.address} was written to after answering"] * late
        found += _silence(one, has_answered=answered is not None, is_complete=len(copies) == stages)
    return found


def _silence(one: Told, *, has_answered: bool, is_complete: bool) -> list[str]:
    """Tell of somebody who was forgotten: neither finished, nor ended by an answer, nor asked about."""
    if one.status is EnrollmentStatus.HELD:
        return [] if one.is_asked else [f"{one.address} is held and nobody was told"]
    if has_answered:
        ended = one.status is EnrollmentStatus.REPLIED
        return [] if ended else [f"{one.address} answered, and the sequence is {one.status}"]
    if one.status is EnrollmentStatus.FINISHED and is_complete:
        return []
    return [f"{one.address} waits for ever: {one.status}, {', '.join(one.touches)}"]
