"""How fast Overture is there, and how big it is: `python -m tests.benchmarks.start`, from the repository's root.

Prints milliseconds and megabytes of a real `python -m bot serve` against the stand-ins, beside the same figures of a
process that only imports slack_bolt and the Google client: what nobody can be below.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn

from sandbox import server
from sandbox.google.accounts import Google
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from tests.journeys.story import Story, ask, said

BARE = "import slack_bolt, googleapiclient.discovery, sqlalchemy; print('here', flush=True); input()"
COMMANDS = 30


def main() -> None:
    """Measure once and print."""
    story = _story(Path(tempfile.mkdtemp()))
    began = time.perf_counter()
    bare = subprocess.Popen([sys.executable, "-c", BARE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert bare.stdout is not None
    bare.stdout.readline()
    _say("imports alone", time.perf_counter() - began, bare.pid)
    bare.kill()
    began = time.perf_counter()
    words = [sys.executable, "-m", "bot", "serve"]
    serving = subprocess.Popen(words, env={**os.environ, **story.environment()}, stdout=subprocess.DEVNULL)
    while not _is_up(story):
        time.sleep(0.01)
    up = time.perf_counter() - began
    story.command("/sequence help")
    while not any("What I do" in said(message) for message in story.messages()):
        time.sleep(0.002)
    _say("serve: to the first answered command", time.perf_counter() - began, serving.pid)
    _say("serve: to healthy", up, serving.pid)
    taken = [_answered(story) for _ in range(COMMANDS)]
    print(f"command to acknowledgement, median of {COMMANDS}: {statistics.median(taken) * 1000:.1f} ms")
    serving.terminate()
    began = time.perf_counter()
    serving.wait(20)
    print(f"SIGTERM to exit: {(time.perf_counter() - began) * 1000:.0f} ms")
    os._exit(0)


def _story(folder: Path) -> Story:
    world = World()
    application = server.build(world, Workspace(world), Google(world))
    serving = uvicorn.Server(uvicorn.Config(application, port=0, log_level="critical", lifespan="off"))
    threading.Thread(target=serving.run, daemon=True).start()
    while not serving.started:
        time.sleep(0.01)
    port = serving.servers[0].sockets[0].getsockname()[1]
    return Story(
        address=f"http://127.0.0.1:{port}", world=world, database_url=f"sqlite:///{folder}/overture.db"
    )


def _is_up(story: Story) -> bool:
    try:
        return bool(ask(f"{story.web}/healthz")["ok"])
    except OSError:
        return False


def _answered(story: Story) -> float:
    began = time.perf_counter()
    story.command("/sequence tokens")
    return time.perf_counter() - began


def _say(what: str, seconds: float, pid: int) -> None:
    status = Path(f"/proc/{pid}/status").read_text()
    resident = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    print(f"{what}: {seconds * 1000:.0f} ms, {int(resident) / 1024:.0f} MB resident")


if __name__ == "__main__":
    main()
