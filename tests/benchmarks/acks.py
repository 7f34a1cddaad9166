"""How soon Slack is answered when sixteen people press at once: `python -m tests.benchmarks.acks`.

From a request's arrival to its acknowledgement, with 100,000 enrollments in the database, beside the same requests in
a Bolt application that does nothing but acknowledge them. Slack is another process that answers yes to everything.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltRequest

from bot.outreach import people
from bot.outreach.candidates import enrolling, knowing
from bot.outreach.house import House
from bot.outreach.mailboxes.connecting import Door, Sessions
from bot.outreach.people import Profile, Who
from bot.outreach.plans import drafting
from bot.outreach.plans.trying import Bench
from bot.rules.drafts import StageDraft
from bot.slack import buttons, routes, runner
from bot.slack.room import Room
from bot.slack.views import enroll as enroll_view, sequence as sequence_view, stage as stage_view
from bot.slack.work import Work
from storage.database import Database
from tests.benchmarks import places, results, server
from tests.benchmarks.crowd import TEAM, Crowd, scattered
from tests.benchmarks.results import Goal

PEOPLE = 100_000
ABREAST = 16
ROUNDS = 20
MOST = 300.0  # milliseconds of the three thousand Slack waits
YES = """
import http.server, json, sys
ANSWER = json.dumps({"ok": True, "ts": "1.1", "channel": "D1", "view": {"id": "V1", "hash": "1"}}).encode()
class Yes(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)
    def log_message(self, *said): pass
