"""Erase one person from every table, and keep only what knows them again.

A new table or column that holds something of a person gets a line here: in `BLANKED` where the row counts for
something, in `REMOVED` where it does not, in `REWRITTEN` where a person is only a part of it. A test walks all columns
and fails on one that nobody has decided about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, text, update

from storage import marks
from storage.database import Transaction, add_once
from storage.errand_rows import ErrandPerson
from storage.household import LoggedTouch, Suppression
from storage.incoming import InboundMail, SetAside
from storage.models import (
    Candidate,
    CandidateAddress,
    CandidateLink,
    Enrollment,
    Import,
    ImportRow,
    Notice,
    Override,
    OwnStage,
    Recruiter,
    Release,
    Review,
    Touch,
)
from storage.models.candidates import folded
from storage.rows import Row
from storage.statuses import EnrollmentStatus, NoticeStatus, SendStep, TouchStatus

NOWHERE = "UTC"
UNWANTED = "they asked not to be written to"
NO_LONGER = "no longer needed"
FORGOTTEN_LINE = {"word": "somebody", "why": "This person was forgotten."}
SAFE = frozenset({"kind", "news", "posted"})
"""What is a word of ours in what a notice is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """All by which one person is found in the tables; `keys` are their addresses folded, `addresses` as written.

    `ids` has those of whoever was merged into them, too.
    """

    id: int
    team: str
    ids: tuple[int, ...] = ()
    name: str = ""
    enrollment_ids: tuple[int, ...] = ()
    threads: tuple[tuple[int | None, str], ...] = ()
    addresses: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    opted_out: bool = False


