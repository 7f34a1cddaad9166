"""A conversation that breaks: a thread id that differs, a mail deleted before its name was read; told, never silent."""

import pytest

from bot.outreach.candidates import explaining
from sandbox.google.mailbox import Message
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.bot.workers.hearing import heard
from tests.bot.workers.office import Office
from tests.builders import ANA, HOUSE, email


def happened(office: Office) -> tuple[str, ...]:
    (found,) = explaining.why(office.db, ANA, "Grace Hopper", house=HOUSE, now=office.now())
    return found.happened


def remove(office: Office, *mails: Message) -> None:
    """Let Ana delete mails of hers for good."""
    box = office.stand_in.state.accounts["ana@acme.example"].mailbox
    for mail in mails:
        box.remove(mail, office.now())


def sent(office: Office) -> list[Message]:
    box = office.stand_in.state.accounts["ana@acme.example"].mailbox
    return [mail for mail in box.newest() if "SENT" in mail.labels]


def test_a_follow_up_gmail_puts_elsewhere_is_told_once_and_explained(office: Office) -> None:
    office.enroll(email(), email(1), email(1))
    office.tick()
    office.stand_in.move(days=1)
    remove(office, *sent(office))
    office.wait(minutes=10)

    (told,) = heard(office)
    assert (
        "Gmail put stage 2 for Grace Hopper into a new conversation: they may see it as a separate email."
        in told
    )
    assert happened(office)[1].endswith(": a new conversation: they may see it as a separate email.")
    office.later(days=1)
    assert (len(office.mails()), heard(office)) == (3, [])


def test_a_stage_that_opens_its_own_thread_is_no_news(office: Office) -> None:
    office.enroll(email(), email(1, subject="Another thought", new_thread=True))
    office.tick()
    office.later(days=1)

    assert (len(office.mails()), heard(office)) == (2, [])
    assert "conversation" not in "".join(happened(office))


def unnamed(office: Office, *, after: int) -> Enrollment:
    """Let the last of some stages be deleted from Sent before its Message-ID could be read back."""
    enrollment = office.enroll(*(email(1) for _ in range(after + 1)))
    for _ in range(after - 1):
        office.tick()
        office.stand_in.move(days=1)
    office.rounds(after={"send_draft": lambda: remove(office, sent(office)[0])}).tick()
    return enrollment


@pytest.mark.parametrize(
    ("after", "then"),
    [
        pytest.param(1, "The next stage opens a new conversation.", id="the only one"),
        pytest.param(2, "The next stage answers the email before it.", id="one of two"),
    ],
)
def test_a_mail_deleted_before_it_was_named_is_told_and_the_next_one_goes(
    office: Office, after: int, then: str
) -> None:
    enrollment = unnamed(office, after=after)
    looked = office.calls("messages.get")

    office.wait(minutes=120)
    (told,) = heard(office)
    assert f"Stage {after} cannot be answered: it was deleted from your mailbox" in told
    assert then in told
    assert office.calls("messages.get") == looked + 6  # at once, and five times in an hour and a half
    office.later(days=1)

    *_, last = office.mails()
    assert len(office.mails()) == after + 1
    assert last.letter.text("Subject") == ("A role for you" if after == 1 else "Re: A role for you")
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.FINISHED


def test_its_answer_still_stops_the_sequence(office: Office) -> None:
    enrollment = unnamed(office, after=1)
    office.wait(minutes=120)

    office.answer()
    office.wait(minutes=4)

    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED


def test_a_name_gmail_shows_late_is_found_and_nobody_hears_of_it(office: Office) -> None:
    enrollment = office.enroll(email(), email(1))
    office.fault("404", "/messages", method="GET", times=2)

    office.tick()
    assert office.touch(enrollment).rfc_id == ""
    office.wait(minutes=10)

    assert (office.touch(enrollment).rfc_id != "", heard(office)) == (True, [])
