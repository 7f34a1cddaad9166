"""Erasing: every column has a decision, and of a person who was forgotten nothing is found in the whole database."""

from typing import Any

from sqlalchemy import JSON, Column, Enum, LargeBinary, String, insert, select, update

from bot.outreach.candidates import forgetting
from storage import forgetting as erasing, household, incoming, lent
from storage.database import Database
from storage.household import Suppression
from storage.incoming import SetAside
from storage.models import Candidate, Enrollment, Import, ImportRow, Notice, Override, OwnStage, Review, Touch
from storage.statuses import EnrollmentStatus, EnrollRule, ImportStatus, NoticeStatus, RowOutcome, Source
from tests import builders
from tests.bot.outreach.post import Post, written_to
from tests.builders import ANA, GRACE, NOW, TEAM

METADATA = Touch.metadata
KNOWN = (household.Change, incoming.Follower, lent.Permission)
"""One table of each further module, so that the metadata is whole whatever else was imported."""

MARK = "Zyxwvut"
ALAN = "alan.turing@example.com"
OF_NOBODY = {
    "attachments": {"team_id", "name", "kind", "digest", "content"},
    "candidates": {"team_id", "merged_by"},
    "changes": {"team_id", "details"},
    "consents": {"state_hash", "sealed"},
    "custom_tokens": {"team_id", "name", "about", "value"},
    "digests": {"team_id", "channel", "zone", "sequence_ids", "told", "resting"},
    "drafts": {"content", "writing", "origin"},
    "enrollments": {"team_id", "thread_id", "secret", "referrer"},
    "errands": {"deed", "about"},
    "facts": {"key", "value"},
    "forgettings": {"team_id"},
    "forgotten_marks": {"team_id", "mark"},
    "imports": {"team_id", "name", "header", "mapping", "content"},
    "inbound": {"gmail_id", "thread_id", "kind", "hint", "marked_by", "claimed_by", "answered_by"},
    "mailboxes": {
        "team_id", "address", "name", "signature", "aliases", "sealed_token", "lost_reason", "sender", "trouble",
        "proofs",
    },
    "logged_touches": {"team_id"},
    "notice_paces": {"team_id", "recipient"},
    "notices": {"team_id", "key", "kind", "recipient", "channel", "ts"},
    "recruiters": {"team_id", "enterprise_id", "slack_id", "name", "title", "zone", "preferences"},
    "releases": {"team_id"},
    "reviews": {"referrer"},
    "seen": {"key"},
    "sequences": {"team_id", "name", "name_key", "role", "paused_why"},
    "set_aside": {"gmail_id", "thread_id"},
    "stages": {"key", "subject", "body", "attachments", "sender", "variants"},
    "status_readings": {"mark"},
    "suppressions": {"team_id"},
    "touches": {
        "token", "sender", "draft_id", "draft_message_id", "draft_thread_id", "gmail_id", "thread_id", "rfc_id",
        "done_by", "handed_by", "card_key", "answered_by",
    },
}  # fmt: skip
"""Columns that hold nothing of a candidate: ids of ours, of Slack's and of Gmail's, and what is for everybody alike;
and the file of an import, which is sealed and kept only until its last row is done."""


def is_wordy(column: Column[Any]) -> bool:
    return isinstance(column.type, (String, JSON, LargeBinary)) and not isinstance(column.type, Enum)


def erased() -> dict[str, set[str]]:
    """Name the columns that are emptied or rewritten."""
    found: dict[str, set[str]] = {}
    for blanked in erasing.BLANKED:
        names = {blanked.table.__mapper__.columns[name].name for name in blanked.values}
        found.setdefault(blanked.table.__tablename__, set()).update(names)
    for table, rewritten, _ in erasing.REWRITTEN:
        found.setdefault(table.__tablename__, set()).update(rewritten)
    return found


def dumped(db: Database) -> str:
    """Write out the whole database."""
    with db.engine.connect() as connection:
        rows = [
            (table.name, dict(row._mapping))
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
        ]
    return "\n".join(f"{name} {row}" for name, row in rows)


