"""What happens between draft and send, at Gmail or in Slack, keeps a mail from leaving."""

import threading
from datetime import timedelta

import pytest

from bot.outreach.candidates import steering
from bot.outreach.mailboxes import connecting, losing
from bot.outreach.outgoing import holding
from bot.outreach.plans import authoring
from storage.models import Enrollment, Mailbox
from storage.statuses import EnrollmentStatus, MailboxStatus, SequenceStatus, TouchStatus
from tests import builders
from tests.bot.workers.office import Office
from tests.builders import ANA, NOW, email


@pytest.mark.parametrize("call", ["create_draft", "thread"])
def test_an_answer_that_comes_between_draft_and_send_stops_it(office: Office, call: str) -> None:
    enrollment = office.enroll(email(), email(1))
    office.tick()
    office.stand_in.move(days=1)

    office.rounds(after={call: office.answer}).tick()

    assert (len(office.mails()), office.drafts()) == (1, [])
    assert builders.statuses(office.db, enrollment) == ["sent", "cancelled"]
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED
    assert office.notices() == ["reply"]
    assert office.answers() == ["Thanks for writing. Let us talk next week."]


@pytest.mark.parametrize("call", ["create_draft", "thread"])
def test_whoever_wants_out_at_the_last_moment_is_understood(office: Office, call: str) -> None:
    enrollment = office.enroll(email(), email(1))
    office.tick()
    office.stand_in.move(days=1)

    office.rounds(after={call: lambda: office.answer("opt_out")}).tick()

    assert builders.again(office.db, enrollment).status is EnrollmentStatus.OPTED_OUT


def test_a_stop_by_hand_between_draft_and_send_deletes_the_draft(office: Office) -> None:
    enrollment = office.enroll()

    def stop() -> None:
        steering.stop(office.db, ANA, enrollment.id, now=NOW)

    office.rounds(after={"create_draft": stop}).tick()
    office.wait(minutes=10)

    assert (office.mails(), office.drafts()) == ([], [])
    assert builders.statuses(office.db, enrollment) == ["cancelled"]


def test_what_is_held_back_at_the_last_moment_goes_when_it_is_released(office: Office) -> None:
    enrollment = office.enroll()
    touch = office.touch(enrollment)

    office.rounds(after={"create_draft": lambda: holding.hold(office.db, ANA, touch.id, now=NOW)}).tick()
    office.wait(minutes=10)
    assert (office.mails(), office.drafts()) == ([], [])
    holding.release(office.db, ANA, touch.id, now=office.now())
    office.tick()

    assert len(office.mails()) == 1


def test_nothing_that_is_on_its_way_can_be_held_back(office: Office) -> None:
    enrollment = office.enroll()
    touch = office.touch(enrollment)
    refused: list[str] = []

    def hold() -> None:
        with pytest.raises(Exception, match="gone out or ended") as told:
            holding.hold(office.db, ANA, touch.id, now=NOW)
        refused.append(str(told.value))

    office.rounds(before={"send_draft": hold}).tick()

    assert (len(refused), len(office.mails())) == (1, 1)
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.FINISHED


def test_a_paused_sequence_sends_nothing_until_it_is_resumed(office: Office) -> None:
    enrollment = office.enroll()
    turn(office, enrollment.sequence_id, SequenceStatus.PAUSED)
    office.wait(minutes=10)
    assert office.mails() == []

    turn(office, enrollment.sequence_id, SequenceStatus.ACTIVE)
    office.tick()

    assert len(office.mails()) == 1


def turn(office: Office, sequence_id: int, status: SequenceStatus) -> None:
    authoring.turn(office.db, ANA, sequence_id, status, now=office.now())


def test_a_hand_written_mail_in_the_thread_ends_the_sequence(office: Office) -> None:
    enrollment = office.enroll(email(), email(1))
    office.tick()
    office.stand_in.move(days=1)
    thread = office.touch(enrollment).thread_id
    office.stand_in.control("compose", address="ana@acme.example", thread_id=thread, text="By the way …")

    office.wait(minutes=4)

    assert office.calls("drafts.send") == 1
    assert builders.again(office.db, enrollment).why == "you wrote to them yourself"


def test_a_thread_the_recruiter_deleted_holds_nobody_up(office: Office) -> None:
    enrollment = office.enroll(email(), email(1))
    office.tick()
    office.enroll(address="alan.turing@example.com", sequence="Another", now=office.now() + timedelta(days=1))
    box = office.stand_in.state.accounts["ana@acme.example"].mailbox
    for mail in box.thread(office.touch(enrollment).thread_id):
        box.remove(mail, office.now())

    office.stand_in.move(days=1)
    office.wait(minutes=10)

    assert (len(office.mails()), len(office.mails("alan.turing@example.com"))) == (2, 1)


