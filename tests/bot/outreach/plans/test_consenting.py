"""Nothing leaves in a colleague's name before they have said yes, nor after they have taken it back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.candidates import enrolling
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.outgoing.planning import Outgoing, Withheld
from bot.outreach.plans import authoring, consenting, drafting, lending
from bot.outreach.plans.consenting import Said
from bot.outreach.plans.drafting import Screen
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import gate
from bot.rules.drafts import StageDraft
from storage import enrollments, permissions, recruiters
from storage.database import Database
from storage.models import Sequence
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.bot.outreach.pair import DAY, Pair
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, email

CAROL = replace(ANA, slack_id="U0CAROL")
REFUSED = "must first allow this sequence"


@pytest.fixture
def pair(db: Database) -> Pair:
    return Pair(db, allowed=False)


def save(pair: Pair, *stages: StageDraft, name: str = "Backend, Berlin", now: Any = NOW) -> int:
    """Save a sequence of Ana's as her editor does, anew or again; give its id."""
    with pair.db.transaction() as tx:
        known = {row.name: row.id for row in tx.query(Sequence)}
    if name in known:
        editor = authoring.edit(pair.db, ANA, known[name], now=now)
    else:
        editor = drafting.open_editor(pair.db, ANA, name=name, now=now)
    drafting.change(
        pair.db,
        ANA,
        editor.draft_id,
        lambda draft: replace(draft, stages=stages),
        screen=Screen(click=f"{name}:{editor.draft_id}"),
        now=now,
    )
    saved = authoring.save(pair.db, ANA, editor.draft_id, typed=(None, None), now=now)
    assert isinstance(saved, authoring.Saved), saved
    with pair.db.transaction() as tx:
        return next(row.id for row in tx.query(Sequence) if row.name == name)


def asked(pair: Pair, *stages: StageDraft) -> tuple[int, int]:
    """Save a sequence in which Ben sends; give the ids of the sequence and of what he is asked."""
    sequence_id = save(pair, *(stages or (pair.first(),)))
    (_, about), *_ = pair.told("permission")
    return sequence_id, about["permission"]


def enroll(pair: Pair, sequence_id: int, who: Any = ANA) -> Any:
    person = Asked(
        address=GRACE, first_name="Grace", last_name="Hopper", company="Navy", sequence_id=sequence_id
    )
    return enrolling.enroll(pair.db, who, person, house=HOUSE, now=NOW)


def news(pair: Pair) -> list[tuple[str, str]]:
    return [(whom, about["news"]) for whom, about in pair.told("permission")]


def test_saving_asks_the_colleague_once_and_says_which_stages(pair: Pair) -> None:
    sequence_id, permission_id = asked(pair, pair.first(), email(), email(new_thread=True))
    save(pair, pair.first(), email(2), email(new_thread=True))

    assert news(pair) == [(BEN.slack_id, "asked")]
    card = consenting.card(pair.db, permission_id, sequence_id, "asked")
    assert (card.asker, card.sequence, card.stages) == (ANA.slack_id, "Backend, Berlin", (1, 2))


def test_nobody_is_enrolled_before_the_colleague_says_yes_and_then_they_are(pair: Pair) -> None:
    sequence_id, permission_id = asked(pair)

    with pytest.raises(Refusal, match=f"Ben Okafor {REFUSED}"):
        enroll(pair, sequence_id)
    consenting.answer(pair.db, BEN, permission_id, Said.ALLOW, now=NOW)
    consenting.answer(pair.db, BEN, permission_id, Said.ALLOW, now=NOW)

    assert isinstance(enroll(pair, sequence_id), Enrolled)
    assert news(pair) == [(BEN.slack_id, "asked"), (ANA.slack_id, "answered")]
    assert pair.send(BEN)["From"].startswith("Ben Okafor")


def test_no_means_no_and_is_asked_again_at_a_later_saving_only(pair: Pair) -> None:
    sequence_id, permission_id = asked(pair)

    consenting.answer(pair.db, BEN, permission_id, Said.NO, now=NOW)

    with pytest.raises(Refusal, match=REFUSED):
        enroll(pair, sequence_id)
    with pytest.raises(Gone):
        consenting.answer(pair.db, BEN, permission_id, Said.ALLOW, now=NOW)
    save(pair, pair.first(), now=NOW + timedelta(hours=1))
    assert news(pair) == [(BEN.slack_id, "asked"), (ANA.slack_id, "answered")]
    save(pair, pair.first(), now=NOW + timedelta(hours=25))
    assert news(pair)[2:] == [(BEN.slack_id, "asked")]


def test_always_covers_the_sequences_to_come_of_that_person_alone(pair: Pair) -> None:
    _, permission_id = asked(pair)

    consenting.answer(pair.db, BEN, permission_id, Said.ALWAYS, now=NOW)

    other = save(pair, pair.first(), name="Frontend, Paris")
    assert isinstance(enroll(pair, other), Enrolled)
    assert [one for one in news(pair) if one == (BEN.slack_id, "asked")] == [(BEN.slack_id, "asked")]
    with pair.db.transaction() as tx:
        carol = recruiters.ensure(tx, team=CAROL.team, slack_id=CAROL.slack_id, now=NOW)
        asked_by_her = {"sequence_id": 99, "owner_id": carol.id}
        assert permissions.allowing(tx, [pair.ben.recruiter_id], **asked_by_her) == set()


