"""One November, person by person: what happened is written here, what follows from it is counted by hand in the tests.

Everybody is in Berlin, and it is Monday 23 November. Ana and Ben work with two shared sequences; *Merger* is Ana's,
confidential.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.outreach.people import Who
from bot.rules.drafts import Variant
from storage.database import Database, Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Sequence, Touch
from storage.statuses import Access, EnrollmentStatus, Mark, Source, StageKind, TouchStatus
from tests import builders
from tests.builders import ANA, BEN, by_hand, email

BERLIN = ZoneInfo("Europe/Berlin")
BACKEND, DESIGN, MERGER = "Backend", "Design", "Merger"
PLANS = {
    BACKEND: (email(variants=(Variant(subject="Another", body="Hello again"),)), by_hand(), email()),
    DESIGN: (email(), email()),
    MERGER: (email(),),
}


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    """Give an instant by Berlin's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What came from somebody: when, after which stage, and what people did about it."""

    came: datetime
    stage: int
    kind: str = "human"
    mark: Mark | None = None
    marked_at: datetime | None = None
    answered_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Life:
    """One person in one sequence; `went` has the instants of the stages that went, `text` which text the first had."""

    name: str
    sequence: str
    by: Who
    source: Source = Source.COMMAND
    went: tuple[datetime, ...] = ()
    text: int = 0
    status: EnrollmentStatus = EnrollmentStatus.ACTIVE
    ended: datetime | None = None
    enrolled: datetime | None = None
    mails: tuple[Mail, ...] = field(default=())
    ended_by_another: bool = False


GRACE = Life(  # answered on the third day, after the InMail; Ana wrote back in two hours, marked in the afternoon
    name="grace", sequence=BACKEND, by=ANA, went=(at(2), at(4)), status=EnrollmentStatus.REPLIED, ended=at(5),
    mails=(Mail(came=at(5), stage=2, mark=Mark.INTERESTED, marked_at=at(5, 16), answered_at=at(5, 11)),),
)  # fmt: skip
ALAN = Life(  # answered the next day, six hours later marked as not interested
    name="alan", sequence=BACKEND, by=ANA, source=Source.CSV, went=(at(3),), text=1,
    status=EnrollmentStatus.REPLIED, ended=at(4),
    mails=(Mail(came=at(4), stage=1, mark=Mark.NOT_INTERESTED, marked_at=at(4, 15), reason="Pay: Alan earns more"),),
)  # fmt: skip
EDSGER = Life(  # late on Sunday, in Berlin still the week of 2 November; it came back on Monday
    name="edsger", sequence=BACKEND, by=BEN, source=Source.LIST, went=(at(8, 23, 30),),
    status=EnrollmentStatus.BOUNCED, ended=at(9, 8), mails=(Mail(came=at(9, 8), stage=1, kind="bounce"),),
)  # fmt: skip
BARBARA = Life(  # early on Monday, in London still Sunday; only her out-of-office answered
    name="barbara", sequence=BACKEND, by=BEN, went=(at(9, 0, 30), at(11), at(13)), text=1,
    status=EnrollmentStatus.FINISHED, ended=at(13), mails=(Mail(came=at(9, 1), stage=1, kind="auto_reply"),),
)  # fmt: skip
DONALD = Life(  # answered the InMail at LinkedIn: Ana marked it by hand
    name="donald", sequence=BACKEND, by=ANA, source=Source.MESSAGE, went=(at(10), at(12)),
    status=EnrollmentStatus.REPLIED, ended=at(13),
)  # fmt: skip
ADA = Life(  # something came that was no reply
    name="ada", sequence=DESIGN, by=ANA, went=(at(10),),
    mails=(Mail(came=at(11), stage=1, mark=Mark.NOT_A_REPLY, marked_at=at(11, 10)),),
)  # fmt: skip
GRACE_TOO = Life(  # ended by what Grace answered in Backend: here she answered nothing
    name="grace", sequence=DESIGN, by=ANA, went=(at(3),), status=EnrollmentStatus.REPLIED, ended=at(5),
    ended_by_another=True,
)  # fmt: skip
RADIA = Life(  # asked not to be written to
    name="radia", sequence=DESIGN, by=BEN, source=Source.UNFURL, went=(at(11),),
    status=EnrollmentStatus.OPTED_OUT, ended=at(11, 12), mails=(Mail(came=at(11, 12), stage=1),),
)  # fmt: skip
LINUS = Life(name="linus", sequence=DESIGN, by=ANA, enrolled=at(12))  # nothing went to him yet
JOAN = Life(
    name="joan", sequence=MERGER, by=ANA, went=(at(10),), status=EnrollmentStatus.REPLIED, ended=at(11),
    mails=(Mail(came=at(11), stage=1),),
)  # fmt: skip
TIM = Life(  # all had gone in October; he answered in November, and nobody has said a word to him
    name="timothy", sequence=DESIGN, by=BEN, went=(at(5, month=10),), status=EnrollmentStatus.REPLIED,
    ended=at(5, month=10), mails=(Mail(came=at(12), stage=1),),
)  # fmt: skip
EVERYBODY = (GRACE, ALAN, EDSGER, BARBARA, DONALD, ADA, GRACE_TOO, RADIA, LINUS, JOAN, TIM)