def put_off(office: Office) -> Enrollment:
    """Leave a draft in Ana's mailbox that Gmail would not send just then."""
    enrollment = office.enroll(email(), email(3))
    office.fault("429:600", "/drafts/send")
    office.tick()
    return enrollment


def test_a_draft_the_recruiter_sends_by_hand_counts_as_sent(office: Office) -> None:
    enrollment = put_off(office)
    office.by_hand("send")

    office.wait(minutes=20)

    assert (len(office.mails()), office.calls("drafts.send")) == (1, 0)
    assert builders.statuses(office.db, enrollment) == ["sent", "scheduled"]


@pytest.mark.parametrize(
    ("op", "left", "kind"),
    [
        pytest.param("edit", 1, "edited_draft", id="edited"),
        pytest.param("delete", 0, "unknown_outcome", id="deleted"),
    ],
)
def test_a_draft_the_recruiter_changes_is_asked_about(office: Office, op: str, left: int, kind: str) -> None:
    enrollment = put_off(office)
    office.by_hand(op)

    office.wait(minutes=120)

    assert (office.mails(), len(office.drafts())) == ([], left)
    assert office.touch(enrollment).status is TouchStatus.HELD
    assert office.notices() == [kind]


def test_a_revoked_grant_is_told_once_and_holds_everybody(office: Office) -> None:
    enrollment = office.enroll()
    office.stand_in.control("revoke", address="ana@acme.example")

    office.wait(minutes=10)

    assert office.mails() == []
    assert mailbox(office).status is MailboxStatus.LOST
    assert office.notices() == ["mailbox_lost"]
    held = builders.again(office.db, enrollment)
    assert (held.status, held.why) == (EnrollmentStatus.HELD, losing.RECONNECT)


def mailbox(office: Office) -> Mailbox:
    with office.db.transaction() as tx:
        return tx.query(Mailbox).one()


@pytest.mark.parametrize(
    "call",
    [pytest.param("create_draft", id="with a draft waiting"), pytest.param("history", id="while reading")],
)
def test_everything_goes_on_after_reconnecting(office: Office, call: str) -> None:
    enrollment = office.enroll()
    office.rounds(after={call: lambda: office.stand_in.control("revoke", address="ana@acme.example")}).tick()
    assert office.mails() == []

    reconnect(office)
    office.wait(minutes=20)

    assert (len(office.mails()), office.drafts()) == (1, [])
    assert builders.statuses(office.db, enrollment) == ["sent"]


def reconnect(office: Office) -> None:
    """Go through Google's consent page again."""
    from urllib.parse import parse_qs, urlsplit

    door = connecting.Door(google=office.stand_in.google, redirect_uri="http://127.0.0.1:9/back")
    url = connecting.consent_link(office.db, door, who=ANA, now=office.now())
    location = office.stand_in.control("consent", url=url)["location"]
    came_back = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    connecting.finish(office.db, door, state=came_back["state"], code=came_back["code"], clock=office.now)


def test_an_answer_that_came_while_the_mailbox_was_lost_still_stops(office: Office) -> None:
    enrollment = office.enroll(email(), email(1))
    office.tick()
    office.stand_in.control("revoke", address="ana@acme.example")
    office.later(hours=1)
    office.answer()
    office.stand_in.move(days=1)

    reconnect(office)
    office.wait(minutes=4)

    assert len(office.mails()) == 1
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED


def test_two_workers_at_once_send_one_mail(office: Office) -> None:
    enrollments = [office.enroll(address=f"candidate.{n}@example.com") for n in range(2)]
    workers = [threading.Thread(target=office.rounds().tick) for _ in range(4)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert office.calls("drafts.send") == office.calls("drafts.create") == 1
    assert [builders.statuses(office.db, one) for one in enrollments] == [["sent"], ["scheduled"]]


def test_every_mailbox_has_its_turn_whatever_happens_to_another(office: Office) -> None:
    office.connect(builders.BEN)
    office.enroll()
    office.enroll(who=builders.BEN, sequence="Ben's", address="alan.turing@example.com")
    office.stand_in.control("revoke", address="ana@acme.example")

    assert office.tick() == 2

    assert len(office.mails("alan.turing@example.com")) == 1


def test_a_worker_whose_lease_and_grant_are_gone_leaves_the_mailbox_to_its_successor(office: Office) -> None:
    office.enroll()

    def frozen() -> None:
        office.stand_in.move(minutes=6)
        office.tick()
        office.stand_in.control("revoke", address="ana@acme.example")

    assert office.rounds(before={"create_draft": frozen}).tick() == 1

    assert (len(office.mails()), mailbox(office).status) == (1, MailboxStatus.CONNECTED)
