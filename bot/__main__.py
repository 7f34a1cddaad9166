"""`python -m bot serve | work | migrate | doctor | selftest | rotate-keys | report | lint`: arguments only."""

import argparse
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing

from bot.settings import BadSettings, Settings, load


def main(words: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> int:
    """Run one command; tell the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Overture: sequences inside Slack.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (about, _) in COMMANDS.items():
        command = commands.add_parser(name, help=about, description=about)
        if name == "selftest":
            command.add_argument("--mailbox", default="", help="the connected mailbox to be tested")
            command.add_argument("--yes", action="store_true", help="do not ask before mails are sent")
        if name == "report":
            _report_flags(command)
        if name == "lint":
            command.add_argument("files", nargs="+", metavar="FILE", help="a sequence as YAML")
    asked = vars(parser.parse_args(words))
    name = str(asked.pop("command"))
    if name in WITHOUT_SETTINGS:
        return COMMANDS[name][1](**asked)
    try:
        settings = load(os.environ if environ is None else environ)
    except BadSettings as problems:
        return _refused(problems)
    return COMMANDS[name][1](settings, **asked)


def _report_flags(command: argparse.ArgumentParser) -> None:
    command.add_argument("--html", default="", metavar="FILE", help="write one page with charts")
    command.add_argument("--csv", default="", metavar="FILE", help="write a table for spreadsheets")
    command.add_argument(
        "--period", default="", help="7d, 30d, 90d, this month, last quarter; all if it is not said"
    )
    command.add_argument("--team", default="", help="the workspace, where there are several (T0123)")
    command.add_argument("--zone", default="UTC", help="whose days and weeks count, as in Europe/Berlin")


def _refused(problems: BadSettings) -> int:
    print(f"Overture cannot start. Mend these settings:\n{problems}", file=sys.stderr)
    return 2


def serve(settings: Settings) -> int:
    """Talk to Slack, serve the web, run the loops."""
    return _run(settings, talk=True)


def work(settings: Settings) -> int:
    """Run the loops only."""
    return _run(settings, talk=False)


def _run(settings: Settings, *, talk: bool) -> int:
    from bot import app, logs
    from bot.slack.runner import SlackUnreachable
    from storage.errors import DatabaseTrouble

    logs.configure()
    stopping = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stopping.set())
    try:
        application = app.build(settings)
    except BadSettings as problems:
        return _refused(problems)
    except DatabaseTrouble as trouble:
        return _failed(trouble)
    try:
        application.start(talk=talk)
    except (DatabaseTrouble, SlackUnreachable, OSError) as trouble:
        application.stop()
        return _failed(trouble)
    gc.collect()
    gc.freeze()  # what is loaded by now stays: to look through it for garbage is a tenth of the work of sending
    stopping.wait()
    if not application.stop():
        # Python would wait for the threads that are left; what they hold is settled by evidence at the next start.
        sys.stdout.flush()
        os._exit(0)
    return 0


def migrate(settings: Settings) -> int:
    """Bring the database to this version."""
    from storage import migrate as migrations
    from storage.database import Database
    from storage.errors import DatabaseTrouble
    from storage.vault import Vault

    try:
        database = Database(settings.database_url, Vault(settings.encryption_keys))
        migrations.to_head(database)
    except DatabaseTrouble as trouble:
        return _failed(trouble)
    database.close()
    print("The database is up to date.")
    return 0


def doctor(settings: Settings) -> int:
    """Name everything that is missing or refused, with the fix."""
    from bot import doctor as examination

    findings = examination.examine(settings)
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'BAD '} {finding.what}")
        if finding.fix:
            print(f"     {finding.fix}")
    return 0 if all(finding.ok for finding in findings) else 1


def selftest(settings: Settings, *, mailbox: str = "", yes: bool = False) -> int:
    """Find out what Gmail does where nobody promised anything."""
    from bot import selftest as trial
    from bot.refusals import Refusal
    from storage.errors import DatabaseTrouble
    from storage.vault import UnreadableSecret

    if not mailbox:
        print("Name the mailbox: python -m bot selftest --mailbox ana@acme.example", file=sys.stderr)
        return 2
    try:
        return trial.run(settings, mailbox, say=print, agreed=lambda question: yes or _agreed(question))
    except (DatabaseTrouble, UnreadableSecret, Refusal) as trouble:
        return _failed(trouble)


def _agreed(question: str) -> bool:
    print(question)
    try:
        return input("Type yes to go on: ").strip().lower() == "yes"
    except EOFError:
        return False


def rotate_keys(settings: Settings) -> int:
    """Seal every refresh token anew with the first of ENCRYPTION_KEYS."""
    from bot.clock import system_clock
    from storage import grants, marks, migrate as migrations, revocations
    from storage.database import Database
    from storage.errors import DatabaseTrouble
    from storage.vault import UnreadableSecret, Vault

    try:
        database = Database(settings.database_url, Vault(settings.encryption_keys))
        migrations.demand_current(database)
        with database.transaction() as tx:
            count = grants.reseal_all(tx)
            revocations.reseal_all(tx)
            marks.reseal(tx, system_clock())
    except (DatabaseTrouble, UnreadableSecret) as trouble:
        return _failed(trouble)
    database.close()
    print(f"{count} refresh tokens are sealed with the newest key; the older keys may go.")
    return 0


def report(
    settings: Settings, *, html: str, csv: str, period: str = "", team: str = "", zone: str = "UTC"
) -> int:
    """Write the numbers as a page or as CSV."""
    from bot import clock
    from bot.refusals import Refusal
    from bot.report import page
    from storage import migrate as migrations
    from storage.database import Database
    from storage.errors import DatabaseTrouble
    from storage.vault import Vault

    if not html and not csv:
        print("Say where to: python -m bot report --html report.html", file=sys.stderr)
        return 2
    now = clock.system_clock()
    try:
        with closing(Database(settings.database_url, Vault(settings.encryption_keys))) as database:
            migrations.demand_current(database)
            counted = page.count(database, team=team, period=period, zone=zone, now=now)
            page.write(counted, html=html, csv=csv, now=now, say=print)
    except (DatabaseTrouble, Refusal, OSError) as trouble:
        return _failed(trouble)
    return 0


def lint(files: Sequence[str]) -> int:
    """Show every stage of sequences in files, and what is wrong with them."""
    from bot import lint as reading

    return reading.run(files, say=print, complain=lambda line: print(line, file=sys.stderr))


def _failed(trouble: Exception) -> int:
    print(str(trouble) or type(trouble).__name__, file=sys.stderr)
    return 1


COMMANDS: Mapping[str, tuple[str, Callable[..., int]]] = {
    "serve": ("talk to Slack, serve the web and run the loops, in one process", serve),
    "work": ("run the loops only, beside a serving process on PostgreSQL", work),
    "migrate": ("bring the database to this version", migrate),
    "doctor": ("name everything that is missing or refused, with the fix", doctor),
    "selftest": ("find out on one mailbox what Gmail does, by mails from it to itself", selftest),
    "rotate-keys": ("seal every refresh token with the first of ENCRYPTION_KEYS", rotate_keys),
    "report": ("write the numbers of all shared sequences as a page with charts, or as CSV", report),
    "lint": ("show every stage of sequences in files to made-up people, and what is wrong with them", lint),
}
WITHOUT_SETTINGS = frozenset({"lint"})

if __name__ == "__main__":
    sys.exit(main())
