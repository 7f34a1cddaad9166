"""`python -m tests.simulation --seed 123` replays one seed; `--seeds 0:1000` lives many."""

import argparse
import logging
import sys
import time

import structlog

from tests.simulation import story


def main() -> int:
    """Live the seeds that are asked for; tell how it went."""
    asked = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    asked.add_argument("--seed", type=int)
    asked.add_argument("--seeds", default="0:100", help="from:to, or a count")
    asked.add_argument("--verbose", action="store_true", help="the program's own log of a seed")
    words = asked.parse_args()
    if not words.verbose:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    first, _, last = words.seeds.rpartition(":")
    seeds = range(int(first or 0), int(last)) if words.seed is None else range(words.seed, words.seed + 1)
    return _live(seeds)


def _live(seeds: range) -> int:
    began, broken = time.perf_counter(), 0
    for seed in seeds:
        told = story.live(seed)
        if told.broken:
            broken += 1
            sys.stdout.write(f"seed {seed}: {told.broken}\n  replay: make simulate SEED={seed}\n")
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{len(seeds)} seeds, {broken} broken, {seconds:.1f} s\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
