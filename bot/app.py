"""The composition root: the only place where the parts meet. Nothing happens before `start`."""

import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import structlog
import uvicorn
from pydantic import SecretStr

from bot import logs, rulebook, web
from bot.clock import Clock, SharedClock, system_clock
from bot.outreach.candidates import remembering
from bot.outreach.mailboxes.connecting import Door, Sessions
from bot.outreach.overview import watching
from bot.outreach.people import Who
from bot.outreach.plans.trying import Bench
from bot.report import drawings
from bot.settings import Settings, SlackMode
from bot.slack import routes, runner as slack_runner, showing
from bot.slack.groups import Roll
from bot.slack.homes import HomeDrawer
from bot.slack.poster import SlackPoster
from bot.slack.room import Room
from bot.slack.status_reader import StatusReader
from bot.slack.work import Work
from bot.workers.appointments import Appointments
from bot.workers.digests import Digests
from bot.workers.housekeeping import Housekeeping
from bot.workers.imports import Imports
from bot.workers.mornings import Mornings
from bot.workers.notifier import Notifier
from bot.workers.privacy import Privacy
from bot.workers.reminders import Reminders
from bot.workers.replans import Replans
from bot.workers.rounds import Rounds
from bot.workers.runner import Runner
from bot.workers.status_rounds import StatusRounds
from bot.workers.watchman import Watchman
from gmail import service_account
from gmail.oauth import Google
from storage import migrate
from storage.database import Database
from storage.vault import Vault

log = structlog.get_logger()

PATIENCE = 10.0
FAREWELL = 4.0
TICK = 1.0
REPLAN = 5.0
ROUNDS_ABREAST = 8


