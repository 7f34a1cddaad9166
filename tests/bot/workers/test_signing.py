"""From which address mail leaves, over the wire: chosen, refreshed daily, held when Gmail accepts it no more."""

from typing import Any

import pytest

from bot.outreach.mailboxes import signing
from bot.refusals import Refusal
from bot.rules import senders
from sandbox.google.mailbox import Message
from storage.models import Mailbox
from tests import builders
from tests.bot.workers.office import Office
from tests.builders import ANA, email

OWN = "ana@acme.example"
TALENT = "talent@acme.example"


@pytest.fixture(autouse=True)
def unread(office: Office) -> None:
    """Let nothing be known yet of Ana's addresses."""
    with office.db.transaction() as tx:
        tx.query(Mailbox).one().senders_at = None


def alias(office: Office, **changes: Any) -> None:
    office.stand_in.control("alias", address=OWN, alias=TALENT, **changes)


def the_mail(office: Office) -> Message:
    (mail,) = office.mails()
    return mail


def box(office: Office) -> Mailbox:
    with office.db.transaction() as tx:
        return tx.query(Mailbox).one()


def test_mail_leaves_from_gmails_default_with_its_name_and_signature(office: Office) -> None:
    alias(office, default=True, signature="<b>Acme Talent</b>, hiring")
    office.enroll()

    office.tick()

    sent = the_mail(office)
    assert sent.letter.raw("From") == f"Acme Talent <{TALENT}>"
    assert "Acme Talent, hiring" in sent.letter.parsed().get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_mail_leaves_from_the_address_that_was_chosen(office: Office) -> None:
    office.tick()
    assert signing.choose(office.db, ANA, TALENT, now=office.now()) == TALENT
    office.enroll()

    office.later(minutes=2)

    assert the_mail(office).sender() == TALENT


def test_an_alias_without_a_signature_signs_with_none(office: Office) -> None:
    office.tick()
    signing.choose(office.db, ANA, TALENT, now=office.now())
    office.enroll()

    office.later(minutes=2)

    assert "Talent Partner" not in the_mail(office).letter.source().decode()


def test_an_address_gmail_does_not_accept_cannot_be_chosen(office: Office) -> None:
    alias(office, accepted=False)
    office.tick()

    with pytest.raises(Refusal, match="no longer accepts"):
        signing.choose(office.db, ANA, TALENT, now=office.now())


def test_a_chosen_address_gmail_accepts_no_more_holds_the_mail_until_another_is_chosen(
    office: Office,
) -> None:
    office.tick()
    signing.choose(office.db, ANA, TALENT, now=office.now())
    alias(office, accepted=False)
    enrollment = office.enroll(now=office.now())
    office.stand_in.move(hours=25)
    office.tick()
    assert office.mails() == []
    assert builders.again(office.db, enrollment).why == senders.NO_LONGER.format(address=TALENT)
    assert office.notices() == ["mailbox_held"]

    signing.choose(office.db, ANA, "", now=office.now())
    office.later(minutes=2)

    assert the_mail(office).sender() == OWN


def test_an_address_that_is_accepted_again_lets_the_mail_go(office: Office) -> None:
    office.tick()
    signing.choose(office.db, ANA, TALENT, now=office.now())
    alias(office, accepted=False)
    office.enroll(now=office.now())
    office.stand_in.move(hours=25)
    office.tick()
    assert office.mails() == []

    alias(office, accepted=True)
    office.later(hours=25)

    assert the_mail(office).sender() == TALENT


def test_gmail_is_asked_once_a_day(office: Office) -> None:
    office.enroll(email(), email(9))
    office.tick()
    office.later(hours=2)
    assert office.calls("sendAs.list") == 1

    office.later(hours=23)
    office.later(hours=2)
    assert office.calls("sendAs.list") == 2


def test_settings_gmail_does_not_show_stop_nothing(office: Office) -> None:
    office.fault("503_before", "sendAs", method="GET", times=9)
    office.enroll()

    office.tick()

    assert the_mail(office).sender() == OWN


def test_a_chosen_address_stands_while_gmail_shows_no_settings(office: Office) -> None:
    office.tick()
    signing.choose(office.db, ANA, TALENT, now=office.now())
    office.fault("503_before", "sendAs", method="GET", times=9)
    office.enroll()

    office.later(hours=25)

    assert the_mail(office).sender() == TALENT


def test_every_address_of_the_mailbox_is_its_own(office: Office) -> None:
    alias(office, accepted=False)
    office.tick()

    assert {str(entry["address"]) for entry in box(office).aliases} == {OWN, TALENT}


def test_answers_to_an_alias_come_back_to_this_mailbox_only(office: Office) -> None:
    alias(office, default=True, reply_to="jobs@elsewhere.example")
    office.enroll()

    office.tick()

    assert the_mail(office).letter.raw("Reply-To") == ""
