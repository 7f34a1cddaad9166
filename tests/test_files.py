"""What may stand in a file of this repository: nobody's machine, no registry, pinned locks, one clock."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import everyday, tree

CLOCKS = re.compile(r"\bdatetime\.(?:now|today)\(|\butcnow\b|\bdate\.today\(|\btime\.time\(")
MAY_READ_A_CLOCK = {
    "bot/clock.py",
    "sandbox/world.py",
    "sandbox/slack/signed.py",  # Bolt checks the age of a signature by the machine's clock
}
MACHINE = re.compile(r"(?<![\w.$}])/(?:work|tmp|opt|root|home|Users|mnt)/\w")
REGISTRY = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|rubygems\.org|crates\.io)\b")
PIN = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)((?: \\\n +--hash=sha256:[0-9a-f]{64})+)$", re.M
)
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")


def pins(lock: str) -> dict[str, str]:
    """Read what a lock file pins with hashes: name and version."""
    return {canonicalize_name(found["name"]): found["version"] for found in PIN.finditer(tree.text(lock))}


def wanted(extra: str) -> list[Requirement]:
    """Read what pyproject.toml asks for, with an extra if one is named."""
    project = tomllib.loads(tree.text("pyproject.toml"))["project"]
    asked = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    return [Requirement(one) for one in asked]


def test_nobody_but_the_clocks_reads_a_clock() -> None:
    readers = [name for name in tree.code() if CLOCKS.search(tree.text(name))]

    assert sorted(readers) == sorted(MAY_READ_A_CLOCK)


def test_no_file_knows_a_machine_it_was_made_on() -> None:
    assert [name for name in tree.files() if MACHINE.search(tree.text(name))] == []


def test_no_file_knows_a_registry() -> None:
    told = [
        name for name in tree.files() if name != "tests/test_files.py" and REGISTRY.search(tree.text(name))
    ]

    assert told == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_gives_no_address_to_load_from(lock: str) -> None:
    options = [line for line in tree.text(lock).splitlines() if line.startswith("-")]

    assert options == []
    assert "://" not in tree.text(lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_pinned_with_its_hashes(lock: str) -> None:
    named = re.findall(r"^[a-zA-Z0-9].*", tree.text(lock), re.M)

    assert len(named) > 20
    assert len(pins(lock)) == len(named)


@pytest.mark.parametrize(
    ("lock", "extra"),
    [
        pytest.param(LOCKS[0], "", id="run"),
        pytest.param(LOCKS[1], "dev", id="dev"),
        pytest.param(LOCKS[2], "bench", id="bench"),
    ],
)
def test_a_lock_pins_all_that_the_project_asks_for(lock: str, extra: str) -> None:
    pinned = pins(lock)
    unpinned = [
        str(asked)
        for asked in wanted(extra)
        if not asked.specifier.contains(pinned.get(canonicalize_name(asked.name), "0"))
    ]

    assert unpinned == []


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_the_tests_run_on_what_the_product_runs_on(lock: str) -> None:
    run, other = pins(LOCKS[0]), pins(lock)

    assert {name: version for name, version in run.items() if other.get(name, version) != version} == {}


WHERE_MAKE_LOOKS = {
    "crash": ("tests/crash/",),
    "browser": ("tests/browser/", "tests/sandbox/page/"),
    "slow": ("tests/simulation/", "tests/storage/", "tests/bot/workers/"),
    "simulation": ("tests/simulation/",),
}


@pytest.mark.parametrize("mark", WHERE_MAKE_LOOKS)
def test_what_is_marked_lies_where_make_looks_for_it(mark: str) -> None:
    marked = [name for name in tree.suite() if re.search(rf"pytest\.mark\.{mark}\b", tree.text(name))]

    assert marked
    assert [name for name in marked if not name.startswith(WHERE_MAKE_LOOKS[mark])] == []


def test_what_is_left_out_every_day_is_there_and_checked() -> None:
    recipes = dict(re.findall(r"^(\w+): .*\n((?:\t.*\n)+)", tree.text("Makefile"), re.M))

    assert [one for one in everyday.LONG + everyday.EXAMPLES if not (everyday.HERE / one).exists()] == []
    assert "not whole" in recipes["test"]
    assert [name for name, recipe in recipes.items() if "whole" in recipe] == ["test"]
