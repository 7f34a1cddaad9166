"""In whose name each stage leaves."""

import pytest

from bot.rules import voices
from bot.rules.drafts import StageDraft
from bot.rules.voices import OWN, Voice
from storage.statuses import StageKind

BEN = Voice(sender_id=2)
TALENT = Voice(address="talent@acme.example")
CALL = StageDraft(kind=StageKind.CALL, sender_id=2)


def email(voice: Voice = OWN, *, new_thread: bool = False) -> StageDraft:
    return StageDraft(sender_id=voice.sender_id, sender=voice.address, new_thread=new_thread)


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        pytest.param((), (), id="nothing"),
        pytest.param((email(), email()), (OWN, OWN), id="whoever enrolls"),
        pytest.param((email(BEN), email()), (BEN, BEN), id="an answer leaves as what it answers"),
        pytest.param((email(), email(BEN)), (OWN, OWN), id="no answer leaves another mailbox"),
        pytest.param((email(TALENT), email()), (TALENT, TALENT), id="the address goes with it"),
        pytest.param(
            (email(BEN), email(new_thread=True), email()), (BEN, OWN, OWN), id="a new conversation is free"
        ),
        pytest.param(
            (CALL, email(BEN), CALL, email()), (OWN, BEN, OWN, BEN), id="by hand it is whoever enrolls"
        ),
    ],
)
def test_what_answers_leaves_as_what_opened(
    stages: tuple[StageDraft, ...], expected: tuple[Voice, ...]
) -> None:
    assert voices.of(stages) == expected


def test_each_colleague_is_named_once_and_only_where_mail_of_theirs_leaves() -> None:
    plan = (email(BEN), email(Voice(sender_id=3)), email(BEN, new_thread=True), CALL)

    assert voices.colleagues(plan) == (2,)
