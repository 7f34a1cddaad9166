"""Two people who are one: of two runs of a sequence one goes on, nothing comes twice, nothing after an answer."""

from datetime import timedelta
from typing import Any

import pytest

from bot.rules import merging
from bot.rules.merging import Run
from bot.rules.stopping import Reach
from storage.statuses import EnrollmentStatus
from tests.builders import NOW

STAGES = ("a", "b", "c", "d")
ACTIVE, REPLIED, STOPPED = EnrollmentStatus.ACTIVE, EnrollmentStatus.REPLIED, EnrollmentStatus.STOPPED
DAY = timedelta(days=1)


def run(id: int, had: str = "", **changes: Any) -> Run:
    """Give a run of four stages, of which some were had."""
    plain: dict[str, Any] = {"sequence_id": 1, "recruiter_id": 1, "status": ACTIVE, "created_at": NOW}
    ahead = frozenset(key for key in STAGES if key > max(had, default=""))
    return Run(id=id, **{**plain, "had": frozenset(had), "ahead": ahead, **changes})


def ended(*pair: Run, reach: Reach = Reach.RECRUITER) -> dict[int, tuple[str, str]]:
    """Say what ends of two runs of two people, and check that who is who makes no difference."""
    one, other = pair
    found = merging.ends([one], [other], reach)
    assert merging.ends([other], [one], reach) == found
    return {end.id: (end.status.value, end.why) for end in found}


@pytest.mark.parametrize(
    ("one", "other", "ends"),
    [
        pytest.param(run(1), run(2), {2: ("stopped", merging.TWICE)}, id="the older goes on"),
        pytest.param(run(1, "a"), run(2, "ab"), {1: ("stopped", merging.TWICE)}, id="the further goes on"),
        pytest.param(run(1, "ab"), run(2, "c"), {1: ("stopped", merging.TWICE)}, id="what repeats nothing goes on"),
        pytest.param(
            run(1, "ab", ahead=frozenset("cd")),
            run(2, "cd", ahead=frozenset("ab")),
            {1: ("stopped", merging.HAD_IT), 2: ("stopped", merging.TWICE)},
            id="neither, where each would repeat",
        ),
        pytest.param(run(1), run(2, sequence_id=2), {}, id="another sequence is another matter"),
        pytest.param(
            run(1, "a"),
            run(2, "abcd", status=EnrollmentStatus.FINISHED, ended_at=NOW + DAY),
            {1: ("stopped", merging.HAD_IT)},
            id="who had all of it beside",
        ),
        pytest.param(
            run(1, "a"),
            run(2, "abcd", status=EnrollmentStatus.FINISHED, created_at=NOW - 9 * DAY, ended_at=NOW - DAY),
            {},
            id="who had all of it before, and begins again",
        ),
        pytest.param(
            run(1, "ab"), run(2, "a", status=STOPPED, ended_at=NOW + DAY), {}, id="who had less of it beside"
        ),
    ],
)  # fmt: skip
def test_nobody_gets_a_stage_twice(one: Run, other: Run, ends: object) -> None:
    kept_first = merging.ends([one], [other], Reach.RECRUITER)

    assert {end.id: (end.status.value, end.why) for end in kept_first} == ends


@pytest.mark.parametrize(
    ("changes", "reach", "ends"),
    [
        pytest.param({"sequence_id": 2}, Reach.RECRUITER, True, id="of the same recruiter"),
        pytest.param(
            {"sequence_id": 2, "recruiter_id": 2}, Reach.RECRUITER, False, id="of another recruiter"
        ),
        pytest.param({"sequence_id": 2, "recruiter_id": 2}, Reach.EVERYONE, True, id="of anybody"),
        pytest.param({"sequence_id": 2}, Reach.SEQUENCE, False, id="of another sequence"),
        pytest.param({"recruiter_id": 2}, Reach.SEQUENCE, True, id="of the same sequence"),
        pytest.param({"sequence_id": 2, "ended_at": NOW - DAY}, Reach.EVERYONE, False, id="before it began"),
    ],
)
def test_an_answer_of_the_one_ends_what_the_other_is_in(changes: Any, reach: Reach, ends: bool) -> None:  # noqa: FBT001
    plain = {"status": REPLIED, "ended_at": NOW + DAY, "created_at": NOW - 9 * DAY}
    found = ended(run(1, "a"), run(2, "a", **{**plain, **changes}), reach=reach)

    assert found == ({1: ("replied", merging.ANSWERED)} if ends else {})


def test_whoever_opted_out_as_one_has_opted_out_as_both() -> None:
    gone = run(2, status=EnrollmentStatus.OPTED_OUT, sequence_id=2, recruiter_id=2, ended_at=NOW - 99 * DAY)

    assert ended(run(1), gone) == {1: ("opted_out", merging.OPTED_OUT)}


def test_what_is_leaving_just_now_is_waited_for_only_where_it_could_be_the_second() -> None:
    leaving = run(1, is_leaving=True)

    assert merging.in_the_way([leaving], [run(2)])
    assert merging.in_the_way([run(2)], [leaving])
    assert not merging.in_the_way([leaving], [run(2, sequence_id=2)])


@pytest.mark.parametrize(
    ("other", "heard"),
    [
        pytest.param(run(2, "a", status=STOPPED), True, id="who was written to may answer"),
        pytest.param(run(2, status=STOPPED), False, id="nothing had gone"),
        pytest.param(run(2, "a", status=STOPPED, ended_at=NOW - DAY), False, id="it was over before"),
        pytest.param(run(2, "a", sequence_id=2), True, id="the recruiter's own other sequence"),
        pytest.param(run(2, "a", sequence_id=2, recruiter_id=2), False, id="a colleague's other sequence"),
    ],
)
def test_what_goes_on_listens_to_what_would_end_it(other: Run, heard: bool) -> None:
    going = run(1, "ab")

    assert ((1, 2) in merging.listening([going], [other], Reach.RECRUITER)) is heard
    assert ((1, 2) in merging.listening([other], [going], Reach.RECRUITER)) is heard
