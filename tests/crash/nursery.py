"""Where workers come from: one process that has everything loaded and forks a worker for each order.

Starting an interpreter takes a second of a core, forking a hundredth of it. The child is a whole process with
its own connections: it can be killed and stopped like any other.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from tests.crash import importer, warming, worker
from tests.crash.worker import Orders

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a worker: its exit code (negative for a signal), or that it is frozen."""

    code: int = 0
    is_frozen: bool = False


class Nursery:
    """The test's side: start workers, wait for them; one line asked, one line answered."""

    def __init__(self, google: str, scratch: str) -> None:
        """Load everything; `scratch` is the address of an empty database to practise on."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery", google, scratch],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, orders: Orders) -> int:
        """Start a worker; give its process id."""
        return int(self._ask(f"start {orders.dumped()}"))

    def wait(self, pid: int) -> Fate:
        """Wait until a worker has ended or is frozen."""
        told = json.loads(self._ask(f"wait {pid}"))
        return Fate(code=told["code"], is_frozen=told["is_frozen"])

    def run(self, orders: Orders) -> Fate:
        """Start a worker and wait for it."""
        return self.wait(self.start(orders))

    def close(self) -> None:
        """Send everybody home."""
        self._process.communicate()

    def _ask(self, line: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the nursery has died")
        return answer


def serve(google: str, scratch: str) -> None:
    """Read orders until there are no more."""
    warming.warm_up(worker.google_at(google), scratch)
    gc.freeze()
    for line in sys.stdin:
        word, _, rest = line.partition(" ")
        answer = _born(rest) if word == "start" else _waited(int(rest))
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


def _born(orders: str) -> str:
    pid = os.fork()
    if pid:
        return str(pid)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.dup2(2, 1)  # the pipe to the test is for the nursery's answers alone
    code = 1
    try:
        told = worker.read(orders)
        (importer if told.slack else worker).work(told)
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def _waited(pid: int) -> str:
    _, status = os.waitpid(pid, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        return json.dumps({"code": 0, "is_frozen": True})
    return json.dumps({"code": os.waitstatus_to_exitcode(status), "is_frozen": False})


if __name__ == "__main__":
    serve(*sys.argv[1:])
