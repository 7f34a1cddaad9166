"""What is worth a thought in a sequence, and what is not."""

import pytest

from bot.outreach.plans import carrying
from bot.rules import drafts, hints
from bot.rules.drafts import SequenceDraft, StageDraft, Variant
from storage.statuses import StageKind

WAY_OUT = "If you would rather not hear from me, just say so."
POLITE = StageDraft(subject="A role", body=f"Hello {{{{first_name}}}}, shall we talk? {WAY_OUT}")
LINKS = " ".join(f"[a{number}](https://example.com/{number})" for number in range(3))


def first(body: str, subject: str = "A role") -> tuple[StageDraft, ...]:
    return (StageDraft(subject=subject, body=body),)


def told(*stages: StageDraft) -> list[tuple[int, str]]:
    return [(hint.stage, hint.text) for hint in hints.find(stages)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(WAY_OUT, id="rather not"),
        pytest.param('Answer "no" and I will not write again.', id="answer no"),
        pytest.param("Reply STOP.", id="stop"),
        pytest.param("[Unsubscribe](https://example.com/u)", id="unsubscribe"),
        pytest.param("Not interested? A short line is enough.", id="not interested"),
        pytest.param("Kein Interesse? Kurze Antwort genügt.", id="German"),
        pytest.param("Si vous ne souhaitez plus recevoir mes messages, dites-le.", id="French"),
    ],
)
def test_a_first_email_with_a_way_out_gives_nothing_to_think_about(line: str) -> None:
    assert told(*first(f"Hello. {line}")) == []


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        pytest.param(first("Hello, shall we talk?"), "how to decline", id="no way out"),
        pytest.param(first(f"{LINKS} {WAY_OUT}"), "3 links", id="three links"),
        pytest.param(
            first(f"THIS IS THE ROLE OF YOUR LIFE. {WAY_OUT}"), "", id="a loud sentence in a quiet mail"
        ),
        pytest.param(first(WAY_OUT, "A ROLE FOR YOU TODAY"), "it shouts", id="a loud subject"),
        pytest.param(first(f"Now!!! {WAY_OUT}"), "it shouts", id="three exclamation marks"),
        pytest.param(first(f"Yes! Now! Go! {WAY_OUT}"), "", id="three happy sentences"),
        pytest.param(first(f"{'word ' * 200} {WAY_OUT}"), "211 words", id="a long first email"),
        pytest.param(first(f"{'word ' * 180} {WAY_OUT}"), "", id="one of 191"),
        pytest.param(
            first(f"HR/IT {{{{COMPANY|ACME CORPORATION}}}} {WAY_OUT}"), "", id="a fallback in capitals"
        ),
        pytest.param(
            first(f"שלום, נדבר? {WAY_OUT}", "שלום לך מאיתנו היום"), "", id="letters without capitals"
        ),
        pytest.param((POLITE, StageDraft(body=POLITE.body)), "says the same as stage 1", id="the same again"),
        pytest.param(
            (POLITE, StageDraft(body=POLITE.body.title().replace(",", " -"))),
            "says the same as stage 1",
            id="the same but for case and marks",
        ),
        pytest.param(
            (POLITE, StageDraft(body="…"), StageDraft(body="!")), "", id="nothing said twice is nothing"
        ),
    ],
)
def test_what_is_worth_a_thought_is_said_once(stages: tuple[StageDraft, ...], said: str) -> None:
    found = [text for _, text in told(*stages)]

    assert len(found) == (1 if said else 0), found
    assert all(said in text for text in found)


def test_only_the_first_email_needs_a_way_out() -> None:
    assert told(StageDraft(kind=StageKind.CALL, body="Call"), POLITE, StageDraft(body="Hello again")) == []


def test_links_count_in_emails_only_and_each_address_once() -> None:
    assert told(StageDraft(kind=StageKind.TASK, body=LINKS)) == []
    assert told(*first(f"{'[a](https://example.com) ' * 5} {WAY_OUT}")) == []


def test_every_variant_is_looked_at_and_named() -> None:
    stage = StageDraft(subject="A", body=POLITE.body, variants=(Variant(subject="B", body="Hello!!!"),))

    assert [(index, text.partition(":")[0]) for index, text in told(stage)] == [(0, "variant B")] * 2


def test_a_variant_that_differs_in_its_subject_only_is_a_variant() -> None:
    other = Variant(subject="Another subject", body=POLITE.body)
    same = Variant(subject="A  role!", body=POLITE.body)

    assert told(StageDraft(subject="A role", body=POLITE.body, variants=(other,))) == []
    assert told(StageDraft(subject="A role", body=POLITE.body, variants=(same,))) == [
        (0, "variant B says the same as variant A.")
    ]


def test_no_hint_keeps_a_sequence_from_being_saved() -> None:
    loud = SequenceDraft(name="Loud", stages=first("BUY NOW!!! " + LINKS, "READ THIS RIGHT NOW"))

    assert len(hints.find(loud.stages)) == 3
    assert drafts.problems(loud) == ()


@pytest.mark.parametrize("name", carrying.STARTERS)
def test_our_own_starters_are_written_well(name: str) -> None:
    assert hints.find(carrying.starter_stages(name)) == ()
