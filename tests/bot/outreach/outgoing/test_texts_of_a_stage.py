"""Which of its texts a stage says to whom: in mails, reminders, previews and after edits."""

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from bot.outreach.outgoing import picturing, planning
from bot.outreach.outgoing.planning import Outgoing
from bot.outreach.plans import authoring, previewing
from bot.rules import drafts
from bot.rules.drafts import SequenceDraft, StageDraft, Variant
from storage import enrollments, sequences, touches
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.builders import ANA, AT_ONCE, HOUSE, NOW, by_hand, email, hours

OTHER = Variant(subject="The other, {{first_name}}", body="Other words for {{first_name}}")


def enrolled(db: Database, variant: int, *stages: StageDraft) -> Enrollment:
    """Enroll Grace, who gets this text of her first stage, whatever would be chosen."""
    found = builders.make_enrollment(db, *stages, house=AT_ONCE)
    with db.transaction() as tx:
        touches.of_enrollment(tx, found.id)[0].variant = variant
    return found


def next_mail(db: Database, now: datetime = NOW) -> EmailMessage:
    builders.make_mailbox(db, ready_at=NOW, lease_until=None)
    lease = builders.claim(db, now)
    assert lease is not None
    found = planning.next_outgoing(db, lease, AT_ONCE, now)
    assert isinstance(found, Outgoing), found
    return message_from_bytes(found.mime, policy=policy.default)


def words(mail: EmailMessage) -> str:
    plain = mail.get_body(("plain",))
    assert plain is not None
    return str(plain.get_content()).strip()


def test_a_mail_says_the_text_that_was_chosen(db: Database) -> None:
    enrolled(db, 1, email(variants=(OTHER,)))

    mail = next_mail(db)

    assert (mail["Subject"], words(mail)) == ("The other, Grace", "Other words for Grace")


def test_a_later_edit_changes_nothing_for_what_was_planned(db: Database) -> None:
    enrollment = enrolled(db, 1, email(variants=(OTHER,)))
    with db.transaction() as tx:
        sequences.add_version(
            tx,
            enrollment.sequence_id,
            authoring.rows([email(body="New")]),
            by=enrollment.recruiter_id,
            now=NOW,
        )

    assert words(next_mail(db)) == "Other words for Grace"


def test_a_follow_up_keeps_the_subject_that_opened_the_thread(db: Database) -> None:
    follow_up = email(1, body="Again", variants=(Variant(subject="Never", body="Once more"),))
    enrollment = enrolled(db, 1, email(variants=(OTHER,)), follow_up)
    builders.went_out(db, enrollment, house=AT_ONCE)
    set_second(db, enrollment)

    mail = next_mail(db, NOW + hours(48))

    assert (mail["Subject"], words(mail)) == ("Re: A role", "Once more")


def test_a_follow_up_that_must_open_a_thread_has_the_subject_of_its_person(db: Database) -> None:
    stages = (email(variants=(OTHER,)), email(1, subject="", body="Again"))
    enrollment = builders.make_enrollment(db, *stages, house=AT_ONCE)
    chosen = builders.the_touches(db, enrollment)[0].variant
    builders.went_out(db, enrollment, house=AT_ONCE)
    with db.transaction() as tx:
        enrollments.lock(tx, enrollment.id).thread_id = ""

    mail = next_mail(db, NOW + hours(48))

    assert mail["Subject"] == ("A role for you", "The other, Grace")[chosen]


def test_a_reminder_has_the_text_that_was_chosen(db: Database) -> None:
    enrollment = enrolled(db, 1, by_hand(0, variants=(OTHER,)))

    card = picturing.card(db, builders.the_touches(db, enrollment)[0].id, NOW)

    assert card.text == "Other words for Grace"


def test_a_preview_shows_every_text_and_counts_the_stage_once(db: Database) -> None:
    stages = (email(variants=(OTHER,)), email(2, body="Later"))

    shown = previewing.of_draft(
        db, ANA, SequenceDraft(name="Backend", stages=stages), house=HOUSE, now=NOW
    ).stages

    assert [(one.number, one.variant, one.subject) for one in shown] == [
        (1, "A", "A role for you"),
        (1, "B", "The other, Grace"),
        (2, "", "A role for you"),
    ]
    assert shown[0].at == shown[1].at


def test_ten_thousand_characters_reach_the_candidate(db: Database) -> None:
    body = ("word " * 2_000)[: drafts.BODY_LIMIT - 1] + "."
    enrolled(db, 0, email(body=body))

    assert words(next_mail(db)) == body


def test_everybody_keeps_their_text_when_they_are_enrolled_again(db: Database) -> None:
    first = builders.make_enrollment(db, email(key="s1", variants=(OTHER, replace(OTHER, body="third"))))
    chosen = builders.the_touches(db, first)[0].variant
    with db.transaction() as tx:
        tx.get_one(Enrollment, first.id).status = EnrollmentStatus.STOPPED

    again = builders.make_enrollment(db)

    assert builders.the_touches(db, again)[0].variant == chosen


def set_second(db: Database, enrollment: Enrollment) -> None:
    with db.transaction() as tx:
        touches.of_enrollment(tx, enrollment.id)[1].variant = 1
