"""Putting candidates into sequences, and taking them out again."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.outreach.candidates import enrolling
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.people import Who
from bot.refusals import Refusal
from bot.rules.drafts import StageDraft
from storage import suppressions
from storage.database import Database
from storage.models import Candidate, Touch
from storage.statuses import (
    Access,
    MailboxStatus,
    SequenceStatus,
)
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, by_hand, email

LINK = "https://www.linkedin.com/in/grace-hopper"
FRIDAY_NIGHT = datetime.fromisoformat("2026-11-27T22:00:00+00:00")


def asked(db: Database, *stages: StageDraft, connected: bool = True, **changes: object) -> Asked:
    sequence = builders.make_sequence(db, *stages)
    if connected:
        builders.make_mailbox(db)
    plain = Asked(link=LINK, address=GRACE, first_name="Grace", last_name="Hopper", sequence_id=sequence.id)
    return replace(plain, **changes)  # type: ignore[arg-type]


def enroll(db: Database, wanted: Asked, who: Who = ANA, now: datetime = NOW) -> Enrolled:
    done = enrolling.enroll(db, who, wanted, house=HOUSE, now=now)
    assert isinstance(done, Enrolled), done
    return done


def planned(db: Database) -> list[Touch]:
    with db.transaction() as tx:
        return tx.query(Touch).order_by(Touch.id).all()


def test_whoever_is_enrolled_gets_the_first_stage_at_once(db: Database) -> None:
    done = enroll(db, asked(db, email(), email()))

    (touch,) = planned(db)
    assert (done.person, done.sequence, done.first_at) == ("Grace Hopper", "Backend, Berlin", NOW)
    assert (touch.position, touch.due_at, touch.moved) == (0, NOW, "")
    assert touch.mailbox_id is not None


def test_whoever_is_enrolled_at_night_waits_for_the_morning(db: Database) -> None:
    enroll(db, asked(db), now=FRIDAY_NIGHT)

    (touch,) = planned(db)
    assert touch.due_at.isoformat() == "2026-11-30T07:00:00+00:00"  # Monday at eight in Berlin
    assert "Fri 27 Nov" in touch.moved or "outside the sending hours" in touch.moved


def test_a_stage_by_hand_has_no_mailbox_and_needs_none(db: Database) -> None:
    enroll(db, asked(db, by_hand(0), connected=False, address=""))

    (touch,) = planned(db)
    assert touch.mailbox_id is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"sequence_id": 999}, "sequence", id="no such sequence"),
        pytest.param({"sequence_id": None}, "sequence", id="no sequence"),
        pytest.param({"address": ""}, "address", id="no address"),
        pytest.param({"address": "grace@"}, "address", id="half an address"),
        pytest.param({"first_name": "  "}, "first_name", id="no name"),
        pytest.param({"last_name": "Hop\nper"}, "last_name", id="a line break in a name"),
        pytest.param({"company": "Na\x07vy"}, "company", id="an invisible character"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(db: Database, changes: dict[str, object], field: str) -> None:
    wanted = asked(db, **changes)  # type: ignore[arg-type]

    problems = enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)

    assert isinstance(problems, tuple)
    assert [problem.field for problem in problems] == [field]
    assert planned(db) == []


def test_a_token_nobody_can_fill_is_asked_for(db: Database) -> None:
    wanted = asked(db, email(body="{{first_name}} at {{company}}, {{reason}}"))

    problems = enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)
    assert isinstance(problems, tuple)
    assert {problem.field for problem in problems} == {"company", "reason"}

    enroll(db, replace(wanted, company="Navy", values={"reason": "compilers"}))


def test_the_same_person_cannot_be_enrolled_twice(db: Database) -> None:
    enroll(db, asked(db))

    with pytest.raises(Refusal, match="Grace Hopper is in this sequence already"):
        enroll(db, asked(db))

    assert len(planned(db)) == 1


def test_a_double_click_enrolls_once(db: Database) -> None:
    wanted = asked(db)
    said: list[object] = []
    start = threading.Barrier(3)

    def click() -> None:
        start.wait()
        try:
            said.append(enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW))
        except Exception as error:  # noqa: BLE001  judged below
            said.append(error)

    clicks = [threading.Thread(target=click) for _ in range(3)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert sorted(isinstance(one, Enrolled) for one in said) == [False, False, True]
    assert all(isinstance(one, Enrolled | Refusal) for one in said), said
    assert len(planned(db)) == 1


def test_a_person_known_by_link_or_address_is_the_same_person(db: Database) -> None:
    enroll(db, asked(db))
    other = builders.make_sequence(db, name="Another")

    enroll(db, asked(db, link="", address="Grace.Hopper+jobs@example.com", sequence_id=other.id))

    with db.transaction() as tx:
        assert tx.query(Candidate).count() == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        pytest.param(MailboxStatus.LOST, "your Gmail is not connected", id="lost"),
        pytest.param(MailboxStatus.DISCONNECTED, "your Gmail is not connected", id="disconnected"),
    ],
)
def test_mail_needs_a_mailbox(db: Database, status: MailboxStatus, words: str) -> None:
    wanted = asked(db)
    builders.make_mailbox(db, status=status)

    with pytest.raises(Refusal, match=words):
        enroll(db, wanted)


def test_nobody_enrolls_whom_nobody_may_write_to(db: Database) -> None:
    wanted = asked(db)
    with db.transaction() as tx:
        suppressions.add(tx, TEAM, "example.com", "a client of ours", NOW)

    with pytest.raises(Refusal, match="must not be written to: a client of ours"):
        enroll(db, wanted)


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        pytest.param({"access": Access.SHARED_USE}, True, id="shared"),
        pytest.param({"access": Access.SHARED_VIEW}, False, id="to look at only"),
        pytest.param({"access": Access.PERSONAL}, False, id="personal"),
        pytest.param({"access": Access.CONFIDENTIAL}, False, id="confidential"),
        pytest.param({"status": SequenceStatus.PAUSED}, False, id="paused"),
        pytest.param({"status": SequenceStatus.ARCHIVED}, False, id="archived"),
    ],
)
def test_a_colleague_uses_what_is_shared(db: Database, changes: dict[str, object], may: bool) -> None:
    wanted = asked(db)
    builders.make_sequence(db, **changes)  # type: ignore[arg-type]
    builders.make_mailbox(db, BEN)

    done = enrolling.enroll(db, BEN, wanted, house=HOUSE, now=NOW)

    assert isinstance(done, Enrolled) is may
    shown = enrolling.form(db, BEN, wanted, house=HOUSE, now=NOW)
    assert (wanted.sequence_id in {choice.id for choice in shown.sequences}) is may


def test_a_confidential_sequence_is_never_named_to_a_colleague(db: Database) -> None:
    builders.make_enrollment(db, sequence="Secret merger")
    builders.make_sequence(db, name="Secret merger", access=Access.CONFIDENTIAL)
    builders.make_mailbox(db, BEN)

    shown = enrolling.form(db, BEN, Asked(link="", address=GRACE), house=HOUSE, now=NOW)

    assert "Secret merger" not in str(shown)
    assert any("contacted recently" in warning for warning in shown.warnings)


def test_the_form_shows_dates_without_writing_anything(db: Database) -> None:
    shown = enrolling.form(db, ANA, asked(db, email(), email(3)), house=HOUSE, now=NOW)

    assert [stage.at for stage in shown.dates] == [NOW, NOW + timedelta(days=3)]
    assert planned(db) == []


@pytest.mark.parametrize(
    ("access", "name"),
    [
        pytest.param(Access.SHARED_VIEW, "Grace", id="seen in a sequence one sees"),
        pytest.param(Access.PERSONAL, "", id="seen nowhere one may look"),
    ],
)
def test_a_form_names_only_people_one_may_hear_of(db: Database, access: Access, name: str) -> None:
    builders.make_enrollment(db)
    builders.make_sequence(db, access=access)
    link = "https://www.linkedin.com/in/grace-hopper"

    shown = enrolling.form(db, BEN, Asked(link=link), house=HOUSE, now=NOW)

    assert (shown.first_name, shown.address) == (name, GRACE if name else "")
    assert len(shown.warnings) == 1
