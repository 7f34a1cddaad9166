"""The self-test as its operator sees it: asked before, a table after, and an exit status."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from bot import __main__ as command_line, selftest
from bot.refusals import Refusal
from bot.settings import Settings
from gmail import oauth
from sandbox import server
from sandbox.google.accounts import Google
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from storage import grants
from storage.database import Database
from storage.errors import DatabaseBusy
from storage.models import Mailbox, Recruiter
from storage.statuses import MailboxStatus
from tests import stages
from tests.bot import environment
from tests.conftest import KEY
from tests.stages import Stage

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
ANA = "ana@acme.example"


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """Serve on a free port."""
    with stages.on_stage(Stage()) as stage:
        yield stage


@dataclass(kw_only=True)
class Desk:
    """An operator's desk: Google, the settings, and Ana's connected mailbox."""

    google: Google
    settings: Settings
    db: Database

    def run(self, address: str = ANA, *, agreed: bool = True) -> tuple[int, list[str]]:
        """Run the self-test; tell its exit status and what it said."""
        said: list[str] = []
        status = selftest.run(
            self.settings,
            address,
            say=said.append,
            agreed=lambda question: said.append(question) or agreed,  # type: ignore[func-returns-value]
            clock=self.google.world.now,
            wait=lambda _: None,
        )
        return status, said

    def proofs(self) -> dict[str, Any]:
        """Look at what is remembered of Ana's mailbox."""
        with self.db.reading() as tx:
            return dict(tx.query(Mailbox).one().proofs)


@pytest.fixture
def desk(stage: Stage, db: Database, database_url: str) -> Desk:
    """Give a desk with Ana's mailbox connected."""
    world = World(frozen_at=NOW)
    google = Google(world)
    stage.playing = server.build(world, Workspace(world), google)
    settings = environment.pointed_at(stage.url, database_url=database_url, encryption_keys=KEY)
    with db.transaction() as tx:
        token = google.grant(ANA, [oauth.COMPOSE, oauth.READONLY])
        tx.add(
            Mailbox(
                team_id="T1",
                recruiter=Recruiter(team_id="T1", slack_id="U0ANA", created_at=NOW),
                address=ANA,
                sealed_token=grants.seal(tx, token),
                status=MailboxStatus.CONNECTED,
                cursor=1,
                ready_at=NOW,
                connected_at=NOW,
            )
        )
    return Desk(google=google, settings=settings, db=db)


def marks(lines: list[str]) -> list[str]:
    """Read the column of the marks."""
    place = sum(selftest.WIDTHS[:2]) + 4
    return [mark for line in lines[3:] if (mark := line[place : place + 4].strip())]


def test_all_is_well_and_the_table_says_so(desk: Desk) -> None:
    status, said = desk.run()

    assert status == 0
    assert f"from {ANA} to {ANA}" in said[0]
    assert marks(said) == ["ok"] * 9
    assert set(desk.proofs()) >= {"second_send", "parallel_sends", "token_header", "delay", "text_part"}


def test_a_gmail_that_sends_a_draft_twice_is_bad_and_the_status_is_one(desk: Desk) -> None:
    desk.google.rules.drafts_stay = 1

    status, said = desk.run()

    assert status == 1
    assert marks(said) == ["BAD", "BAD", *["ok"] * 7]
    assert "sends nothing" in " ".join(said)
    assert desk.proofs()["second_send"]["good"] is False


@pytest.mark.parametrize(
    ("rule", "point"),
    [
        pytest.param("strips_own_headers", "token_header", id="our header is stripped"),
        pytest.param("rewrites_aliases", "alias", id="an alias is rewritten"),
    ],
)
def test_a_gmail_that_misbehaves_otherwise_is_bad_as_well(desk: Desk, rule: str, point: str) -> None:
    setattr(desk.google.rules, rule, 1)

    status, said = desk.run()

    assert (status, marks(said).count("BAD")) == (1, 1)
    assert [name for name, proof in desk.proofs().items() if not proof["good"]] == [point]


def test_nothing_is_sent_unless_the_operator_agrees(desk: Desk) -> None:
    status, said = desk.run(agreed=False)

    assert (status, said[-1]) == (1, "Nothing was sent.")
    assert desk.google.accounts[ANA].mailbox.messages == {}


@pytest.mark.parametrize("address", ["ben@acme.example", "grace.hopper@example.com"])
def test_only_a_connected_mailbox_is_tested(desk: Desk, address: str) -> None:
    with pytest.raises(Refusal, match="is not connected"):
        desk.run(address)


def test_a_mailbox_google_does_not_open_is_told_in_a_sentence(desk: Desk) -> None:
    desk.google.revoke(ANA)

    with pytest.raises(Refusal, match="does not let us in"):
        desk.run()


def test_beside_another_process_it_runs_on_postgresql_only(desk: Desk) -> None:
    desk.db.claim_for_one_process()

    if not desk.db.is_sqlite:
        assert desk.run()[0] == 0
        return
    with pytest.raises(DatabaseBusy, match="Another Overture process is working on this SQLite file"):
        desk.run()


def test_the_command_line_wants_to_know_which_mailbox(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["selftest"], environment.made()) == 2

    assert "--mailbox" in capsys.readouterr().err


def test_the_command_line_tells_a_refusal_in_a_sentence(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.selftest(desk.settings, mailbox="eve@acme.example", yes=True) == 1

    assert "Connect it on Overture's Home tab" in capsys.readouterr().err
