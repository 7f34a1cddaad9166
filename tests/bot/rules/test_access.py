import pytest

from bot.rules import access
from storage.statuses import Access


@pytest.mark.parametrize(
    ("shared", "seen", "used"),
    [
        pytest.param(Access.SHARED_USE, True, True, id="shared for use"),
        pytest.param(Access.SHARED_VIEW, True, False, id="shared for reading"),
        pytest.param(Access.PERSONAL, False, False, id="personal"),
        pytest.param(Access.CONFIDENTIAL, False, False, id="confidential"),
    ],
)
def test_colleagues_see_and_use_what_is_shared_with_them(shared: Access, seen: bool, used: bool) -> None:
    assert access.may_see(shared, owner=False) is seen
    assert access.may_use(shared, owner=False) is used
    assert not access.may_change(shared, owner=False)


@pytest.mark.parametrize("shared", Access)
def test_an_owner_may_do_everything(shared: Access) -> None:
    assert access.may_see(shared, owner=True)
    assert access.may_use(shared, owner=True)
    assert access.may_change(shared, owner=True)


@pytest.mark.parametrize("shared", Access)
def test_an_administrator_sees_and_changes_all_but_writes_to_nobody_with_it(shared: Access) -> None:
    assert access.may_see(shared, owner=False, admin=True)
    assert access.may_change(shared, owner=False, admin=True)
    assert access.may_use(shared, owner=False, admin=True) is (shared is Access.SHARED_USE)


def test_only_a_colleague_says_what_leaves_in_their_name() -> None:
    assert (access.may_answer(colleague=True), access.may_answer(colleague=False)) == (True, False)
