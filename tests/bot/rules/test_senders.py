"""From which address a mail leaves, under which name, with which signature."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.rules import senders
from bot.rules.senders import Sender

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OWN = "ana@acme.example"
TALENT = "talent@acme.example"


@dataclass(frozen=True, kw_only=True)
class Box:
    """A mailbox as the rule sees it."""

    aliases: tuple[dict[str, Any], ...] = ()
    sender: str = ""
    address: str = OWN
    name: str = "Ana Lovelace"
    signature: str = "<b>Ana</b>"


def alias(address: str = TALENT, **changes: Any) -> dict[str, Any]:
    plain = {"name": "Acme Talent", "signature": "<i>Talent</i>", "default": False, "accepted": True}
    return {"address": address, "reply_to": "", **plain, **changes}


def own(**changes: Any) -> dict[str, Any]:
    return alias(OWN, name="Ana Lovelace", signature="<b>Ana</b>", **changes)


def test_mail_leaves_from_the_mailbox_itself_when_nothing_else_was_said() -> None:
    assert senders.chosen(Box()) == Sender(address=OWN, name="Ana Lovelace", signature="<b>Ana</b>")


@pytest.mark.parametrize(
    ("box", "address"),
    [
        pytest.param(Box(aliases=(own(default=True), alias())), OWN, id="Gmail's default is the mailbox"),
        pytest.param(Box(aliases=(own(), alias(default=True))), TALENT, id="Gmail's default is an alias"),
        pytest.param(Box(aliases=(own(), alias()), sender=TALENT), TALENT, id="chosen"),
        pytest.param(
            Box(aliases=(own(), alias(default=True)), sender=OWN), OWN, id="chosen against the default"
        ),
        pytest.param(
            Box(aliases=(own(), alias(default=True, accepted=False))), OWN, id="a default nobody accepted"
        ),
        pytest.param(
            Box(aliases=({"address": TALENT, "name": "T"},), sender=TALENT), TALENT, id="an older row"
        ),
    ],
)
def test_the_chosen_address_comes_before_gmails_default(box: Box, address: str) -> None:
    assert senders.chosen(box).address == address


def test_an_alias_brings_its_own_name_and_signature() -> None:
    sender = senders.chosen(Box(aliases=(own(), alias()), sender=TALENT))

    assert (sender.name, sender.signature) == ("Acme Talent", "<i>Talent</i>")


def test_an_alias_without_a_name_writes_under_the_mailboxes() -> None:
    assert senders.chosen(Box(aliases=(own(), alias(name="")), sender=TALENT)).name == "Ana Lovelace"


@pytest.mark.parametrize(
    ("reply_to", "kept"),
    [
        pytest.param(OWN, OWN, id="to the mailbox"),
        pytest.param("jobs@elsewhere.example", "", id="to a mailbox nobody watches"),
        pytest.param(TALENT, "", id="to the alias, where answers go anyway"),
    ],
)
def test_answers_come_back_to_a_mailbox_we_watch(reply_to: str, kept: str) -> None:
    box = Box(aliases=(own(), alias(reply_to=reply_to)), sender=TALENT)

    assert senders.chosen(box).reply_to == kept


def test_a_chosen_address_that_is_accepted_no_more_is_named() -> None:
    assert senders.withdrawn(Box(aliases=(own(), alias(accepted=False)), sender=TALENT)) == TALENT
    assert senders.withdrawn(Box(aliases=(own(),), sender=TALENT)) == TALENT
    assert senders.withdrawn(Box(aliases=(own(), alias()), sender=TALENT)) == ""


def test_gmail_is_asked_again_after_a_day() -> None:
    assert senders.is_stale(None, NOW)
    assert senders.is_stale(NOW - timedelta(hours=24), NOW)
    assert not senders.is_stale(NOW - timedelta(hours=23), NOW)


def test_a_conversation_may_want_an_address_of_its_own() -> None:
    box = Box(aliases=(own(), alias()))

    assert senders.chosen(box, TALENT).address == TALENT
    assert senders.chosen(Box(aliases=(own(), alias()), sender=TALENT), OWN).address == OWN
    assert (senders.withdrawn(box, TALENT), senders.withdrawn(box, "x@y.example")) == ("", "x@y.example")
