"""Whatever JSON an app sends, checks answer with problems; they do not break."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st

from sandbox.slack.checks import messages, options, views
from tests.sandbox.slack import samples, valid_blocks

JUNK: tuple[Any, ...] = (None, True, 3, -1.5, "x", "", [], {}, [None], [{}], ["x"], {"x": 1}, {"type": "x"})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=6,
)


def spoiled(whole: Any, node: Any) -> Iterator[Any]:
    """Put every kind of junk into every place of a block, one at a time."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        sound = node[key]
        for junk in JUNK:
            node[key] = copy.deepcopy(junk)
            yield whole
        node[key] = sound
        if isinstance(sound, dict | list):
            yield from spoiled(whole, sound)


@pytest.mark.parametrize(("surface", "specimen"), valid_blocks.params())
def test_a_block_with_junk_inside_is_judged(surface: str, specimen: Any) -> None:
    block = copy.deepcopy(specimen)
    for broken in spoiled(block, block):
        problems = messages.check_blocks([broken]) if surface == "message" else []
        problems += views.check(samples.modal(broken))
        assert all(problem.startswith("[ERROR] ") for problem in problems)
    assert block == specimen


@given(junk=JSON)
def test_junk_alone_is_judged(junk: Any) -> None:
    messages.check_attachments([junk, {"blocks": junk}])
    views.check({"type": "modal", "blocks": junk, "title": junk})
    options.check_answer({"options": junk, "option_groups": junk})
