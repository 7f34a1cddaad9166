"""Chores: what Google did not take back is asked for again."""

from bot.outreach.mailboxes import disconnecting
from bot.workers.housekeeping import Housekeeping
from storage import revocations
from tests.bot.workers.office import Office
from tests.builders import ANA


def test_a_grant_google_did_not_take_is_given_back_later(office: Office) -> None:
    office.fault("503_before", "/revoke")
    disconnecting.disconnect(office.db, office.stand_in.google, who=ANA, now=office.now())

    assert Housekeeping(office.db, office.stand_in.google, office.now).tick() == 1

    assert not office.stand_in.state.grants.scopes_of("ana@acme.example")
    with office.db.reading() as tx:
        assert revocations.waiting(tx) == []
