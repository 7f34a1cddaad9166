"""One mailbox from consent to answer, over the wire."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from gmail import classify, compose, oauth, sync
from gmail.classify import Kind
from gmail.client import Gmail
from gmail.errors import AccessLost, ConsentFailed
from gmail.failures import Bounce
from gmail.oauth import Grant
from gmail.wishes import Hint
from tests.gmail import stand_in as stands
from tests.gmail.stand_in import ANA, GRACE, StandIn
from tests.gmail.watching import Watching

BACK = "http://127.0.0.1:9/back"


def consent(stand_in: StandIn, **choices: object) -> Grant:
    verifier = oauth.new_verifier()
    url = oauth.consent_url(
        stand_in.google, redirect_uri=BACK, state="s-1", verifier=verifier, login_hint=ANA
    )
    location = stand_in.control("consent", url=url, **choices)["location"]
    came_back = parse_qs(urlsplit(location).query)
    assert came_back["state"] == ["s-1"]
    return oauth.exchange(stand_in.google, code=came_back["code"][0], verifier=verifier, redirect_uri=BACK)


def test_a_recruiter_connects_writes_and_is_answered(stand_in: StandIn) -> None:
    grant = consent(stand_in)
    gmail = Gmail(stand_in.google, grant.refresh_token, stand_in.state.world.now)
    profile = gmail.profile()
    own = [alias.address for alias in gmail.send_as()]
    assert (grant.email, profile.address, sorted(own)) == (ANA, ANA, [ANA, "talent@acme.example"])

    sent = gmail.send_draft(stands.draft(gmail).id)
    first = gmail.message(sent.message_id)
    stand_in.move(days=3)
    follow_up = stands.draft(
        gmail,
        token="second",
        thread_id=sent.thread_id,
        subject=compose.reply_subject("A role for you"),
        in_reply_to=first.rfc_id,
        references=compose.thread_references(first.references, first.rfc_id),
    )
    assert gmail.send_draft(follow_up.id).thread_id == sent.thread_id
    stand_in.move(hours=1)
    stand_in.control("answer", address=GRACE, kind="reply", text="Yes, I'd be happy to talk!")

    batch = sync.read(gmail, profile.history_id, Watching(threads={sent.thread_id}))
    meanings = [classify.classify(mail, own=own) for mail in batch.messages]
    assert [meaning.kind for meaning in meanings] == [Kind.OWN, Kind.OWN, Kind.HUMAN]
    assert (meanings[-1].text, meanings[-1].hint) == ("Yes, I'd be happy to talk!", Hint.INTERESTED)


def test_a_follow_up_lies_in_the_same_thread_on_the_candidates_side(stand_in: StandIn) -> None:
    gmail, grace = stand_in.gmail(), stand_in.gmail(GRACE)
    cursor = grace.profile().history_id
    sent = gmail.send_draft(stands.draft(gmail).id)
    real = gmail.message(sent.message_id).rfc_id
    second = stands.draft(
        gmail,
        thread_id=sent.thread_id,
        subject="Re: A role for you",
        in_reply_to=real,
        references=compose.thread_references((), real),
    )
    gmail.send_draft(second.id)

    first, follow_up = sync.read(grace, cursor, Watching(addresses={ANA})).messages

    assert first.thread_id == follow_up.thread_id
    assert (first.rfc_id, follow_up.in_reply_to) == (real, real)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param("reply", Kind.HUMAN, id="a person answers"),
        pytest.param("opt_out", Kind.HUMAN, id="a person wants to be left alone"),
        pytest.param("away", Kind.AUTO_REPLY, id="a machine says they are away"),
        pytest.param("left", Kind.AUTO_REPLY, id="a machine says they have left"),
        pytest.param("bounce", Kind.BOUNCE, id="the mail comes back"),
        pytest.param("delay", Kind.DELAY, id="the mail is late"),
        pytest.param("accept", Kind.CALENDAR, id="an invitation is accepted"),
        pytest.param("new_thread", Kind.HUMAN, id="a person starts afresh"),
        pytest.param("assistant", Kind.HUMAN, id="an assistant answers"),
    ],
)
def test_what_comes_back_is_what_it_is(stand_in: StandIn, kind: str, expected: Kind) -> None:
    gmail = stand_in.gmail()
    sent = gmail.send_draft(stands.draft(gmail).id)
    ours = gmail.message(sent.message_id).rfc_id
    cursor = gmail.profile().history_id
    stand_in.control("answer", address=GRACE, kind=kind)

    watching = Watching(threads={sent.thread_id}, rfc_ids={ours}, addresses={GRACE})
    (mail,) = sync.read(gmail, cursor, watching).messages
    meaning = classify.classify(mail, own=[ANA])

    assert meaning.kind is expected
    assert (meaning.opted_out, meaning.left) == (kind == "opt_out", kind == "left")
    assert meaning.returns_on == (date(2026, 11, 30) if kind == "away" else None)


def test_a_bounce_is_about_the_mail_it_gives_back(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    sent = gmail.send_draft(stands.draft(gmail).id)
    cursor = gmail.profile().history_id
    stand_in.control("answer", address=GRACE, kind="bounce")

    (mail,) = sync.read(gmail, cursor, Watching(threads={sent.thread_id})).messages
    meaning = classify.classify(mail, own=[ANA])

    assert (meaning.bounce, meaning.recipients) == (Bounce.HARD, (GRACE,))
    assert (meaning.token, meaning.about) == (stands.TOKEN, gmail.message(sent.message_id).rfc_id)


def test_an_unticked_box_is_noticed_at_once(stand_in: StandIn) -> None:
    with pytest.raises(ConsentFailed) as caught:
        consent(stand_in, untick=[oauth.READONLY])

    assert caught.value.reason == "scope_missing"


def test_access_that_was_taken_away_is_lost(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    gmail.profile()
    stand_in.control("revoke", address=ANA)

    with pytest.raises(AccessLost):
        gmail.profile()


def test_access_that_was_given_back_is_lost(stand_in: StandIn) -> None:
    grant = consent(stand_in)
    oauth.revoke(stand_in.google, grant.refresh_token)

    with pytest.raises(AccessLost):
        Gmail(stand_in.google, grant.refresh_token, stand_in.state.world.now).profile()
