"""Connecting by delegation, over the wire: only one's own mailbox, only a named one, and what becomes of it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.outreach.mailboxes import delegating, disconnecting
from bot.outreach.mailboxes.connecting import Connected, Door, Sessions
from bot.outreach.mailboxes.disconnecting import Revocation
from bot.refusals import Refusal
from bot.workers.rounds import Rounds
from gmail import oauth, service_account
from storage import revocations
from storage.models import Mailbox
from storage.statuses import MailboxStatus
from tests import builders
from tests.bot.workers.office import Office
from tests.builders import ANA, BEN

BEN_AT_ACME = "ben@acme.example"
ALLOWED = ("@acme.example",)


@pytest.fixture
def door(office: Office) -> Door:
    """Give a door with a service account the administrator has authorised."""
    key = office.stand_in.control("service_account", scopes=[oauth.COMPOSE, oauth.READONLY])
    google = replace(office.stand_in.google, service=service_account.read(json.dumps(key)))
    return Door(google=google, redirect_uri="http://127.0.0.1:9/back", delegated=ALLOWED)


def connect(office: Office, door: Door, address: str = BEN_AT_ACME, own: str = BEN_AT_ACME) -> Connected:
    builders.make_recruiter(office.db, BEN)
    return delegating.connect(office.db, door, who=BEN, address=address, own=own, clock=office.now)


def box(office: Office, address: str = BEN_AT_ACME) -> Mailbox:
    with office.db.transaction() as tx:
        return tx.query(Mailbox).filter_by(address=address).one()


def work(office: Office, door: Door, allowed: tuple[str, ...] = ALLOWED) -> None:
    sessions = Sessions(office.db, door.google, office.now, delegated=allowed)
    Rounds(office.db, sessions, office.house, office.now).tick()


def test_a_mailbox_is_connected_without_any_consent(office: Office, door: Door) -> None:
    assert connect(office, door, address=" Ben@acme.example ").address == BEN_AT_ACME

    found = box(office)
    assert (found.status, found.is_delegated, found.sealed_token) == (MailboxStatus.CONNECTED, True, "")
    assert (found.name, "Ben Okafor" in found.signature) == ("Ben Okafor", True)
    assert office.notices() == ["mailbox_connected"]


def test_mail_leaves_a_delegated_mailbox(office: Office, door: Door) -> None:
    connect(office, door)
    office.enroll(who=BEN)

    work(office, door)

    assert [mail.letter.raw("From") for mail in office.mails()] == ["Ben Okafor <ben@acme.example>"]


@pytest.mark.parametrize(
    ("address", "own", "said"),
    [
        pytest.param("ana@acme.example", BEN_AT_ACME, "only connect your own", id="a colleague's"),
        pytest.param("ben@home.example", "ben@home.example", "not among the mailboxes", id="not on the list"),
        pytest.param(BEN_AT_ACME, "", "does not tell me your address", id="Slack says nothing"),
    ],
)
def test_nobody_connects_what_is_not_theirs(
    office: Office, door: Door, address: str, own: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        connect(office, door, address, own)

    assert office.calls("getProfile") == 0


def test_an_alias_opens_nobodys_mailbox(office: Office, door: Door) -> None:
    with pytest.raises(Refusal, match="another name of ana@acme.example"):
        connect(office, door, "talent@acme.example", "talent@acme.example")

    assert office.notices() == []


def test_an_administrator_who_did_not_agree_is_asked_by_name_and_scope(office: Office, door: Door) -> None:
    assert door.google.service is not None
    office.stand_in.control("delegation", client_email=door.google.service.email, scopes=[])

    with pytest.raises(Refusal) as refused:
        connect(office, door)

    assert door.google.service.client_id in refused.value.mend
    assert oauth.COMPOSE in refused.value.mend
    assert oauth.READONLY in refused.value.mend


def test_an_address_that_leaves_the_list_loses_its_mailbox_and_holds_its_people(
    office: Office, door: Door
) -> None:
    connect(office, door)
    enrollment = office.enroll(who=BEN)

    work(office, door, allowed=("@elsewhere.example",))

    assert (box(office).status, box(office).lost_reason) == (MailboxStatus.LOST, "delegation")
    assert builders.again(office.db, enrollment).status == "held"
    assert office.mails() == []


def test_delegation_that_is_withdrawn_holds_and_goes_on_when_it_is_back(office: Office, door: Door) -> None:
    assert door.google.service is not None
    connect(office, door)
    office.enroll(who=BEN)
    office.stand_in.control("delegation", client_email=door.google.service.email, scopes=[])
    work(office, door)
    assert (box(office).lost_reason, office.mails()) == ("delegation_scopes", [])

    both = [oauth.COMPOSE, oauth.READONLY]
    office.stand_in.control("delegation", client_email=door.google.service.email, scopes=both)
    connect(office, door)
    work(office, door)

    assert len(office.mails()) == 1


def test_a_consent_that_delegation_replaces_is_given_back(office: Office, door: Door) -> None:
    delegating.connect(
        office.db, door, who=ANA, address="ana@acme.example", own="ana@acme.example", clock=office.now
    )
    assert disconnecting.revoke_waiting(office.db, door.google, office.now()) == 1

    assert not office.stand_in.state.grants.scopes_of("ana@acme.example")
    assert box(office, "ana@acme.example").status is MailboxStatus.CONNECTED


def test_disconnecting_a_delegated_mailbox_has_nothing_to_revoke(office: Office, door: Door) -> None:
    connect(office, door)

    outcome = disconnecting.disconnect(office.db, door.google, who=BEN, now=office.now())

    assert outcome is Revocation.NONE
    assert office.calls("revoke") == 0
    assert box(office).status is MailboxStatus.DISCONNECTED


def test_without_a_client_a_consented_mailbox_is_lost_with_that_reason(office: Office, door: Door) -> None:
    work(office, Door(google=replace(door.google, client_id=""), redirect_uri="", delegated=ALLOWED))

    assert box(office, "ana@acme.example").lost_reason == "client"


def test_a_revocation_google_did_not_hear_is_tried_again(office: Office, door: Door) -> None:
    office.fault("503_before", "/revoke", times=2)

    assert disconnecting.disconnect(office.db, door.google, who=ANA, now=office.now()) is Revocation.LATER
    assert disconnecting.revoke_waiting(office.db, door.google, office.now()) == 0
    office.stand_in.state.world.move(timedelta(hours=1))
    assert disconnecting.revoke_waiting(office.db, door.google, office.now()) == 1

    assert not office.stand_in.state.grants.scopes_of("ana@acme.example")
    assert disconnecting.revoke_waiting(office.db, door.google, office.now()) == 0
    assert office.notices() == ["mailbox_disconnected"] * 2


def test_whoever_has_consented_anew_is_not_revoked(office: Office, door: Door) -> None:
    office.fault("503_before", "/revoke")
    disconnecting.disconnect(office.db, door.google, who=ANA, now=office.now())
    consent(office, door)

    assert disconnecting.revoke_waiting(office.db, door.google, office.now()) == 0
    with office.db.reading() as tx:
        assert revocations.waiting(tx) == []
    assert office.stand_in.state.grants.scopes_of("ana@acme.example")


def consent(office: Office, door: Door) -> None:
    """Let Ana consent at Google's page."""
    from urllib.parse import parse_qs, urlsplit

    from bot.outreach.mailboxes import connecting

    url = connecting.consent_link(office.db, door, who=ANA, now=office.now())
    location = office.stand_in.control("consent", url=url, account="ana@acme.example")["location"]
    back = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    connecting.finish(office.db, door, state=back["state"], code=back["code"], clock=office.now)
