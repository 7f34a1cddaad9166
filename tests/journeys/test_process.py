"""`python -m bot serve` as an operator runs it: it comes up, answers, and leaves when told to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.story import Story, ask, find, said, soon

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def serve(story: Story, **changed: str) -> subprocess.Popen[str]:
    environment = {**os.environ, **story.environment(), **changed}
    words = [sys.executable, "-m", "bot", "serve"]
    return subprocess.Popen(
        words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def process(story: Story) -> Iterator[subprocess.Popen[str]]:
    story.stop()
    running = serve(story)
    try:
        soon(lambda: running.poll() is None and healthy(story), patience=20)
        yield running
    finally:
        running.kill()
        running.communicate()


def healthy(story: Story) -> bool:
    try:
        return bool(ask(f"{story.web}/healthz")["ok"])
    except OSError:
        return False


def test_it_answers_a_command_and_leaves_on_sigterm(story: Story, process: subprocess.Popen[str]) -> None:
    story.command("/sequence help")
    soon(lambda: any("What I do" in said(message) for message in story.messages()))

    process.send_signal(signal.SIGTERM)

    printed, complained = process.communicate(timeout=20)
    assert process.returncode == 0, complained
    assert '"event": "stopped"' in printed


def test_it_leaves_within_twenty_seconds_though_gmail_does_not_answer(
    story: Story, process: subprocess.Popen[str]
) -> None:
    _, button = find(story.home()["blocks"], "home_connect")
    back = story.google("consent", url=button["url"], account="ana@acme.example")["location"]
    story.google("fault", path="/history", kind="slow:60", method="GET", times=1)
    story.visit(back)
    time.sleep(3)  # the stand-in notes a call when it has answered it; a round begins every second

    process.send_signal(signal.SIGTERM)

    _, complained = process.communicate(timeout=20)
    assert process.returncode == 0, complained


def test_a_second_process_on_the_same_file_is_sent_away(story: Story, process: subprocess.Popen[str]) -> None:
    second = serve(story, WEB_PORT="0")

    _, complained = second.communicate(timeout=20)

    assert second.returncode == 1
    assert "Another Overture process is working on this SQLite file." in complained


def test_a_killed_process_is_followed_by_one_that_goes_on(
    story: Story, process: subprocess.Popen[str]
) -> None:
    story.command("/sequence new Half written")
    story.modal("sequence_editor")
    process.kill()
    process.communicate()

    again = serve(story)
    try:
        soon(lambda: healthy(story), patience=20)
        story.command("/sequence new Half written")
        assert story.modal("sequence_editor")
    finally:
        again.kill()
        again.communicate()


def test_a_wrong_token_is_named(story: Story) -> None:
    story.stop()
    refused = serve(story, SLACK_APP_TOKEN="xapp-wrong")

    _, complained = refused.communicate(timeout=20)

    assert refused.returncode == 1
    assert "invalid_auth" in complained
    assert "xapp-wrong" not in complained
