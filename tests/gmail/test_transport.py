"""One request is carried once, and we know whether it may have been carried out."""

import gzip
import json

import pytest

from gmail.errors import GmailError, OutcomeUnknown, Unavailable
from gmail.transport import Transport
from tests.gmail import servers
from tests.gmail.servers import CLOSE, CUT, GARBAGE, HANG, RESET, Reply, refused, said, serving

SILENT = [
    pytest.param(CLOSE, id="closed without an answer"),
    pytest.param(GARBAGE, id="garbage instead of a status line"),
    pytest.param(RESET, id="connection reset"),
    pytest.param(CUT, id="half an answer"),
    pytest.param(HANG, id="no answer in time"),
]


def transport(read_seconds: float = 0.3) -> Transport:
    return Transport(lambda refused: "fresh" if refused else "stale", read_seconds=read_seconds)


@pytest.mark.parametrize("reply", SILENT)
def test_a_post_without_an_answer_is_unknown_and_never_repeated(reply: Reply) -> None:
    with serving(send=reply) as server:
        with pytest.raises(OutcomeUnknown):
            transport().request(f"{server.url}/send", "POST", body=b"{}")

        assert server.script.posts("send") == 1


@pytest.mark.parametrize("reply", SILENT)
def test_a_read_without_an_answer_is_unavailable_and_never_repeated(reply: Reply) -> None:
    with serving(look=reply) as server:
        with pytest.raises(Unavailable):
            transport().request(f"{server.url}/look")

        assert len(server.script.asked) == 1


def test_a_post_never_travels_on_a_connection_that_was_used_before() -> None:
    with serving(look=said(200, {}), send=[said(200, {"n": 1}), CLOSE]) as server:
        carrier = transport()
        carrier.request(f"{server.url}/look")
        carrier.request(f"{server.url}/send", "POST", body=b"{}")
        with pytest.raises(OutcomeUnknown):
            carrier.request(f"{server.url}/send", "POST", body=b"{}")

        assert server.script.posts("send") == 2


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("http://127.0.0.1:{closed}/send", id="nobody listens"),
        pytest.param("http://no-such-host.invalid/send", id="the name is unknown"),
        pytest.param("https://127.0.0.1:{plain}/send", id="the handshake fails"),
    ],
)
def test_a_post_that_was_surely_not_written_is_unavailable(address: str) -> None:
    with serving(send=CLOSE) as server:
        uri = address.format(closed=servers.closed_port(), plain=server.url.rpartition(":")[2])

        with pytest.raises(Unavailable):
            transport().request(uri, "POST", body=b"{}")

        assert server.script.posts("send") == 0


def test_a_stale_token_is_renewed_once_and_the_request_repeated_once() -> None:
    with serving(send=[refused(401, "authError"), said(200, {"id": "m1"})]) as server:
        response, content = transport().request(f"{server.url}/send", "POST", body=b"{}")

        tokens = [asked.headers["authorization"] for asked in server.script.asked]
        assert (response.status, json.loads(content)) == (200, {"id": "m1"})
        assert tokens == ["Bearer stale", "Bearer fresh"]


def test_a_token_refused_twice_is_handed_back_as_it_is() -> None:
    with serving(send=refused(401, "authError")) as server:
        response, _ = transport().request(f"{server.url}/send", "POST", body=b"{}")

        assert response.status == 401
        assert server.script.posts("send") == 2


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirect_is_not_followed(method: str) -> None:
    with serving(here=said(302, {}, Location="/there"), there=said(200, {})) as server:
        response, _ = transport().request(f"{server.url}/here", method, body=b"")

        assert response.status == 302
        assert len(server.script.asked) == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_compressed_answer_is_unpacked(method: str) -> None:
    packed = gzip.compress(b'{"id": "m1"}')
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    with serving(it=head.encode() + packed) as server:
        _, content = transport().request(f"{server.url}/it", method, body=b"")

    assert content == b'{"id": "m1"}'


def test_what_went_wrong_is_told_without_the_address_of_the_request() -> None:
    with serving(look=CLOSE) as server, pytest.raises(GmailError) as caught:
        transport().request(f"{server.url}/look?q=from%3Agrace@example.com")

    assert "grace" not in str(caught.value)
    assert caught.value.__suppress_context__