slack = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Yes)
print(slack.server_address[1], flush=True)
slack.serve_forever()
"""

Body = dict[str, Any]
Kinds = dict[str, Callable[[int], Body]]


def measure(kind: str) -> list[dict[str, Any]]:
    """Press everything sixteen times at once, ours and bare."""
    with places.filled(kind, Crowd(enrollments=PEOPLE, now=places.START)) as address, _slack() as url:
        db = places.database(address)
        door = _door()
        bench = Bench(db, Sessions(db, door.google, _clock), House(), _clock)
        room = Room(db=db, house=House(), door=door, clock=_clock, bench=bench)
        kinds = _kinds(db, places.START)
        with ThreadPoolExecutor(runner.LISTENERS) as listeners:
            ours = runner.app(runner.client(url, "xoxb-bench"), "", listeners)
            work = Work()
            routes.register(ours, room, work)
            found = [_told(kind, "overture", _pressed(ours, kinds, work.rest))]
            found.append(_told(kind, "bare Bolt", _pressed(_bare(url, listeners), kinds, lambda: None)))
        db.close()
    return found


def goals(figures: list[dict[str, Any]]) -> list[Goal]:
    """Hold the ninety-fifth percentile to 300 ms."""
    return [
        Goal(
            what=f"p95 from request to ack, {one['kind']}, ms", measured=one["p95"], wanted=MOST, at_most=True
        )
        for one in figures
        if one["what"] == "overture"
    ]


def tell(figures: list[dict[str, Any]]) -> str:
    """Draw the figures."""
    rows = [
        [one["kind"], one["what"], *(float(one[name]) for name in ("p50", "p95", "most"))] for one in figures
    ]
    return results.table(["16 at once, 100,000 enrolled", "", "p50 ms", "p95 ms", "slowest ms"], rows)


def _told(kind: str, what: str, taken: list[float]) -> dict[str, Any]:
    ordered = sorted(second * 1000 for second in taken)
    at = {"p50": 0.5, "p95": 0.95}
    figures = {name: ordered[int(len(ordered) * part)] for name, part in at.items()}
    return {"kind": kind, "what": what, "count": len(ordered), "most": ordered[-1], **figures}


def _pressed(app: App, kinds: Kinds, rest: Callable[[], object]) -> list[float]:
    """Let sixteen people press something at the same moment, each something else, and look at what is drawn.

    Then they press the next thing; the first round warms up.
    """
    taken: list[float] = []
    makers = list(kinds.values())
    with ThreadPoolExecutor(ABREAST) as crowd:
        for number in range(ROUNDS * len(makers)):
            people = range(number * ABREAST, (number + 1) * ABREAST)
            bodies = [makers[(number + n) % len(makers)](n) for n in people]
            seconds = list(crowd.map(lambda body: _acknowledged(app, body), bodies))
            rest()
            taken += seconds if number >= len(makers) else []
    return taken


def _acknowledged(app: App, body: Body) -> float:
    began = time.perf_counter()
    answer = app.dispatch(BoltRequest(body=body, mode="socket_mode"))
    seconds = time.perf_counter() - began
    assert answer.status == 200, (answer.status, body)
    return seconds


def _bare(url: str, listeners: ThreadPoolExecutor) -> App:
    app = runner.app(runner.client(url, "xoxb-bench"), "", listeners)

    def yes(ack: Ack) -> None:
        ack()

    for name in routes.COMMANDS:
        app.command(name)(yes)
    for name in buttons.ACTIONS:
        app.action(name)(yes)
    for name in routes.SUBMISSIONS:
        app.view_submission(name)(yes)
    for name in routes.EVENTS:
        app.event(name)(yes)
    return app


def _kinds(db: Database, now: datetime) -> Kinds:
    for number in range(1, ABREAST + 1):
        people.refresh(db, _who(number), Profile(name="Ana Lovelace", title="", zone="Europe/Berlin"), now)
    forms = {number: _stage_form(db, number, now) for number in range(1, ABREAST + 1)}
    enrolls = {number: _enroll_form(db, number, now) for number in range(1, ABREAST + 1)}
    return {
        "list": lambda n: _command(n, "/sequence", "list"),
        "show": lambda n: _command(n, "/sequence", f"show Backend {n % 20 + 1}"),
        "why": lambda n: _command(n, "/why", f"grace.{scattered(n % 1000 + 1)}@example.com"),
        "home": lambda n: _event(n),
        "editor": lambda n: _action(n, forms[_desk(n)][1], sequence_view.ADD_STAGE),
        "stage saved": lambda n: _submission(n, forms[_desk(n)][0], f"s{n}"),
        "enrolled": lambda n: _submission(n, _with_address(enrolls[_desk(n)], n), f"e{n}"),
    }


def _desk(n: int) -> int:
    return n % ABREAST + 1


def _who(number: int) -> Who:
    return Who(team=TEAM, slack_id=f"U{number}")


def _stage_form(db: Database, number: int, now: datetime) -> tuple[Body, Body]:
    editor = drafting.open_editor(db, _who(number), name=f"Plan {number}", now=now)
    form = drafting.stage_form(db, _who(number), editor.draft_id, "", now=now)
    stage = StageDraft(subject="A role for {{first_name}}", body="Hello **{{first_name}}**, shall we talk?")
    form = type(form)(
        draft_id=form.draft_id, key="", opened="", number=form.number, stage=stage, first_email=True
    )
    return stage_view.build(form), sequence_view.build(editor)


def _enroll_form(db: Database, number: int, now: datetime) -> Body:
    asked = knowing.Asked(first_name="Alan", last_name="Turing", sequence_id=1)
    return enroll_view.build(enrolling.form(db, _who(number), asked, house=House(), now=now))


def _with_address(view: Body, n: int) -> Body:
    typed = {"type": "email_text_input", "value": f"alan.{n}@example.org"}
    state = {"values": {enroll_view.ADDRESS_BLOCK: {enroll_view.ADDRESS: typed}}}
    return {**view, "state": state}


def _user(n: int) -> Body:
    return {"user": {"id": f"U{_desk(n)}", "team_id": TEAM}, "team": {"id": TEAM}, "api_app_id": "A1"}


def _command(n: int, command: str, text: str) -> Body:
    return {
        "command": command, "text": text, "user_id": f"U{_desk(n)}", "team_id": TEAM, "channel_id": "D1",
        "trigger_id": f"t{n}", "api_app_id": "A1",
    }  # fmt: skip


def _event(n: int) -> Body:
    event = {"type": "app_home_opened", "tab": "home", "user": f"U{_desk(n)}"}
    return {
        "type": "event_callback",
        "event": event,
        "team_id": TEAM,
        "api_app_id": "A1",
        "event_id": f"Ev{n}",
    }


def _action(n: int, view: Body, action: str) -> Body:
    shown = {**view, "id": "V1", "hash": f"{n}", "state": {"values": {}}}
    pressed = {"action_id": action, "block_id": "b", "type": "button", "value": ""}
    return {**_user(n), "type": "block_actions", "trigger_id": f"t{n}", "view": shown, "actions": [pressed]}


def _submission(n: int, view: Body, made: str) -> Body:
    shown = {"state": {"values": {}}, **view, "id": made, "hash": made}
    return {**_user(n), "type": "view_submission", "trigger_id": f"t{n}", "view": shown}


def _clock() -> datetime:
    return places.START


def _door() -> Door:
    return Door(
        google=server.google("http://127.0.0.1:9"), redirect_uri="http://127.0.0.1:8080/google/callback"
    )


@contextmanager
def _slack() -> Iterator[str]:
    answering = subprocess.Popen([sys.executable, "-c", YES], stdout=subprocess.PIPE, text=True)
    assert answering.stdout is not None
    try:
        yield f"http://127.0.0.1:{answering.stdout.readline().strip()}"
    finally:
        answering.kill()
        answering.wait()


def main() -> None:
    """Measure what the command line names."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--kind", action="append", choices=places.KINDS)
    given = asked.parse_args()
    places.hush()
    figures = [one for kind in given.kind or places.KINDS for one in measure(kind)]
    results.keep("acks", {"machine": results.machine(), "figures": figures})
    results.say("From request to acknowledgement", tell(figures))


if __name__ == "__main__":
    main()
