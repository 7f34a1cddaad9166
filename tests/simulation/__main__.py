"""`python -m tests.simulation --seed 123` replays one seed; `--seeds 0:1000` lives many."""

import argparse
import logging
import os
import sys
import time

import structlog

from tests.simulation import big, mutants, story


def main() -> int:
    """Live the seeds that are asked for; tell how it went."""
    asked = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    asked.add_argument("--seed", type=int)
    asked.add_argument("--seeds", default="0:100", help="from:to, or a count")
    asked.add_argument("--big", action="store_true", help="ninety days of ten thousand people")
    asked.add_argument("--shard", type=int, help="one half of them, in this process")
    names = [each.name for each in mutants.MUTANTS]
    asked.add_argument("--mutant", choices=["all", *names], help="take one guard away, or `all` in turn")
    asked.add_argument("--verbose", action="store_true", help="the program's own log of a seed")
    words = asked.parse_args()
    if not words.verbose:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    if words.big:
        return big.main() if words.shard is None else _big(words.shard)
    first, _, last = words.seeds.rpartition(":")
    seeds = range(int(first or 0), int(last)) if words.seed is None else range(words.seed, words.seed + 1)
    if words.mutant:
        hunted = [each for each in mutants.MUTANTS if words.mutant in {each.name, "all"}]
        return sum(_hunt(each, seeds) for each in hunted)
    return _live(seeds)


def _big(shard: int) -> int:
    told = big.live(shard)
    say(told)
    return 1 if "BROKEN" in told else 0


def _live(seeds: range) -> int:
    began, broken = time.perf_counter(), 0
    for seed in seeds:
        told = story.live(seed)
        if told.broken:
            broken += 1
            say(f"seed {seed}: {told.broken}\n  replay: make simulate SEED={seed}")
    say(f"{len(seeds)} seeds, {broken} broken, {time.perf_counter() - began:.1f} s")
    return 1 if broken else 0


def _hunt(mutant: mutants.Mutant, seeds: range) -> int:
    """Find the first seeds that notice a missing guard, and that do not complain when it is there."""
    began = time.perf_counter()
    for seed in seeds:
        with mutant.alive():
            told = story.live(seed, change=mutant.weather)
        if told.broken and not story.live(seed, change=mutant.weather).broken:
            say(f"{mutant.name}: seed {seed} after {time.perf_counter() - began:.0f} s: {told.broken}")
            return 0
    say(f"{mutant.name}: survives {len(seeds)} seeds ({mutant.guards})")
    return 1


def say(words: str) -> None:
    """Print a line at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        # The order of a set is a coin thrown outside the seed.
        os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONHASHSEED": "0"})
    sys.exit(main())
