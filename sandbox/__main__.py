"""`python -m sandbox`: the whole product on local stand-ins, in a browser."""

import argparse
import asyncio
import errno
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot import app, settings
from sandbox import hosting
from sandbox.world import World


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, serve, tell the exit status."""
    asked = _parser().parse_args(words)
    options = hosting.Options(port=asked.port, web_port=asked.web_port, folder=asked.state, fresh=asked.fresh)
    try:
        asyncio.run(hosting.host(options, None if asked.no_bot else _application, _say))
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        print(f"Port {asked.port} is taken: choose another with --port." if taken else error, file=sys.stderr)
        return 1
    return 0


def _application(environ: Mapping[str, str], world: World) -> hosting.Application:
    return app.build(settings.load(environ), clock=world.now)


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="Overture on local stand-ins, in a browser."
    )
    parser.add_argument("--port", type=int, default=8700, help="of the page and the stand-ins")
    parser.add_argument("--web-port", type=int, default=8701, help="of the application's own web pages")
    parser.add_argument(
        "--state", type=Path, default=Path(".sandbox"), help="folder that remembers between starts"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="forget everything, the application's database included"
    )
    parser.add_argument("--no-bot", action="store_true", help="the stand-ins only")
    return parser


if __name__ == "__main__":
    sys.exit(main())
