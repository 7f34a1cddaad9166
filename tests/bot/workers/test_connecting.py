"""Connecting Gmail, over the wire: whose consent counts, for how long, and what goes on afterwards."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.outreach.mailboxes import connecting, disconnecting
from bot.outreach.mailboxes.connecting import Connected, Door
from bot.outreach.people import Who
from bot.refusals import Refusal
from gmail import oauth
from storage.models import Mailbox, Notice
from storage.statuses import MailboxStatus
from tests import builders
from tests.bot.workers.office import Office
from tests.builders import ANA, BEN

BACK = "http://127.0.0.1:9/back"
Answer = dict[str, str]


def door(office: Office) -> Door:
    return Door(google=office.stand_in.google, redirect_uri=BACK)


def consent(office: Office, who: Who = BEN, **choices: object) -> Answer:
    """Let a person go to Google's page and come back with what it says."""
    builders.make_recruiter(office.db, who)
    url = connecting.consent_link(office.db, door(office), who=who, now=office.now())
    location = office.stand_in.control("consent", url=url, **choices)["location"]
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def finish(office: Office, came_back: Answer) -> Connected:
    return connecting.finish(
        office.db, door(office), state=came_back["state"], code=came_back["code"], clock=office.now
    )


def boxes(office: Office) -> dict[str, str]:
    with office.db.transaction() as tx:
        return {row.address: row.status.value for row in tx.query(Mailbox)}


def test_a_mailbox_is_connected_for_whoever_set_out(office: Office) -> None:
    done = finish(office, consent(office, account="ben@acme.example"))

    assert done.address == "ben@acme.example"
    assert boxes(office) == {"ana@acme.example": "connected", "ben@acme.example": "connected"}
    with office.db.transaction() as tx:
        assert [row.recipient for row in tx.query(Notice)] == ["U0BEN"]
        ben = tx.query(Mailbox).filter_by(address="ben@acme.example").one()
        assert (ben.name, "Ben Okafor" in ben.signature) == ("Ben Okafor", True)


def test_a_state_works_once(office: Office) -> None:
    came_back = consent(office, account="ben@acme.example")
    finish(office, came_back)

    with pytest.raises(Refusal, match="used already"):
        finish(office, came_back)


def test_a_state_grows_old(office: Office) -> None:
    came_back = consent(office, account="ben@acme.example")
    office.stand_in.state.world.move(connecting.TRIP + timedelta(seconds=1))

    with pytest.raises(Refusal, match="too old"):
        finish(office, came_back)


def test_a_state_nobody_gave_out_is_refused(office: Office) -> None:
    came_back = consent(office, account="ben@acme.example")

    with pytest.raises(Refusal, match="not made by Overture"):
        finish(office, {**came_back, "state": "made-up"})

    assert "ben@acme.example" not in boxes(office)


def test_whoever_comes_back_without_consenting_has_used_the_state_up(office: Office) -> None:
    came_back = consent(office, account="ben@acme.example")

    connecting.turned_back(office.db, came_back["state"], office.now())

    with pytest.raises(Refusal, match="used already"):
        finish(office, came_back)


def test_an_unticked_box_is_asked_for_again(office: Office) -> None:
    came_back = consent(office, account="ben@acme.example", untick=[oauth.READONLY])

    with pytest.raises(Refusal, match="leave both Gmail boxes ticked"):
        finish(office, came_back)

    assert "ben@acme.example" not in boxes(office)


def test_an_account_belongs_to_one_person(office: Office) -> None:
    with pytest.raises(Refusal, match="connected to another person"):
        finish(office, consent(office, BEN, account="ana@acme.example"))


def test_reconnecting_takes_the_same_account(office: Office) -> None:
    with pytest.raises(Refusal, match=r"You chose ben@acme.example, but your sequences are sent from ana"):
        finish(office, consent(office, ANA, account="ben@acme.example"))

    finish(office, consent(office, ANA, account="ana@acme.example"))
    assert boxes(office) == {"ana@acme.example": "connected"}


def test_a_mailbox_is_new_once(office: Office) -> None:
    finish(office, consent(office, BEN, account="ben@acme.example"))
    first_day = office.now()
    office.stand_in.move(days=30)

    finish(office, consent(office, BEN, account="ben@acme.example"))

    with office.db.transaction() as tx:
        ben = tx.query(Mailbox).filter_by(address="ben@acme.example").one()
        assert (ben.began_at, ben.connected_at) == (first_day, office.now())


def test_disconnecting_gives_the_grant_back_and_sends_nothing(office: Office) -> None:
    office.enroll()

    disconnecting.disconnect(office.db, office.stand_in.google, who=ANA, now=office.now())
    office.wait(minutes=4)

    assert boxes(office) == {"ana@acme.example": MailboxStatus.DISCONNECTED.value}
    assert office.mails() == []
    assert not office.stand_in.state.grants.scopes_of("ana@acme.example")
    with pytest.raises(Refusal, match="No Gmail account is connected"):
        disconnecting.disconnect(office.db, office.stand_in.google, who=ANA, now=office.now())
