"""Whole lives under a seed: the five promises hold in every weather, and each guard is missed when it is gone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation import story
from tests.simulation.mutants import KNOWN

ROOT = Path(__file__).parents[2]
FEW, MANY, AT_ONCE = 10, 110, 20


def lived(*words: str) -> str:
    """Live in a process of its own, where sets have the same order every time; tell what it says."""
    command = [sys.executable, "-m", "tests.simulation", *words]
    order = {**os.environ, "PYTHONHASHSEED": "0"}
    told = subprocess.run(
        command, cwd=ROOT, env=order, capture_output=True, text=True, timeout=600, check=False
    )
    return told.stdout + told.stderr


def assert_unbroken(seeds: str) -> None:
    told = lived("--seeds", seeds)
    assert " 0 broken" in told, told


def test_every_promise_holds_in_a_few_worlds() -> None:
    assert_unbroken(f"0:{FEW}")


@pytest.mark.simulation
@pytest.mark.timeout(900)
@pytest.mark.parametrize("first", range(FEW, MANY, AT_ONCE))
def test_every_promise_holds_in_many_worlds(first: int) -> None:
    assert_unbroken(f"{first}:{first + AT_ONCE}")


@pytest.mark.simulation
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "seed"), KNOWN.items())
def test_a_guard_that_is_gone_is_missed(name: str, seed: int) -> None:
    told = lived("--mutant", name, "--seed", str(seed))
    assert f"{name}: seed {seed}" in told, told


def test_the_same_seed_is_the_same_life() -> None:
    assert story.live(3) == story.live(3)
