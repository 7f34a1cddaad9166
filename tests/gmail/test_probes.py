"""Gmail put to the test, over the wire: what it does, and what is seen when it misbehaves."""

from collections.abc import Callable

import pytest

from gmail import probes
from gmail.client import Gmail
from gmail.observed import Disguise, Observed
from gmail.probes import Bench, WrongMailbox
from tests.gmail.stand_in import ANA, GRACE, StandIn


def opener(stand_in: StandIn, address: str = ANA) -> Callable[[], Gmail]:
    return lambda: stand_in.gmail(address)


def observed(stand_in: StandIn) -> Observed:
    return Bench(opener(stand_in), ANA, wait=lambda _: None).observe()


def test_a_draft_leaves_once_however_often_it_is_sent(stand_in: StandIn) -> None:
    seen = observed(stand_in)

    assert (seen.second.outcomes, seen.second.arrived) == (("sent", "404"), 1)
    assert (sorted(seen.parallel.outcomes), seen.parallel.arrived) == (["404", "sent"], 1)


def test_our_header_lasts_and_the_message_id_does_not(stand_in: StandIn) -> None:
    journey = observed(stand_in).journey

    assert journey.tokens == (True, True, True)
    assert journey.rfc_ids[0] != journey.rfc_ids[1] == journey.rfc_ids[2]
    assert journey.thread_ids[0] == journey.thread_ids[1]
    assert (journey.was_received, journey.text_unchanged) == (True, True)
    assert journey.history_seconds is not None
    assert journey.thread_seconds is not None


def test_senders_are_what_gmail_makes_of_them(stand_in: StandIn) -> None:
    seen = observed(stand_in)

    assert seen.unverified.became == ANA
    assert seen.alias == Disguise(asked="talent@acme.example", became="talent@acme.example")


def test_an_alias_that_waits_for_its_confirmation_is_the_one_that_is_tried(stand_in: StandIn) -> None:
    stand_in.control("alias", address=ANA, alias="talent@acme.example", accepted=False)

    seen = observed(stand_in)

    assert (seen.unverified.asked, seen.alias) == ("talent@acme.example", None)


def test_mails_go_from_the_mailbox_to_itself_and_no_draft_is_left(stand_in: StandIn) -> None:
    stand_in.control("rules", drafts_stay=1)
    observed(stand_in)

    mails = stand_in.state.accounts[ANA].mailbox.messages.values()
    assert {mail.letter.raw("To") for mail in mails} == {ANA}
    assert {mail.letter.text("Subject") for mail in mails} == {probes.SUBJECT}
    assert stand_in.state.accounts[ANA].mailbox.drafts == {}
    others = [one for one in stand_in.state.accounts.values() if one.address != ANA]
    assert not any(one.mailbox.messages for one in others)


def test_no_draft_is_left_when_google_breaks_the_trial_off(stand_in: StandIn) -> None:
    stand_in.control("fault", path="drafts/send", method="POST", kind="403:domainPolicy", times=9)

    with pytest.raises(Exception, match="domainPolicy"):
        observed(stand_in)

    assert stand_in.state.accounts[ANA].mailbox.drafts == {}


def test_another_mailbox_than_the_one_named_is_not_touched(stand_in: StandIn) -> None:
    with pytest.raises(WrongMailbox):
        Bench(opener(stand_in, GRACE), ANA).observe()

    assert stand_in.posts("drafts") == 0


def test_a_draft_that_can_be_sent_twice_is_seen(stand_in: StandIn) -> None:
    stand_in.control("rules", drafts_stay=1)

    seen = observed(stand_in)

    assert (seen.second.outcomes, seen.second.arrived) == (("sent", "sent"), 2)
    assert seen.parallel.arrived == 2


def test_a_header_that_is_stripped_is_seen(stand_in: StandIn) -> None:
    stand_in.control("rules", strips_own_headers=1)

    assert observed(stand_in).journey.tokens == (True, False, False)


def test_an_alias_that_is_rewritten_is_seen(stand_in: StandIn) -> None:
    stand_in.control("rules", rewrites_aliases=1)

    alias = observed(stand_in).alias
    assert alias is not None
    assert alias.became == ANA


def test_a_sender_nobody_verified_is_seen(stand_in: StandIn) -> None:
    stand_in.control("rules", takes_any_sender=1)

    unverified = observed(stand_in).unverified
    assert unverified.became == unverified.asked