def marked(db: Database) -> Enrollment:
    """Put somebody into every place there is for a person, each time by an unmistakable word."""
    enrollment = written_to(db)
    Post(db).arrives(builders.make_inbound(text=f"{MARK} answers"))
    with db.transaction() as tx:
        candidate = tx.get(Candidate, enrollment.candidate_id)
        assert candidate is not None
        [address], [link] = candidate.addresses, candidate.links
        address.address = address.key = f"{MARK}@example.com"
        link.url = f"https://{MARK}.example/in/x"
        tx.add(Suppression(team_id=TEAM, key=address.key, why=f"{MARK} said no", created_at=NOW))
        said = {"rule": EnrollRule.OWNED, "why": f"{MARK} agreed", "at": NOW}
        tx.add(Override(enrollment_id=enrollment.id, recruiter_id=enrollment.recruiter_id, **said))
        tx.add(
            SetAside(
                mailbox_id=enrollment.mailbox_id, gmail_id="x", thread_id="thread1", why="", created_at=NOW
            )
        )
        people = [
            {"who": f"{MARK}@example.com", "first_name": MARK},
            {"who": ALAN, "first_name": "Alan"},
        ]
        tx.add(
            Review(recruiter_id=enrollment.recruiter_id, people=people, source=Source.LIST, created_at=NOW)
        )
        upload = Import(
            team_id=TEAM, recruiter_id=enrollment.recruiter_id, sequence_id=enrollment.sequence_id, name="people.csv",
            header=[], mapping=[], status=ImportStatus.DONE, total=2, worked_at=NOW, created_at=NOW,
        )  # fmt: skip
        tx.add(upload)
        tx.flush()
        for number, who in enumerate((f"{MARK}@example.com", ALAN)):
            tx.add(
                ImportRow(
                    import_id=upload.id, number=number, outcome=RowOutcome.REFUSED, why=who, cells=[who]
                )
            )
        tx.add(OwnStage(enrollment_id=enrollment.id, key="s1", subject=MARK, body=MARK))
        tx.add(Candidate(team_id=TEAM, first_name=MARK, merged_into_id=candidate.id, created_at=NOW))
        tx.flush()
        tx.execute(update(Notice).values(about={"enrollment": enrollment.id, "kind": "x", "why": MARK}))
        person = erasing.find(tx, candidate)
        for blanked in erasing.BLANKED:
            words = {name: _words(value) for name, value in blanked.values.items() if value is not None}
            words |= {"mime": MARK.encode()} if "mime" in blanked.values else {}
            words.pop("zone", None)
            values = {getattr(blanked.table, name): word for name, word in words.items()}
            changed = update(blanked.table).where(blanked.whose(person)).values(values)
            tx.execute(changed, execution_options={"synchronize_session": False})
    return enrollment


def _words(empty: Any) -> Any:
    return {"x": MARK} if empty == {} else MARK


def test_every_column_that_can_hold_words_has_a_decision() -> None:
    removed = {table.__tablename__ for table, _ in erasing.REMOVED}
    wordy = {
        table.name: {column.name for column in table.columns if is_wordy(column)}
        for table in METADATA.sorted_tables
        if table.name not in removed
    }
    decided = {name: OF_NOBODY.get(name, set()) | erased().get(name, set()) for name in wordy}

    assert {name: columns - decided[name] for name, columns in wordy.items() if columns - decided[name]} == {}


def test_of_somebody_who_was_forgotten_nothing_is_found_anywhere(db: Database) -> None:
    enrollment = marked(db)
    other = builders.make_enrollment(db, address=ALAN)
    assert dumped(db).count(MARK) > 30

    outcome = forgetting.forget(db, ANA, enrollment.candidate_id, now=NOW)

    assert MARK in outcome.name
    assert not outcome.waits
    left = dumped(db)
    assert MARK.casefold() not in left.casefold()
    assert "grace" not in left.casefold()
    assert ALAN in left
    assert builders.again(db, other).candidate.name == "Alan Turing"


def test_the_numbers_stay_without_a_name(db: Database) -> None:
    enrollment = marked(db)
    before = [(touch.number, touch.status) for touch in builders.the_touches(db, enrollment)]

    forgetting.forget(db, ANA, enrollment.candidate_id, now=NOW)

    found = builders.again(db, enrollment)
    assert found.status is EnrollmentStatus.REPLIED
    assert [(touch.number, touch.status) for touch in builders.the_touches(db, enrollment)] == before
    assert found.candidate.name == "Somebody forgotten"


def test_what_was_owed_about_them_is_never_posted(db: Database) -> None:
    enrollment = marked(db)

    forgetting.forget(db, ANA, enrollment.candidate_id, now=NOW)

    with db.reading() as tx:
        told = tx.scalars(select(Notice).where(Notice.enrollment_id == enrollment.id)).all()
        assert told
        assert {notice.status for notice in told} == {NoticeStatus.FAILED}


def test_a_notice_knows_of_whom_it_tells(db: Database) -> None:
    enrollment = written_to(db)
    Post(db).arrives(builders.make_inbound())

    with db.reading() as tx:
        assert set(tx.scalars(select(Notice.enrollment_id))) == {enrollment.id}


def test_a_table_that_was_planted_in_is_seen_by_the_dump(db: Database) -> None:
    with db.transaction() as tx:
        tx.execute(insert(household.Seen).values(key=MARK, at=NOW))

    assert MARK in dumped(db)
    assert GRACE not in dumped(db)