Whose = Callable[[Person], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanked:
    """Rows that stay, for they are counted, with these columns emptied."""

    table: type[Row]
    values: Mapping[str, Any]
    whose: Whose


def _by_enrollment(table: Any) -> Whose:
    return lambda person: table.enrollment_id.in_(person.enrollment_ids)


def _in_threads(person: Person) -> ColumnElement[bool]:
    places = [
        and_(SetAside.mailbox_id == mailbox_id, SetAside.thread_id == thread)
        for mailbox_id, thread in person.threads
    ]
    return or_(*places) if places else SetAside.id.is_(None)


BLANKED = (
    Blanked(
        table=InboundMail,
        values=dict.fromkeys(
            ("why", "text", "from_name", "from_address", "reply_to", "subject", "rfc_id", "references",
             "effect", "reason"), ""
        ),
        whose=_by_enrollment(InboundMail),
    ),
    Blanked(
        table=LoggedTouch,
        values={"note": ""},
        whose=lambda person: LoggedTouch.candidate_id == person.id,
    ),
    Blanked(table=SetAside, values={"why": ""}, whose=_in_threads),
    Blanked(table=Override, values={"why": ""}, whose=_by_enrollment(Override)),
    Blanked(table=ErrandPerson, values={"why": ""}, whose=_by_enrollment(ErrandPerson)),
    Blanked(
        table=Touch,
        values={
            **dict.fromkeys(("subject", "text", "note", "why", "mend", "moved", "references", "reason"), ""),
            "mime": None,
            "own_words": {},
        },
        whose=_by_enrollment(Touch),
    ),
    Blanked(
        table=Enrollment,
        values={"why": "", "zone": NOWHERE, "extras": {}, "subject": "", "source_line": "", "address_id": None},
        whose=lambda person: Enrollment.id.in_(person.enrollment_ids),
    ),
    Blanked(
        table=Candidate,
        values=dict.fromkeys(
            ("first_name", "last_name", "name_key", "company", "company_key", "title", "school", "location", "zone"), ""
        ),
        whose=lambda person: Candidate.id.in_(person.ids),
    ),
)  # fmt: skip
"""In the order in which the rows refer to each other: what refers to others first."""

REMOVED: tuple[tuple[type[Row], Whose], ...] = (
    (CandidateAddress, lambda person: CandidateAddress.candidate_id == person.id),
    (CandidateLink, lambda person: CandidateLink.candidate_id == person.id),
    (OwnStage, _by_enrollment(OwnStage)),
    (Release, lambda person: Release.candidate_id.in_(person.ids)),
)


def _mark_suppressions(tx: Transaction, person: Person, now: datetime) -> None:
    """Keep that nobody may write to these addresses, and no longer which they are."""
    plain = select(Suppression.key).where(
        Suppression.team_id == person.team, Suppression.key.in_(person.keys)
    )
    for key in person.keys if person.opted_out else list(tx.scalars(plain)):
        mark = marks.make(tx, person.team, key, now)
        add_once(tx, Suppression, team_id=person.team, key=mark, why=UNWANTED, created_at=now)
    tx.execute(
        delete(Suppression).where(Suppression.team_id == person.team, Suppression.key.in_(person.keys))
    )


def _leave_reviews(tx: Transaction, person: Person, now: datetime) -> None:
    named = {one.casefold() for one in (*person.links, *person.addresses, *person.keys)}
    lists = select(Review).join(Recruiter, Recruiter.id == Review.recruiter_id)
    for review in tx.scalars(lists.where(Recruiter.team_id == person.team).with_for_update(of=Review)):
        people = [
            dict(FORGOTTEN_LINE) if str(entry.get("who", "")).casefold() in named else entry
            for entry in review.people
        ]
        if people != review.people:
            review.people = people
    tx.flush()


def _leave_imports(tx: Transaction, person: Person, now: datetime) -> None:
    """Empty the rows of uploaded tables that speak of them; those that wait for mending are kept for a week."""
    named = {folded(one) for one in (*person.links, *person.addresses, *person.keys, person.name) if one}
    rows = select(ImportRow).join(Import, Import.id == ImportRow.import_id)
    for row in tx.scalars(rows.where(Import.team_id == person.team)):
        said = folded(" ".join(str(cell) for cell in row.cells))
        if row.enrollment_id in person.enrollment_ids or any(one in said for one in named):
            row.cells, row.why = [], ""
    tx.flush()


def _quieten(tx: Transaction, person: Person, now: datetime) -> None:
    """Take the words out of what was owed about them; what was not posted yet never is."""
    for notice in tx.scalars(select(Notice).where(Notice.enrollment_id.in_(person.enrollment_ids))):
        notice.about = {name: _without_words(name, value) for name, value in notice.about.items()}
        if notice.status in {NoticeStatus.OWED, NoticeStatus.UNKNOWN}:
            notice.status = NoticeStatus.FAILED
        notice.why = NO_LONGER if notice.status is NoticeStatus.FAILED else ""
    tx.flush()


def _without_words(name: str, value: Any) -> Any:
    return "" if isinstance(value, str) and name not in SAFE else value


Rewriting = Callable[[Transaction, Person, datetime], None]
REWRITTEN: tuple[tuple[type[Row], tuple[str, ...], Rewriting], ...] = (
    (Suppression, ("key", "why"), _mark_suppressions),
    (Review, ("people",), _leave_reviews),
    (ImportRow, ("cells", "why"), _leave_imports),
    (Notice, ("about", "why"), _quieten),
)


def lock(tx: Transaction, candidate_id: int) -> Candidate | None:
    """Take a person for changing, so that nobody is put into a sequence meanwhile; the row is read afresh."""
    wanted = select(Candidate).where(Candidate.id == candidate_id).with_for_update()
    return tx.scalar(wanted.execution_options(populate_existing=True))


def find(tx: Transaction, candidate: Candidate) -> Person:
    """Find all by which a person is known."""
    enrolled = select(Enrollment.id, Enrollment.mailbox_id, Enrollment.thread_id, Enrollment.status)
    rows = tx.execute(enrolled.where(Enrollment.candidate_id == candidate.id)).all()
    addresses = select(CandidateAddress.address, CandidateAddress.key)
    known = tx.execute(addresses.where(CandidateAddress.candidate_id == candidate.id)).all()
    links = select(CandidateLink.url).where(CandidateLink.candidate_id == candidate.id)
    signposts = select(Candidate.id).where(Candidate.merged_into_id == candidate.id)
    return Person(
        id=candidate.id,
        team=candidate.team_id,
        ids=(candidate.id, *tx.scalars(signposts)),
        name=candidate.name,
        enrollment_ids=tuple(row.id for row in rows),
        threads=tuple((row.mailbox_id, row.thread_id) for row in rows if row.thread_id),
        addresses=tuple(row.address for row in known),
        keys=tuple(row.key for row in known),
        links=tuple(tx.scalars(links)),
        opted_out=any(row.status is EnrollmentStatus.OPTED_OUT for row in rows),
    )


def in_flight(tx: Transaction, person: Person) -> bool:
    """Tell whether a mail to them may be on the wire."""
    doubtful = select(Touch.id).where(
        Touch.enrollment_id.in_(person.enrollment_ids),
        Touch.status.in_((TouchStatus.CLAIMED, TouchStatus.UNKNOWN)),
    )
    return tx.scalar(doubtful.limit(1)) is not None


def cancel(tx: Transaction, person: Person, now: datetime) -> list[int]:
    """Cancel whatever has not left, replies by hand as well; tell in which mailboxes a draft lies now for nothing."""
    waiting = or_(
        Touch.status.in_((TouchStatus.SCHEDULED, TouchStatus.HELD)),
        and_(Touch.status == TouchStatus.CLAIMED, Touch.step == SendStep.DRAFTED),
    )
    theirs = Touch.enrollment_id.in_(person.enrollment_ids)
    cancelled = update(Touch).where(theirs, waiting).values(status=TouchStatus.CANCELLED, done_at=now)
    tx.execute(cancelled, execution_options={"synchronize_session": False})
    tx.expire_all()
    left = select(Touch.mailbox_id).where(
        theirs, Touch.status == TouchStatus.CANCELLED, Touch.draft_id != "", Touch.mailbox_id.is_not(None)
    )
    return sorted({mailbox_id for mailbox_id in tx.scalars(left) if mailbox_id is not None})


def erase(tx: Transaction, person: Person, now: datetime) -> None:
    """Empty, remove and rewrite every row of a person; what is counted stays, nameless."""
    if tx.get_bind().dialect.name == "sqlite":
        tx.execute(text("PRAGMA secure_delete = ON"))  # what is deleted is overwritten in the file, too
    tx.flush()
    for _, _, rewrite in REWRITTEN:
        rewrite(tx, person, now)
    for blanked in BLANKED:
        emptied = update(blanked.table).where(blanked.whose(person))
        values = {getattr(blanked.table, name): value for name, value in blanked.values.items()}
        tx.execute(emptied.values(values), execution_options={"synchronize_session": False})
    for table, whose in REMOVED:
        tx.execute(delete(table).where(whose(person)), execution_options={"synchronize_session": False})
    gone = update(Candidate).where(Candidate.id == person.id).values(forgotten_at=now)
    tx.execute(gone, execution_options={"synchronize_session": False})
    tx.expire_all()
