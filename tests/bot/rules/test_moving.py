"""What becomes of somebody when the text of a live sequence changes: nothing twice, nothing backwards."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from bot.rules import moving
from bot.rules.drafts import StageDraft
from bot.rules.moving import Finish, Go, Stay, Trace
from storage.statuses import StageKind, TouchStatus

SENT, WAITS, HELD = TouchStatus.SENT, TouchStatus.SCHEDULED, TouchStatus.HELD


def stages(keys: str, *, by_hand: str = "") -> list[StageDraft]:
    """Make a version, one letter a stage."""
    return [
        StageDraft(key=key, kind=StageKind.CALL if key in by_hand else StageKind.EMAIL, body=key)
        for key in keys
    ]


def coming(version: str, had: str) -> str:
    return "".join(stage.key for stage in moving.left(stages(version), had))


@pytest.mark.parametrize(
    ("version", "had", "then"),
    [
        pytest.param("ABC", "A", "BC", id="nothing changed"),
        pytest.param("AXBC", "A", "XBC", id="one put in before the next"),
        pytest.param("XABC", "A", "BC", id="one put in before what they had: nobody goes back"),
        pytest.param("AC", "A", "C", id="the next one removed"),
        pytest.param("BC", "A", "BC", id="all they had removed: everything else"),
        pytest.param("ACD", "AB", "CD", id="the last they had removed: behind the one before it"),
        pytest.param("ACB", "A", "CB", id="what is to come in another order"),
        pytest.param("BAC", "A", "C", id="one moved before what they had is never had"),
        pytest.param("BCA", "AB", "C", id="one they had moved to the end does not come again"),
        pytest.param("CAB", "AB", "", id="one moved before the last: nothing is left"),
        pytest.param("ABC", "", "ABC", id="nothing went yet"),
        pytest.param("AB", "ABC", "", id="the rest removed"),
    ],
)
def test_what_is_still_to_come(version: str, had: str, then: str) -> None:
    assert coming(version, had) == then


def test_who_goes_on_by_hand_gets_no_email() -> None:
    version = stages("ABCD", by_hand="BD")

    assert [stage.key for stage in moving.left(version, "A", by_hand_only=True)] == ["B", "D"]


VERSIONS = st.lists(st.sampled_from("ABCDEFGH"), unique=True, min_size=1).map("".join)


@given(versions=st.lists(VERSIONS, min_size=1, max_size=6), steps=st.lists(st.integers(0, 3), max_size=6))
def test_through_any_edits_nobody_gets_a_stage_twice_or_goes_back(
    versions: list[str], steps: list[int]
) -> None:
    had = ""
    for version, step in zip(versions, steps, strict=False):
        got = coming(version, had)[:step]
        had += got
        places = [version.index(key) for key in had if key in version]
        assert all(key in version for key in got)
        assert [version.index(key) for key in got] == sorted(version.index(key) for key in got)
        assert not got or places[-len(got)] > max(
            (version.index(key) for key in had[: -len(got)][-1:] if key in version), default=-1
        )

    assert len(set(had)) == len(had)
    assert all(before != after for before, after in pairwise(had))


@pytest.mark.parametrize(
    ("touch", "stays"),
    [
        pytest.param(Trace(key="B", status=TouchStatus.CLAIMED), True, id="claimed"),
        pytest.param(Trace(key="B", status=TouchStatus.UNKNOWN), True, id="nobody knows"),
        pytest.param(Trace(key="B", status=HELD, has_begun=True), True, id="held, with a draft at Gmail"),
        pytest.param(Trace(key="B", status=WAITS, has_begun=True), True, id="waits, with a draft at Gmail"),
        pytest.param(Trace(key="B", status=HELD), False, id="held, nothing begun"),
        pytest.param(Trace(key="B", status=WAITS), False, id="waits"),
    ],
)
def test_whoever_is_written_to_at_this_moment_stays(touch: Trace, stays: bool) -> None:
    decision = moving.decide(stages("ABC"), [Trace(key="A", status=SENT), touch], by_hand_only=False)

    assert (decision == Stay()) is stays


@pytest.mark.parametrize(
    ("status", "has_begun", "then"),
    [
        pytest.param(TouchStatus.SENT, False, "B", id="went"),
        pytest.param(TouchStatus.DONE, False, "B", id="done by hand"),
        pytest.param(TouchStatus.SKIPPED, False, "B", id="skipped"),
        pytest.param(TouchStatus.CANCELLED, True, "B", id="cancelled, but may have left"),
        pytest.param(TouchStatus.CANCELLED, False, "A", id="cancelled before anything began"),
    ],
)
def test_what_counts_as_had(status: TouchStatus, has_begun: bool, then: str) -> None:
    trace = Trace(key="A", status=status, has_begun=has_begun)

    decision = moving.decide(stages("AB"), [trace], by_hand_only=False)

    assert isinstance(decision, Go)
    assert decision.stage.key == then


def test_for_whom_nothing_is_left_it_is_finished() -> None:
    assert moving.decide(stages("A"), [Trace(key="A", status=SENT)], by_hand_only=False) == Finish()


def test_new_rewritten_and_removed_stages_are_changes_and_moved_ones_are_not() -> None:
    before = stages("ABCD")
    after = [before[0], before[3], StageDraft(key="B", body="other"), StageDraft(key="X", body="new")]

    found = [(one.stage.key, one.number, one.is_gone) for one in moving.changes(before, after)]

    assert found == [("B", 3, False), ("X", 4, False), ("C", 3, True)]
    assert not moving.are_same(before, [before[1], before[0], *before[2:]])
    assert moving.are_same(before, stages("ABCD"))
