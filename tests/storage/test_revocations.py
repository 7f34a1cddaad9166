"""Grants that wait to be given back: sealed, in order, and forgotten when they are done."""

from datetime import timedelta

from cryptography.fernet import Fernet
from sqlalchemy import text

from storage import grants, revocations
from storage.database import Database
from storage.vault import Vault
from tests import builders
from tests.builders import NOW
from tests.conftest import KEY

MINUTE = timedelta(minutes=1)


def add(db: Database, mailbox_id: int, token: str, *, later: int = 0) -> str:
    with db.transaction() as tx:
        return revocations.add(tx, mailbox_id, grants.seal(tx, token), NOW + later * MINUTE)


def waiting(db: Database) -> list[int]:
    with db.reading() as tx:
        return [mailbox_id for _, mailbox_id in revocations.waiting(tx)]


def test_what_waits_is_listed_in_order_and_done_once(db: Database) -> None:
    second, first = add(db, 7, "two", later=1), add(db, 12, "one")
    assert waiting(db) == [12, 7]

    with db.transaction() as tx:
        assert (revocations.token(tx, first), revocations.token(tx, second)) == ("one", "two")
        revocations.done(tx, first)
        assert revocations.token(tx, first) == ""

    assert waiting(db) == [7]


def test_a_new_consent_forgets_what_waited_of_its_mailbox_and_of_no_other(db: Database) -> None:
    for mailbox_id in (1, 1, 12):
        add(db, mailbox_id, "precious")

    with db.transaction() as tx:
        revocations.forget(tx, 1)

    assert waiting(db) == [12]


def test_a_waiting_grant_cannot_be_read_in_the_database(db: Database) -> None:
    add(db, 1, "precious")

    with db.reading() as tx:
        assert "precious" not in str(tx.execute(text("SELECT * FROM facts")).all())


def test_a_new_key_seals_what_waits_as_well(db: Database, database_url: str) -> None:
    builders.make_mailbox(db)
    key = add(db, 1, "precious")
    new = Fernet.generate_key().decode()
    rotating = Database(database_url, Vault([new, KEY]))
    with rotating.transaction() as tx:
        revocations.reseal_all(tx)
    rotating.close()

    rotated = Database(database_url, Vault([new]))
    with rotated.reading() as tx:
        assert revocations.token(tx, key) == "precious"
    rotated.close()
