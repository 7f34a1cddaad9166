"""Trips to Google and refresh tokens: used once, never readable at rest."""

from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.outreach.people import Who
from storage import consents, grants, mailboxes
from storage.database import Database
from storage.vault import UnreadableSecret, Vault
from tests import builders
from tests.builders import ANA, BEN, NOW
from tests.conftest import KEY

HOUR = timedelta(hours=1)


def set_out(db: Database, who: Who = ANA) -> int:
    recruiter = builders.make_recruiter(db, who)
    with db.transaction() as tx:
        consents.add(
            tx,
            state=f"state-{who.slack_id}",
            recruiter_id=recruiter.id,
            verifier="v-1",
            expires_at=NOW + HOUR,
        )
    return recruiter.id


def come_back(db: Database, state: str, now: datetime = NOW) -> tuple[int, str] | None:
    with db.transaction() as tx:
        return consents.use(tx, state, now)


def test_a_state_says_who_set_out_and_works_once(db: Database) -> None:
    ana, ben = set_out(db, ANA), set_out(db, BEN)

    assert come_back(db, "state-U0BEN") == (ben, "v-1")
    assert come_back(db, "state-U0BEN") is None
    assert come_back(db, "state-U0ANA") == (ana, "v-1")


@pytest.mark.parametrize(
    ("state", "after"),
    [pytest.param("state-U0ANA", HOUR, id="too late"), pytest.param("made-up", 0 * HOUR, id="not ours")],
)
def test_a_state_that_proves_nothing_is_refused(db: Database, state: str, after: timedelta) -> None:
    set_out(db)

    assert come_back(db, state, NOW + after) is None


def test_neither_state_nor_verifier_can_be_read_in_the_database(db: Database) -> None:
    set_out(db)

    with db.reading() as tx:
        row = tx.execute(text("SELECT * FROM consents")).one()
    assert not {"state-U0ANA", "v-1"} & {str(value) for value in row}


def test_old_trips_are_forgotten(db: Database) -> None:
    set_out(db)

    with db.transaction() as tx:
        consents.purge(tx, NOW + HOUR)
        assert tx.scalar(text("SELECT count(*) FROM consents")) == 1
        consents.purge(tx, NOW + 2 * HOUR)
        assert tx.scalar(text("SELECT count(*) FROM consents")) == 0


def test_a_new_key_reads_what_the_old_one_sealed_and_seals_anew(db: Database, database_url: str) -> None:
    mailbox = builders.make_mailbox(db, token="precious")
    new = Fernet.generate_key().decode()

    rotating = Database(database_url, Vault([new, KEY]))
    with rotating.transaction() as tx:
        assert grants.refresh_token(tx, mailboxes.get(tx, mailbox.id)) == "precious"
        assert grants.reseal_all(tx) == 1
    rotating.close()

    rotated = Database(database_url, Vault([new]))
    with rotated.reading() as tx:
        assert grants.refresh_token(tx, mailboxes.get(tx, mailbox.id)) == "precious"
    rotated.close()
    with db.reading() as tx, pytest.raises(UnreadableSecret):
        grants.refresh_token(tx, mailboxes.get(tx, mailbox.id))


def test_a_refresh_token_cannot_be_read_in_the_database(db: Database) -> None:
    builders.make_mailbox(db, token="precious")

    with db.reading() as tx:
        assert "precious" not in str(tx.scalar(text("SELECT sealed_token FROM mailboxes")))


def test_a_secret_sealed_with_a_lost_key_is_named() -> None:
    sealed = Vault([KEY]).seal("precious")

    with pytest.raises(UnreadableSecret, match="ENCRYPTION_KEYS"):
        Vault([Fernet.generate_key().decode()]).open(sealed)
