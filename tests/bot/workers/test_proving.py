"""What the self-test found decides whether a mailbox sends, over the wire."""

from bot.outreach.mailboxes import proving
from bot.rules import proofs
from gmail import oauth
from gmail.client import Gmail
from storage.models import Mailbox
from tests import builders
from tests.bot.workers.office import Office


def prove(office: Office) -> list[str]:
    """Run the self-test on Ana's mailbox, remember it, and name what is bad."""

    def opened() -> Gmail:
        granted = office.stand_in.control(
            "grant", address="ana@acme.example", scopes=[oauth.COMPOSE, oauth.READONLY]
        )
        return Gmail(office.stand_in.google, granted["refresh_token"], office.now)

    one = proving.subject(office.db, "Ana@acme.example")
    found = proving.prove(one, opened, lambda _: None)
    proving.remember(office.db, one, found, office.now())
    return [proof.point for proof in found if not proof.good]


def test_the_answers_are_kept_with_the_mailbox(office: Office) -> None:
    assert prove(office) == []

    with office.db.transaction() as tx:
        mailbox = tx.query(Mailbox).one()
        assert mailbox.proved_at == office.now()
        assert mailbox.proofs["second_send"] == {"answer": "refused with 404, one mail arrived", "good": True}


def test_a_mailbox_whose_mail_may_leave_twice_sends_nothing_and_says_why(office: Office) -> None:
    office.stand_in.control("rules", drafts_stay=1)
    assert prove(office) == ["second_send", "parallel_sends"]
    enrollment = office.enroll()

    office.tick()

    assert office.mails() == []
    assert builders.again(office.db, enrollment).why == proofs.TWICE
    assert office.touch(enrollment).mend == proofs.TEST_AGAIN


def test_everybody_is_held_at_once_and_the_owner_hears_it_once(office: Office) -> None:
    people = [office.enroll(address=f"{name}@example.com") for name in ("alan.turing", "ada.king")]
    office.stand_in.control("rules", drafts_stay=1)

    prove(office)
    office.tick()

    assert [builders.again(office.db, one).status for one in people] == ["held", "held"]
    assert office.notices() == ["mailbox_held"]
    assert office.mails("alan.turing@example.com") == []


def test_a_better_answer_lets_the_mail_go(office: Office) -> None:
    office.stand_in.control("rules", drafts_stay=1)
    prove(office)
    office.enroll()
    office.tick()
    office.stand_in.control("rules", drafts_stay=0)

    prove(office)
    office.later(minutes=2)

    assert len(office.mails()) == 1


def test_an_answer_that_costs_no_second_mail_stops_nobody(office: Office) -> None:
    office.stand_in.control("rules", rewrites_aliases=1)
    assert prove(office) == ["alias"]
    office.enroll()

    office.tick()

    assert len(office.mails()) == 1


def test_a_round_takes_the_self_tests_mails_for_nothing(office: Office) -> None:
    enrollment = office.enroll(builders.email(), builders.email(3))
    office.tick()

    prove(office)
    office.later(minutes=2)

    assert builders.again(office.db, enrollment).status == "active"
    assert office.notices() == []
