"""A test goes to its writer alone: the mail as it would leave, marked, once, and nobody takes it for a reply."""

from dataclasses import replace
from typing import Any

import pytest

from bot.outreach.mailboxes.connecting import Sessions
from bot.outreach.plans.rehearsing import Asked
from bot.outreach.plans.trying import Bench
from bot.refusals import Refusal
from bot.rules import well_known
from storage import mailboxes
from storage.incoming import InboundMail
from storage.statuses import EnrollmentStatus, MailboxStatus
from tests import builders
from tests.bot.workers.office import Office
from tests.builders import ANA, email

ADDRESS = "ana@acme.example"
ASKED = Asked(stage=email(body="Hello **{{first_name}}**!"), opening="A role", values=well_known.EXAMPLES)


def bench(office: Office) -> Bench:
    sessions = Sessions(office.db, office.stand_in.google, office.now)
    return Bench(office.db, sessions, office.house, office.now)


def got(office: Office) -> list[Any]:
    held = office.stand_in.state.accounts[ADDRESS].mailbox.newest()
    return [mail for mail in held if "[Test]" in mail.letter.text("Subject") and not mail.draft_id]


def test_it_comes_as_it_would_leave_marked_as_a_test(office: Office) -> None:
    assert bench(office).send(ANA, ASKED) == ADDRESS

    (mail,) = got(office)
    assert mail.letter.text("Subject") == "[Test] A role"
    assert b"Grace" in mail.letter.source()
    assert office.drafts() == []


def test_nobody_else_gets_it(office: Office) -> None:
    bench(office).send(ANA, ASKED)

    assert office.mails() == []


def test_it_is_no_answer_and_no_mail_by_hand_even_to_a_candidate_of_that_address(office: Office) -> None:
    enrollment = office.enroll(email(), email(), address=ADDRESS)
    office.tick()

    bench(office).send(ANA, ASKED)
    office.wait(minutes=10)

    assert builders.again(office.db, enrollment).status is EnrollmentStatus.ACTIVE
    with office.db.reading() as tx:
        assert tx.query(InboundMail).count() == 0


def test_without_gmail_it_says_so(office: Office) -> None:
    builders.make_mailbox(office.db, status=MailboxStatus.LOST)

    with pytest.raises(Refusal, match="not connected"):
        bench(office).send(ANA, ASKED)


def test_while_a_round_is_at_work_it_waits_for_another_press(office: Office) -> None:
    mailbox = builders.make_mailbox(office.db)
    with office.db.transaction() as tx:
        assert mailboxes.claim_one(tx, mailbox.id, office.now())

    with pytest.raises(Refusal, match="busy with your mailbox"):
        bench(office).send(ANA, ASKED)

    assert got(office) == []


def test_a_token_without_a_value_is_named(office: Office) -> None:
    with pytest.raises(Refusal, match="first_name"):
        bench(office).send(ANA, replace(ASKED, values={}))


def test_what_was_surely_not_sent_does_not_lie_among_her_drafts(office: Office) -> None:
    office.fault("429:20", "/drafts/send")

    with pytest.raises(Refusal, match="nothing was sent"):
        bench(office).send(ANA, ASKED)

    assert office.drafts() == []
    assert got(office) == []


@pytest.mark.parametrize(
    ("kind", "path", "told"),
    [
        pytest.param("lost_answer", "/drafts/send", "may be in your inbox", id="an answer that is lost"),
        pytest.param("429:20", "/drafts", "nothing was sent", id="Gmail asks for a pause"),
    ],
)
def test_trouble_is_told_and_the_mailbox_is_given_back(
    office: Office, kind: str, path: str, told: str
) -> None:
    mailbox = builders.make_mailbox(office.db)
    office.fault(kind, path)

    with pytest.raises(Refusal, match=told):
        bench(office).send(ANA, ASKED)

    with office.db.reading() as tx:
        row = mailboxes.get(tx, mailbox.id)
        assert (row.lease_until, row.status) == (None, MailboxStatus.CONNECTED)
