"""Role by level by action: the whole table, as docs/setup.md tells it."""

from collections.abc import Callable

import pytest

from bot.rules import access
from storage.statuses import Access

OWNER = {"owner": True}
ADMIN = {"owner": False, "admin": True}
COLLEAGUE = {"owner": False}
ROLES = {"owner": OWNER, "admin": ADMIN, "colleague": COLLEAGUE}
ACTIONS: dict[str, Callable[..., bool]] = {
    "see": access.may_see,
    "use": access.may_use,
    "change": access.may_change,
}

# What each role may do with a sequence of each level.
TABLE = {
    Access.SHARED_USE: {"owner": "see use change", "admin": "see use change", "colleague": "see use"},
    Access.SHARED_VIEW: {"owner": "see use change", "admin": "see change", "colleague": "see"},
    Access.PERSONAL: {"owner": "see use change", "admin": "see change", "colleague": ""},
    Access.CONFIDENTIAL: {"owner": "see use change", "admin": "see change", "colleague": ""},
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("level", Access)
def test_who_may_do_what_with_which_sequence(level: Access, role: str, action: str) -> None:
    allowed = ACTIONS[action](level, **ROLES[role])

    assert allowed is (action in TABLE[level][role].split())


def test_the_table_leaves_no_level_and_no_role_out() -> None:
    assert set(TABLE) == set(Access)
    assert all(set(roles) == set(ROLES) for roles in TABLE.values())


@pytest.mark.parametrize(
    ("who", "may"),
    [
        pytest.param({"enrolled": True, "owner": False}, True, id="who enrolled the person"),
        pytest.param({"enrolled": False, "owner": True}, True, id="who owns the sequence"),
        pytest.param({"enrolled": False, "owner": False, "admin": True}, True, id="an administrator"),
        pytest.param({"enrolled": False, "owner": False}, False, id="a colleague"),
    ],
)
def test_who_may_stop_a_candidate(who: dict[str, bool], may: bool) -> None:
    assert access.may_steer(**who) is may


def test_only_a_colleague_says_what_leaves_in_their_name() -> None:
    assert (access.may_answer(colleague=True), access.may_answer(colleague=False)) == (True, False)
