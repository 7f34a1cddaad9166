"""What happened to one person, the newest first, as far as whoever asks may know."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.outreach.candidates.logging_touches import SAID_AS
from bot.outreach.candidates.portraits import Moment
from storage import logged, mergers, timelines
from storage.database import Transaction
from storage.household import LoggedTouch
from storage.incoming import InboundMail
from storage.models import Candidate, Enrollment, Touch
from storage.statuses import EnrollmentStatus, Mark, TouchStatus

MOST = 500
"""So many mails and stages of the newest are told; nobody has that many."""

WENT = {
    TouchStatus.SENT: "went out",
    TouchStatus.DONE: "was done by hand",
    TouchStatus.SKIPPED: "was skipped",
}
CAME = {
    "human": "They answered",
    "calendar": "They answered with an invitation",
    "bounce": "An email came back",
    "delay": "An email was delayed",
    "auto_reply": "An automatic answer came: an absence, or the like",
    "maybe_auto": "Something came that may be automatic",
    "complaint": "They complained to their provider",
    "own": "The recruiter wrote by hand",
}
MARKED = {
    Mark.INTERESTED: "interested",
    Mark.NOT_NOW: "not now",
    Mark.NOT_INTERESTED: "not interested",
    Mark.WRONG_PERSON: "the wrong person",
    Mark.NOT_A_REPLY: "not a reply",
}
ENDED = {
    EnrollmentStatus.REPLIED: "Ended with an answer",
    EnrollmentStatus.FINISHED: "Finished",
    EnrollmentStatus.STOPPED: "Stopped",
    EnrollmentStatus.BOUNCED: "Ended: an email came back",
    EnrollmentStatus.OPTED_OUT: "Ended: they asked not to be written to",
}


def moments(tx: Transaction, person: Candidate, known: Sequence[Enrollment]) -> list[Moment]:
    """Tell what happened in the enrollments that may be known, and to the person, the newest first."""
    ids = [one.id for one in known]
    # At one instant an enrollment comes before what happened in it, and its end after.
    found = [
        *(moment for one in known for moment in _ended(one)),
        *(_came(mail) for mail in timelines.came(tx, ids, limit=MOST)),
        *(_went(touch) for touch in timelines.gone(tx, ids, limit=MOST)),
        *(_bounced(row.address, row.bounced_at) for row in person.addresses if row.bounced_at is not None),
        *(
            Moment(at=at, what="Somebody else turned out to be them, and was made one with them", by=by)
            for at, by in mergers.into(tx, person.id)
        ),
        *(_logged(row) for row in logged.of_candidate(tx, person.id)),
        *(_enrolled(one) for one in known),
    ]
    return sorted(found, key=lambda moment: moment.at, reverse=True)


def _enrolled(one: Enrollment) -> Moment:
    return Moment(at=one.created_at, what="Enrolled", sequence=one.sequence.name, by=one.recruiter.slack_id)


def _ended(one: Enrollment) -> Iterator[Moment]:
    if one.ended_at is not None and one.status in ENDED:
        why = f" ({one.why})" if one.why and one.status is EnrollmentStatus.STOPPED else ""
        yield Moment(at=one.ended_at, what=f"{ENDED[one.status]}{why}", sequence=one.sequence.name)


def _went(touch: Touch) -> Moment:
    assert touch.done_at is not None
    what = f"Stage {touch.number} ({touch.kind.value})" if touch.answers_id is None else "A reply by hand"
    noted = f": {touch.note}" if touch.note else ""
    return Moment(
        at=touch.done_at,
        what=f"{what} {WENT[touch.status]}{noted}",
        sequence=touch.enrollment.sequence.name,
        by=touch.done_by,
    )


def _came(mail: InboundMail) -> Moment:
    what = CAME.get(mail.kind, "An email came in")
    marked = f", marked “{MARKED[mail.mark]}”" if mail.mark is not None else ""
    return Moment(
        at=mail.received_at,
        what=f"{what}{marked}",
        sequence=mail.enrollment.sequence.name,
        by=mail.marked_by,
    )


def _logged(row: LoggedTouch) -> Moment:
    noted = f": {row.note}" if row.note else ""
    return Moment(at=row.at, what=f"Outside: {SAID_AS[row.kind]}{noted}", by=row.recruiter.slack_id)


def _bounced(address: str, at: datetime) -> Moment:
    return Moment(at=at, what=f"Mail to {address} came back for good")