def live(db: Database, *lives: Life) -> None:
    """Write down what happened to these people, or to all of them."""
    for who in (ANA, BEN):
        builders.make_recruiter(db, who)
    for name, stages in PLANS.items():
        access = Access.CONFIDENTIAL if name == MERGER else Access.SHARED_USE
        builders.make_sequence(db, *stages, name=name, access=access)
    for life in lives or EVERYBODY:
        _live(db, life)


def _live(db: Database, life: Life) -> None:
    began = life.enrolled or life.went[0]
    made = builders.make_enrollment(
        db,
        who=life.by,
        address=f"{life.name}@example.com",
        sequence=life.sequence,
        now=began,
        source=life.source,
    )
    with db.transaction() as tx:
        tx.query(Touch).filter_by(enrollment_id=made.id).delete()
        row = tx.get_one(Enrollment, made.id)
        for place, moment in enumerate(life.went):
            tx.add(_touch(row, place, moment, life.text if place == 0 else 0))
        mails = [_mail(row, number, mail) for number, mail in enumerate(life.mails)]
        tx.add_all(mails)
        tx.flush()
        row.status, row.ended_at = life.status, life.ended
        row.ended_by = mails[0].id if mails and life.ended else None
        if life.ended_by_another:
            row.ended_by = _of_theirs_elsewhere(tx, row)


def _touch(row: Enrollment, place: int, moment: datetime, text: int) -> Touch:
    stage = row.version.stages[place]
    went = TouchStatus.SENT if stage.kind is StageKind.EMAIL else TouchStatus.DONE
    return Touch(
        enrollment_id=row.id, sequence_id=row.sequence_id, stage_id=stage.id, position=stage.position,
        number=stage.number, kind=stage.kind, mailbox_id=row.mailbox_id if stage.kind.is_email else None, status=went,
        due_at=moment, done_at=moment, token=f"{row.id}:{place}", variant=text,
    )  # fmt: skip


def _mail(row: Enrollment, number: int, mail: Mail) -> InboundMail:
    return InboundMail(
        mailbox_id=row.mailbox_id, gmail_id=f"{row.id}:{number}", thread_id="t", enrollment_id=row.id, kind=mail.kind,
        why="", text="", received_at=mail.came, taken_in_at=mail.came, stage=mail.stage, mark=mail.mark,
        marked_at=mail.marked_at, answered_at=mail.answered_at, reason=mail.reason,
    )  # fmt: skip


def _of_theirs_elsewhere(tx: Transaction, row: Enrollment) -> int:
    found = tx.query(InboundMail).join(Enrollment).filter(Enrollment.candidate_id == row.candidate_id)
    return found.one().id


def move_back(db: Database, *, weeks: int) -> None:
    """Let everything that went have gone so many weeks earlier."""
    with db.transaction() as tx:
        for touch in tx.query(Touch):
            assert touch.done_at is not None
            touch.done_at -= timedelta(weeks=weeks)


def another_team(tx: Transaction, team: str) -> None:
    """Give one of Ana's sequences to another workspace."""
    tx.query(Sequence).filter_by(name=MERGER).one().team_id = team