class Application:
    """The whole of Overture, as `start()` and `stop()`."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.db = Database(settings.database_url, Vault(settings.encryption_keys))
        # Machines that share a database share its clock, too: their own may be minutes apart.
        shares = clock is system_clock and not self.db.is_sqlite
        self.clock = clock = SharedClock(self.db.instant) if shares else clock
        self.house = rulebook.house(settings)
        google = google_of(settings)
        self.door = Door(
            google=google,
            redirect_uri=settings.public_url + web.CALLBACK,
            delegated=settings.delegated_mailboxes,
        )
        self.client = slack_runner.client(settings.slack_api_url, settings.slack_bot_token.get_secret_value())
        self.sessions = Sessions(self.db, google, clock, delegated=settings.delegated_mailboxes)
        bench = Bench(self.db, self.sessions, self.house, clock)
        self.room = Room(
            db=self.db,
            house=self.house,
            door=self.door,
            clock=clock,
            bench=bench,
            address=settings.public_url,
        )
        self._listeners: ThreadPoolExecutor | None = None
        self._work: Work | None = None
        self.loops = self._assembled(google)
        self._google = google
        self._line: slack_runner.SocketLine | None = None
        self._server: _Server | None = None

    def _assembled(self, google: Google) -> Runner:
        rounds = Rounds(self.db, self.sessions, self.house, self.clock)
        return Runner(
            {
                "rounds": (rounds, TICK, ROUNDS_ABREAST),
                "reminders": (Reminders(self.db, self.house, self.clock), TICK, 1),
                "replans": (Replans(self.db, self.house, self.clock), REPLAN, 1),
                "imports": (Imports(self.db, self.house, self.clock), TICK, 1),
                "mornings": (Mornings(self.db, self.house, self.clock), 5.0, 1),
                "digests": (Digests(self.db, self.clock), TICK, 1),
                "notifier": (
                    Notifier(
                        self.db, SlackPoster(self.room, self.client, drawings.as_png), self.house, self.clock
                    ),
                    TICK,
                    1,
                ),
                "homes": (HomeDrawer(self.room.homes, self._draw_home), 1.0, 1),
                "admins": (
                    Appointments(self.db, Roll(self.client, self.settings.admins), self.clock),
                    3600.0,
                    1,
                ),
                "statuses": (
                    StatusRounds(self.db, StatusReader(self.client), self.room.homes.ask, self.clock),
                    5.0,
                    1,
                ),
                "watchman": (Watchman(self.db, self.house, self.clock), 60.0, 1),
                "privacy": (Privacy(self.db, self.settings.retention_months, self.clock), 60.0, 1),
                "housekeeping": (Housekeeping(self.db, google, self.clock), 3600.0, 1),
            }
        )

    def _draw_home(self, who: Who) -> None:
        showing.home(self.room, self.client, who)

    def start(self, *, talk: bool = True) -> None:
        """Open the database, the web, Slack and the loops; `talk=False` runs the loops only.

        Raises storage.errors.DatabaseTrouble, bot.slack.runner.SlackUnreachable, or OSError for a taken port.
        """
        if not structlog.is_configured():
            logs.configure()  # structlog's own renderer prints the locals of a failure, and so what people wrote
        if self._listeners is not None:
            raise RuntimeError("this application is running already")
        self._listeners = ThreadPoolExecutor(slack_runner.LISTENERS)
        self._work = Work()
        self.loops = self._assembled(self._google)
        self.db.claim_for_one_process()
        migrate.to_head(self.db)
        remembering.prepare(self.db, self.clock())
        for name in ("admins", "statuses"):
            self.loops.tick(name)
        if talk:
            self._start_talking()
        self.loops.start()
        log.info("started", talking=talk)

    def _start_talking(self) -> None:
        assert self._listeners is not None
        assert self._work is not None
        bolt = slack_runner.app(self.client, _revealed(self.settings.slack_signing_secret), self._listeners)
        routes.register(bolt, self.room, self._work)
        pages = web.Web(self.db, self.door, self.clock, self.health).routes()
        over_http = self.settings.slack_mode is SlackMode.HTTP
        if over_http:
            pages.append(slack_runner.http_route(bolt))
        self._server = _Server(web.application(pages), self.settings.web_host, self.settings.web_port)
        self._server.start()
        if not over_http and self.settings.slack_app_token is not None:
            self._line = slack_runner.SocketLine(bolt, self.settings.slack_app_token.get_secret_value())
            self._line.connect()

    def stop(self) -> bool:
        """Stop claiming, finish what is in flight, close; twenty seconds at most. Tell whether everything finished.

        What did not finish may still wait for an answer from outside; it can no longer reach the database.
        """
        finished = self.loops.stop(PATIENCE)
        if self._line is not None:
            self._line.close()
        finished = (self._work is None or self._work.leave(FAREWELL)) and finished
        if self._listeners is not None:
            self._listeners.shutdown(wait=finished, cancel_futures=True)
        if self._server is not None:
            self._server.stop()
        self.db.close()
        self._line = self._server = self._listeners = self._work = None
        log.info("stopped", finished=finished)
        return finished

    def tick(self) -> int:
        """Do one round of every loop at once; tell how much was done."""
        return sum(
            self.loops.tick(name)
            for name in (
                "replans",
                "imports",
                "statuses",
                "rounds",
                "watchman",
                "privacy",
                "reminders",
                "mornings",
                "digests",
                "notifier",
                "homes",
            )
        )

    def next_event(self) -> datetime | None:
        """Tell the next instant at which something is due, for whoever moves the clock."""
        return watching.next_event(self.db, now=self.clock())

    def health(self) -> Mapping[str, Any]:
        """Tell whether Slack reaches us, the database answers and notices leave."""
        found = watching.health(self.db, now=self.clock())
        connected = self._line.is_connected() if self._line is not None else True
        return {**found, "ok": found["ok"] and connected, "slack": connected}


def build(settings: Settings, clock: Clock = system_clock) -> Application:
    """Put the whole application together; `clock` is any callable giving an aware UTC instant."""
    return Application(settings, clock)


def google_of(settings: Settings) -> Google:
    """Read where Google is from the settings."""
    return Google(
        api_url=settings.gmail_api_url,
        auth_url=settings.google_auth_url,
        token_url=settings.google_token_url,
        revoke_url=settings.google_revoke_url,
        client_id=settings.google_client_id,
        client_secret=_revealed(settings.google_client_secret),
        service=service_account.read(key) if (key := _revealed(settings.google_service_account)) else None,
    )


def _revealed(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret is not None else ""


class _Server:
    """uvicorn in a thread of its own."""

    def __init__(self, application: Any, host: str, port: int) -> None:
        config = uvicorn.Config(application, host=host, port=port, log_config=None, lifespan="off")
        self._uvicorn = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)
        self._address = f"{host}:{port}"

    def _serve(self) -> None:
        try:
            self._uvicorn.run()
        except SystemExit:  # uvicorn's way to say that the port is taken
            log.error("web server did not start", address=self._address)

    def start(self) -> None:
        """Serve; raises OSError when the port is taken."""
        self._thread.start()
        while not self._uvicorn.started:
            if not self._thread.is_alive():
                raise OSError(f"{self._address} cannot be listened on: is another process there?")
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop serving."""
        self._uvicorn.should_exit = True
        self._thread.join(5)
