"""Files are fetched from Slack once, and our token goes to nobody else."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.slack import files
from bot.slack.files import Fetched, Patience
from bot.slack.views.files import Chosen
from storage.attachments import File
from tests.gmail import servers
from tests.gmail.servers import CLOSE, HANG, Server, serving

CONTENT = b"%PDF-1.7 and so on"
QUICK = Patience(connect=1, read=0.2, whole=2)


def answered(status: int, content: bytes = CONTENT, **headers: str) -> bytes:
    given = {"Content_Length": str(len(content)), "Content_Type": "application/pdf"} | headers
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status} Word\r\n{lines}\r\n".encode() + content


def plan(url: str, **changes: Any) -> Chosen:
    plain = {"name": "plan.pdf", "size": len(CONTENT), "kind": "application/pdf", "url": url}
    return Chosen(**{**plain, **changes})


def fetched(server: Server, *chosen: Chosen) -> Fetched:
    client = WebClient(token="xoxb-secret", base_url=f"{server.url}/api/")
    return files.fetch(client, chosen or [plan(f"{server.url}/files/plan")], patience=QUICK)


def test_a_file_is_fetched_once_with_the_apps_token() -> None:
    with serving(files=answered(200)) as server:
        found = fetched(server)

        [asked] = server.script.asked
    assert found == Fetched(files=(File(name="plan.pdf", kind="application/pdf", content=CONTENT),))
    assert (asked.method, asked.headers["authorization"]) == ("GET", "Bearer xoxb-secret")


LOGIN = answered(200, b"<html>Sign in</html>", Content_Type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        pytest.param(HANG, "took too long to come", id="silence"),
        pytest.param(CLOSE, "could not be fetched", id="closed without an answer"),
        pytest.param(servers.CUT, "could not be fetched", id="half a file"),
        pytest.param(answered(200, CONTENT[:-1]), "could not be fetched", id="a shorter file"),
        pytest.param(answered(503), "could not be fetched", id="Slack is broken"),
        pytest.param(answered(429), "could not be fetched", id="too many at once"),
        pytest.param(answered(404), "is no longer in Slack", id="deleted meanwhile"),
        pytest.param(answered(200, CONTENT * 9_000), "larger than Slack said", id="a larger file"),
        pytest.param(answered(403), "`files:read`", id="forbidden"),
        pytest.param(LOGIN, "`files:read`", id="the login page in its place"),
        pytest.param(
            answered(302, b"", Location="https://example.com/?redir=plan"), "`files:read`", id="the way to it"
        ),
    ],
)
def test_a_file_that_does_not_come_is_told_in_a_sentence(reply: servers.Reply, told: str) -> None:
    with serving(files=reply) as server:
        found = fetched(server)

        assert len(server.script.asked) == 1
    assert found.files == ()
    [trouble] = found.troubles
    assert told in trouble
    assert "plan.pdf" in trouble


def test_a_redirect_does_not_carry_the_token_away() -> None:
    with serving(elsewhere=answered(200)) as stranger:
        away = answered(302, b"", Location=f"{stranger.url}/elsewhere")
        with serving(files=away) as server:
            assert fetched(server).files == ()

        assert stranger.script.asked == []


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("{stranger}/files/plan", id="another server"),
        pytest.param("http://user@{host}/files/plan", id="a name before the host"),
        pytest.param("{stranger}\\@files.slack.com/plan", id="a host behind a backslash"),
        pytest.param("http://files.slack.com/plan", id="Slack without encryption"),
        pytest.param("https://files.slack.com.example.com/plan", id="a host that only begins like Slack's"),
        pytest.param("https://evilslack.com/plan", id="a host that only ends like Slack's"),
        pytest.param("", id="no address"),
        pytest.param("file:///etc/passwd", id="a file of this machine"),
    ],
)
def test_our_token_is_told_to_slack_only(url: str) -> None:
    with serving(files=answered(200)) as stranger, serving(files=answered(200)) as server:
        host = server.url.removeprefix("http://")
        found = fetched(server, plan(url.format(stranger=stranger.url, host=host)))

        assert stranger.script.asked == server.script.asked == []
    assert found.troubles == (
        "plan.pdf does not lie in Slack itself. Save it on your computer and attach that.",
    )


@pytest.mark.parametrize(
    ("url", "api"),
    [
        pytest.param("https://files.slack.com/files-pri/T1-F1/a.pdf", "https://slack.com/api/", id="Slack"),
        pytest.param("https://acme.slack.com/files/a.pdf", "https://slack.com/api/", id="a workspace's host"),
        pytest.param("https://files.slack-gov.com/a.pdf", "https://slack-gov.com/api/", id="another Slack"),
        pytest.param("http://127.0.0.1:8700/slack/files/F1", "http://127.0.0.1:8700/api/", id="a stand-in"),
    ],
)
def test_slacks_own_servers_are_told_our_token(url: str, api: str) -> None:
    assert files.is_slacks(url, api)


def test_a_web_page_that_was_attached_is_no_login_page() -> None:
    page = b"<html>Our office</html>"
    with serving(files=answered(200, page, Content_Type="text/html")) as server:
        chosen = plan(f"{server.url}/files/page", name="office.html", size=len(page))

        assert [file.content for file in fetched(server, chosen).files] == [page]


def test_one_file_that_does_not_come_keeps_no_other_from_coming() -> None:
    with serving(files__gone=answered(404), files__plan=answered(200)) as server:
        found = fetched(
            server, plan(f"{server.url}/files/gone", name="gone.pdf"), plan(f"{server.url}/files/plan")
        )

    assert [file.name for file in found.files] == ["plan.pdf"]
    assert found.troubles == ("gone.pdf is no longer in Slack. Attach it again.",)


def test_a_file_that_drips_in_is_given_up() -> None:
    with serving(files=answered(200, b"x" * 300_000)) as server:
        client = WebClient(token="xoxb-secret", base_url=f"{server.url}/api/")
        dripping = plan(f"{server.url}/files/plan", size=300_000)
        found = files.fetch(client, [dripping], patience=Patience(connect=1, read=1, whole=0))

    assert found.troubles == ("plan.pdf took too long to come from Slack. Attach it again in a moment.",)