def test_taking_it_back_holds_what_is_planned_and_a_new_yes_lets_it_go(pair: Pair) -> None:
    sequence_id, permission_id = asked(pair)
    consenting.answer(pair.db, BEN, permission_id, Said.ALLOW, now=NOW)
    enrolled = enroll(pair, sequence_id)

    consenting.revoke(pair.db, BEN, permission_id, now=NOW)

    assert isinstance(pair.judge(BEN), Withheld)
    with pair.db.transaction() as tx:
        enrollment = enrollments.get(tx, enrolled.enrollment_id)
    assert enrollment is not None
    touch = builders.the_touches(pair.db, enrollment)[0]
    missing = gate.unpermitted("Ben Okafor")
    assert (touch.status, touch.why, touch.mend) == (TouchStatus.HELD, missing.why, missing.mend)
    assert news(pair)[-1] == (ANA.slack_id, "answered")
    save(pair, pair.first(), now=NOW + 2 * DAY)
    consenting.answer(pair.db, BEN, permission_id, Said.ALLOW, now=NOW + 2 * DAY)
    assert builders.again(pair.db, enrollment).status is EnrollmentStatus.ACTIVE
    assert isinstance(pair.judge(BEN, NOW + 2 * DAY), Outgoing)


def test_taking_back_always_takes_back_everything_of_that_person(pair: Pair) -> None:
    _, permission_id = asked(pair)
    consenting.answer(pair.db, BEN, permission_id, Said.ALWAYS, now=NOW)
    with pair.db.transaction() as tx:
        ben = recruiters.get(tx, pair.ben.recruiter_id)
        (line,) = lending.lines(tx, ben)
    assert (line.asker, line.sequence) == (ANA.slack_id, "")

    consenting.revoke(pair.db, BEN, line.permission_id, now=NOW)

    with pair.db.transaction() as tx:
        assert lending.lines(tx, ben) == ()
    with pytest.raises(Refusal, match=REFUSED):
        enroll(pair, save(pair, pair.first(), name="Frontend, Paris"))


def test_whoever_allows_hears_when_the_text_changes_and_only_then(pair: Pair) -> None:
    _, permission_id = asked(pair, pair.first(), email(new_thread=True))
    consenting.answer(pair.db, BEN, permission_id, Said.ALLOW, now=NOW)

    save(pair, pair.first(), email(new_thread=True, body="Only Ana says this"), now=NOW + DAY)
    assert (BEN.slack_id, "changed") not in news(pair)
    save(pair, pair.first(body="Something else"), email(new_thread=True), now=NOW + DAY)

    assert news(pair)[-1] == (BEN.slack_id, "changed")


def test_only_the_colleague_answers_takes_back_and_looks(pair: Pair) -> None:
    sequence_id, permission_id = asked(pair)

    for who in (ANA, CAROL):
        with pytest.raises(NotAllowed, match="Only Ben Okafor"):
            consenting.answer(pair.db, who, permission_id, Said.ALLOW, now=NOW)
        with pytest.raises(NotAllowed):
            consenting.revoke(pair.db, who, permission_id, now=NOW)
        with pytest.raises(NotAllowed):
            consenting.preview(pair.db, who, permission_id, sequence_id, house=HOUSE, now=NOW)
    with pytest.raises(Refusal, match=REFUSED):
        enroll(pair, sequence_id)


def test_the_preview_shows_what_leaves_in_their_name_and_nothing_else(pair: Pair) -> None:
    body = "I am {{sender_first_name}}."
    sequence_id, permission_id = asked(
        pair, pair.first(body=body), email(body=body), email(body=body, new_thread=True)
    )

    shown = consenting.preview(pair.db, BEN, permission_id, sequence_id, house=HOUSE, now=NOW)

    assert [(stage.number, stage.text.strip()) for stage in shown.stages] == [
        (1, "I am Ben."),
        (2, "I am Ben."),
    ]


def test_whoever_uses_a_shared_sequence_needs_no_other_leave_and_the_colleague_none(pair: Pair) -> None:
    sequence_id, permission_id = asked(pair)

    assert isinstance(enroll(pair, sequence_id, BEN), Enrolled)
    consenting.answer(pair.db, BEN, permission_id, Said.ALLOW, now=NOW)
    builders.make_recruiter(pair.db, CAROL)
    builders.make_mailbox(pair.db, CAROL, address="carol@acme.example")
    person = Asked(address="alan@example.com", first_name="Alan", sequence_id=sequence_id)
    found = enrolling.enroll(pair.db, CAROL, person, house=HOUSE, now=NOW)
    assert isinstance(found, Enrolled)
