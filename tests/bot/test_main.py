"""The command line: what it refuses, and what it costs to ask it for help."""

import gc
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import __main__ as command_line, app, logs
from storage import migrate
from storage.database import Database
from storage.migrate import Schema
from storage.vault import Vault
from tests import tree
from tests.bot import environment

LOOK = """
import sys
from bot import __main__
try:
    __main__.main(["--help"])
except SystemExit as end:
    heavy = {"googleapiclient", "sqlalchemy", "slack_bolt", "uvicorn"} & set(sys.modules)
    sys.exit(f"imported {sorted(heavy)}" if heavy or end.code else 0)
"""


def test_an_unknown_command_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main(["dance"], {})

    assert ended.value.code == 2
    assert "doctor" in capsys.readouterr().err


def test_no_command_at_all_is_refused() -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main([], {})

    assert ended.value.code == 2


@pytest.mark.parametrize("command", sorted(command_line.COMMANDS.keys() - command_line.WITHOUT_SETTINGS))
def test_every_command_names_all_that_is_missing_and_does_nothing(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main([command], {"WEB_PORT": "eighty"}) == 2

    told = capsys.readouterr().err
    for name in (
        "SLACK_BOT_TOKEN",
        "GOOGLE_CLIENT_ID",
        "GOOGLE_CLIENT_SECRET",
        "ENCRYPTION_KEYS",
        "WEB_PORT",
    ):
        assert name in told


def test_asking_for_help_loads_neither_google_nor_the_database() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=tree.ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert (asked.returncode, asked.stderr) == (0, "")
    assert all(name in asked.stdout for name in command_line.COMMANDS)


def test_a_worker_leaves_what_it_has_loaded_out_of_every_collection_of_garbage(
    monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    met: list[str] = []
    handlers: list[Any] = []

    class Started:
        def start(self, *, talk: bool) -> None:
            met.append(f"started, {talk=}")
            handlers[0](signal.SIGTERM, None)

        def stop(self) -> bool:
            met.append("stopped")
            return True

    monkeypatch.setattr(app, "build", lambda _settings: Started())
    monkeypatch.setattr(logs, "configure", lambda: None)
    monkeypatch.setattr(signal, "signal", lambda _number, handler: handlers.append(handler))
    monkeypatch.setattr(gc, "freeze", lambda: met.append("frozen"))

    assert command_line.main(["work"], environment.made(database_url=database_url)) == 0
    assert met == ["started, talk=False", "frozen", "stopped"]


def test_migrate_brings_a_database_up_to_date(database_url: str) -> None:
    assert command_line.main(["migrate"], environment.made(database_url=database_url)) == 0

    database = Database(database_url, Vault([environment.KEY]))
    assert migrate.state(database) is Schema.CURRENT
    database.close()


@pytest.mark.parametrize("command", ["serve", "work", "migrate", "rotate-keys"])
def test_a_database_that_is_not_there_is_told_in_a_sentence(command: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/nowhere/overture.db"

    asked = subprocess.run(
        [sys.executable, "-m", "bot", command],
        cwd=tree.ROOT,
        env=environment.made(database_url=url),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert asked.returncode == 1
    assert asked.stderr.startswith("The database cannot be reached or opened. Check DATABASE_URL")
