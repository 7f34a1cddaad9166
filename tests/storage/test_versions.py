"""What is kept of the versions of a sequence."""

from contextlib import suppress

from bot.outreach.plans import authoring
from storage import plans, recruiters, sequences
from storage.database import Database, Transaction
from tests import builders
from tests.builders import ANA, NOW, TEAM


class Undone(Exception):
    pass


def test_a_version_that_was_undone_is_never_taken_for_the_one_in_its_place(db: Database) -> None:
    sequence_id = builders.make_sequence(db).id
    with suppress(Undone), db.transaction() as tx:
        assert said(tx, write(tx, sequence_id, "Undone.")) == "Undone."
        raise Undone
    with db.transaction() as tx:
        version_id = write(tx, sequence_id, "Kept.")

    with db.reading() as tx:
        assert said(tx, version_id) == "Kept."


def write(tx: Transaction, sequence_id: int, body: str) -> int:
    by = recruiters.ensure(tx, team=TEAM, slack_id=ANA.slack_id, now=NOW)
    stages = authoring.rows((builders.email(body=body),))
    return sequences.add_version(tx, sequence_id, stages, by=by.id, now=NOW).id


def said(tx: Transaction, version_id: int) -> str:
    [stage] = plans.of_version(tx, version_id)
    return stage.body
