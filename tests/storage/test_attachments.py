"""Files are kept once for a workspace, and forgotten when nobody names them any more."""

from dataclasses import replace
from datetime import timedelta

from bot.outreach import tidying
from bot.outreach.plans import drafting
from bot.rules.attachments import Attached
from bot.rules.drafts import SequenceDraft
from storage import attachments, drafts
from storage.attachments import File, Named
from storage.database import Database
from storage.statuses import DraftStatus
from tests import builders
from tests.builders import NOW, TEAM, email

PLAN = File(name="plan.pdf", kind="application/pdf", content=b"%PDF\x00\xff")
LATER = NOW + timedelta(days=31)


def keep(db: Database, file: File = PLAN, team: str = TEAM) -> Named:
    with db.transaction() as tx:
        return attachments.add(tx, team, file, NOW)


def left(db: Database, *ids: int) -> list[int]:
    with db.reading() as tx:
        return sorted(attachments.named(tx, TEAM, ids))


def put_on_desk(db: Database, kept: Named, status: DraftStatus) -> None:
    stage = email(attachments=(Attached(id=kept.id, name=kept.name, size=kept.size),))
    recruiter_id = builders.make_recruiter(db).id
    with db.transaction() as tx:
        content = drafting.dumped(SequenceDraft(name="Backend", stages=(stage,)))
        drafts.add(tx, recruiter_id, content, sequence_id=None, now=NOW).status = status


def test_a_file_comes_back_byte_for_byte(db: Database) -> None:
    kept = keep(db)

    with db.reading() as tx:
        assert attachments.contents(tx, TEAM, [kept.id]) == {kept.id: PLAN}
    assert kept == Named(id=kept.id, name="plan.pdf", size=6)


def test_the_same_file_is_kept_once_under_each_of_its_names(db: Database) -> None:
    first, again, renamed = keep(db), keep(db), keep(db, replace(PLAN, name="role.pdf"))

    assert first == again
    assert renamed.id != first.id


def test_another_workspace_neither_shares_nor_sees_it(db: Database) -> None:
    ours, theirs = keep(db), keep(db, team="T2")

    assert ours.id != theirs.id
    assert left(db, ours.id, theirs.id) == [ours.id]
    with db.reading() as tx:
        assert attachments.contents(tx, TEAM, [theirs.id]) == {}


def test_a_file_nobody_names_is_forgotten_after_a_month(db: Database) -> None:
    kept = keep(db)

    tidying.purge(db, NOW + timedelta(days=29))
    assert left(db, kept.id) == [kept.id]
    tidying.purge(db, LATER)
    assert left(db, kept.id) == []


def test_a_file_a_stage_names_stays_for_as_long_as_the_stage(db: Database) -> None:
    kept = keep(db)
    builders.make_sequence(db, email(attachments=(Attached(id=kept.id, name=kept.name, size=kept.size),)))

    tidying.purge(db, LATER)

    assert left(db, kept.id) == [kept.id]


def test_a_file_of_a_draft_stays_until_the_draft_is_dropped(db: Database) -> None:
    parked, dropped = keep(db), keep(db, replace(PLAN, name="old.pdf"))
    put_on_desk(db, parked, DraftStatus.PARKED)
    put_on_desk(db, dropped, DraftStatus.DISCARDED)

    tidying.purge(db, LATER)

    assert left(db, parked.id, dropped.id) == [parked.id]


def test_a_file_that_is_chosen_again_starts_a_new_month(db: Database) -> None:
    kept = keep(db)
    with db.transaction() as tx:
        attachments.add(tx, TEAM, PLAN, LATER - timedelta(days=1))

    tidying.purge(db, LATER)

    assert left(db, kept.id) == [kept.id]
