"""Fetch what people uploaded into Slack: once, within limits, and with our token sent to Slack alone."""

import contextlib
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus

import structlog
import urllib3
from slack_sdk import WebClient
from urllib3.exceptions import HTTPError, LocationParseError, TimeoutError as SlowError
from urllib3.util import Url, parse_url

from bot.refusals import Refusal
from bot.slack.views import parts
from bot.slack.views.files import Chosen
from storage.attachments import File

log = structlog.get_logger()

SLACK = "slack.com"
CONNECT_SECONDS = 5.0
READ_SECONDS = 5.0
PATIENCE = 8.0  # a process that is told to stop waits for its listeners
CHUNK = 65_536
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The files that came, and a sentence for each that did not."""

    files: tuple[File, ...]
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How many seconds Slack has to begin an answer, to go on with it, and for all files together."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    whole: float = PATIENCE


def begin(client: WebClient, chosen: Iterable[Chosen]) -> Future[Fetched]:
    """Begin to fetch files, for somebody who cannot wait until they are all there."""
    future: Future[Fetched] = Future()
    threading.Thread(target=_finish, args=(future, client, tuple(chosen)), name="files", daemon=True).start()
    return future


def _finish(future: Future[Fetched], client: WebClient, chosen: tuple[Chosen, ...]) -> None:
    try:
        future.set_result(fetch(client, chosen))
    except Exception as error:  # noqa: BLE001  it is raised where the files are waited for
        future.set_exception(error)


def fetch(client: WebClient, chosen: Iterable[Chosen], *, patience: Patience = Patience()) -> Fetched:  # noqa: B008
    """Fetch files one after the other; one that does not come keeps no other from coming."""
    until = time.monotonic() + patience.whole
    files, troubles = [], []
    for file in chosen:
        try:
            content = _content(client, file, patience, until)
        except Refusal as refusal:
            log.warning("file not fetched", reason=refusal.what.replace(_called(file), "it"))
            troubles.append(str(refusal))
        else:
            files.append(File(name=file.name, kind=file.kind, content=content))
    return Fetched(files=tuple(files), troubles=tuple(troubles))


def _content(client: WebClient, file: Chosen, patience: Patience, until: float) -> bytes:
    url = _own(file, client.base_url)
    headers = {"authorization": f"Bearer {client.token}", "accept-encoding": "identity"}
    timeout = urllib3.Timeout(connect=patience.connect, read=patience.read)
    try:
        with urllib3.PoolManager(timeout=timeout, retries=False) as pool:
            # A redirect would carry the token to wherever it points.
            response = pool.request("GET", url.url, headers=headers, redirect=False, preload_content=False)
            with contextlib.closing(response):
                _demand_file(file, response.status, response.headers.get("content-type", ""))
                return _read(file, response, until)
    except SlowError as error:
        raise _late(file) from error
    except (HTTPError, OSError, ValueError) as error:
        raise _broken(file) from error


def _own(file: Chosen, api_url: str) -> Url:
    if not is_slacks(file.url, api_url):
        raise Refusal(
            f"{_called(file)} does not lie in Slack itself.", "Save it on your computer and attach that."
        )
    return parse_url(file.url)


def is_slacks(address: str, api_url: str) -> bool:
    """Tell whether an address may be told our token: Slack's own hosts, or the server whose API we talk to."""
    try:
        url, api = parse_url(address), parse_url(api_url)
    except LocationParseError:
        return False
    if url.auth is not None or not url.host:
        return False
    roots = {SLACK, (api.host or SLACK).lower()}
    host = url.host.lower()
    under = any(host == root or host.endswith(f".{root}") for root in roots)
    return _origin(url) == _origin(api) or (under and url.scheme == "https")


def _origin(url: Url) -> tuple[str, str, int]:
    scheme = url.scheme or ""
    return scheme, (url.host or "").lower(), url.port or PORTS.get(scheme, 0)


def _demand_file(file: Chosen, status: int, kind: str) -> None:
    # Slack answers a token it does not accept with its login page, or the way to it.
    is_page = kind.lower().startswith("text/html") and not file.name.lower().endswith((".html", ".htm"))
    if status in {401, 403} or 300 <= status < 400 or (status == HTTPStatus.OK and is_page):
        what = f"Slack does not let me read {_called(file)}."
        raise Refusal(what, "An administrator has to give the app the scope `files:read` and reinstall it.")
    if status in {404, 410}:
        raise Refusal(f"{_called(file)} is no longer in Slack.", "Attach it again.")
    if status != HTTPStatus.OK:
        raise _broken(file)


def _read(file: Chosen, response: urllib3.BaseHTTPResponse, until: float) -> bytes:
    content = bytearray()
    for chunk in response.stream(CHUNK):
        content += chunk
        if len(content) > file.size:
            raise Refusal(f"{_called(file)} is larger than Slack said.", "Attach it again.")
        if time.monotonic() > until:
            raise _late(file)
    if len(content) < file.size:
        raise _broken(file)
    return bytes(content)


def _called(file: Chosen) -> str:
    return parts.one_line(file.name, 60)


def _late(file: Chosen) -> Refusal:
    return Refusal(f"{_called(file)} took too long to come from Slack.", "Attach it again in a moment.")


def _broken(file: Chosen) -> Refusal:
    return Refusal(f"{_called(file)} could not be fetched from Slack.", "Attach it again in a moment.")
