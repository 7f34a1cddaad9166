"""Evidence of what became of a draft, over the wire."""

import pytest

from gmail import drafts
from gmail.answers import Draft
from gmail.client import Gmail
from gmail.drafts import Edited, Evidence, Nothing, SentAs, Waiting
from gmail.errors import NotFound, OutcomeUnknown
from tests.gmail import stand_in as stands
from tests.gmail.stand_in import ANA, GRACE, TOKEN, StandIn


def evidence(gmail: Gmail, draft: Draft, cursor: int) -> Evidence:
    return drafts.evidence(
        gmail,
        draft_id=draft.id,
        draft_message_id=draft.message_id,
        thread_id=draft.thread_id,
        token=TOKEN,
        cursor=cursor,
    )


@pytest.mark.parametrize("kind", ["lost_answer", "reset", "half_answer", "503"])
def test_a_send_that_was_carried_out_is_found_and_was_posted_once(stand_in: StandIn, kind: str) -> None:
    gmail = stand_in.gmail()
    draft = stands.draft(gmail)
    cursor = gmail.profile().history_id
    stand_in.control("fault", path="drafts/send", method="POST", kind=kind, times=9)

    with pytest.raises(OutcomeUnknown):
        gmail.send_draft(draft.id)

    found = evidence(gmail, draft, cursor)
    assert isinstance(found, SentAs)
    assert gmail.message(found.message_id).token == TOKEN
    assert stand_in.posts("drafts/send") == 1


def test_a_send_that_never_arrived_leaves_the_draft_waiting(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    draft = stands.draft(gmail)
    cursor = gmail.profile().history_id
    stand_in.control("fault", path="drafts/send", method="POST", kind="drop_before", times=9)

    with pytest.raises(OutcomeUnknown):
        gmail.send_draft(draft.id)

    assert evidence(gmail, draft, cursor) == Waiting()
    assert stand_in.posts("drafts/send") == 1


def test_a_sent_mail_is_found_in_its_thread_when_history_is_gone(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    draft = stands.draft(gmail)
    cursor = gmail.profile().history_id
    sent = gmail.send_draft(draft.id)
    stand_in.control("expire_history", address=ANA)

    assert evidence(gmail, draft, cursor) == SentAs(message_id=sent.message_id, thread_id=sent.thread_id)


def test_a_draft_a_person_has_changed_is_no_longer_ours_to_send(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    draft = stands.draft(gmail)
    stand_in.control("draft", address=ANA, draft_id=draft.id, op="edit")

    assert evidence(gmail, draft, gmail.profile().history_id) == Edited()


@pytest.mark.parametrize("expired", [False, True], ids=["history there", "history gone"])
def test_a_draft_that_is_gone_proves_nothing(stand_in: StandIn, expired: bool) -> None:
    gmail = stand_in.gmail()
    cursor = gmail.profile().history_id
    draft = stands.draft(gmail)
    gmail.send_draft(stands.draft(gmail, token="another").id)
    stand_in.control("draft", address=ANA, draft_id=draft.id, op="delete")
    if expired:
        stand_in.control("expire_history", address=ANA)

    assert evidence(gmail, draft, cursor) == Nothing()


def test_a_draft_is_sent_once_and_then_gone(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    draft = stands.draft(gmail)
    gmail.send_draft(draft.id)

    with pytest.raises(NotFound):
        gmail.send_draft(draft.id)


def test_orphans_are_swept_and_nothing_else(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    orphan, kept = stands.draft(gmail), stands.draft(gmail)
    other = stands.draft(gmail, token="another-touch")

    assert drafts.sweep(gmail, token=TOKEN, keep=kept.id) == (orphan.id,)
    assert {draft.id for draft in gmail.drafts()} == {kept.id, other.id}


def test_an_orphan_that_vanishes_while_we_sweep_is_no_trouble(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    stands.draft(gmail)
    stand_in.control("fault", path="/drafts/", method="DELETE", kind="404", times=1)

    assert drafts.sweep(gmail, token=TOKEN, keep="") == ()


def test_the_last_gate_sees_every_answer_but_not_our_own_mail(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    sent = gmail.send_draft(stands.draft(gmail).id)
    waiting = stands.draft(
        gmail,
        token="next",
        thread_id=sent.thread_id,
        subject="Re: A role for you",
        in_reply_to=gmail.message(sent.message_id).rfc_id,
        references=(gmail.message(sent.message_id).rfc_id,),
    )
    assert waiting.thread_id == sent.thread_id
    assert drafts.newer_than_ours(gmail, sent.thread_id) == ()

    stand_in.move(minutes=1)
    stand_in.control("answer", address=GRACE, kind="reply")
    (answer,) = drafts.newer_than_ours(gmail, sent.thread_id)

    assert answer.from_address == GRACE
    assert drafts.newer_than_ours(gmail, sent.thread_id, known={answer.id}) == ()


def test_the_last_gate_sees_what_the_recruiter_wrote_by_hand(stand_in: StandIn) -> None:
    gmail = stand_in.gmail()
    sent = gmail.send_draft(stands.draft(gmail).id)
    stand_in.move(minutes=1)
    stand_in.control("compose", address=ANA, to=GRACE, text="One more thing", thread_id=sent.thread_id)

    (by_hand,) = drafts.newer_than_ours(gmail, sent.thread_id)

    assert (by_hand.from_address, by_hand.token) == (ANA, "")
