"""Something a person must mend, on the card that told them."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import mending, steering
from bot.outreach.incoming import replying
from bot.outreach.outgoing import answering
from bot.outreach.outgoing.answering import Answer
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import mend as mend_view, trouble as view

Body = Mapping[str, Any]

ANSWERS = {
    view.WAS_SENT: Answer.SENT,
    view.SEND_NOW: Answer.SEND,
    view.TRY_AGAIN: Answer.SEND,
    view.SEND_OURS: Answer.SEND_OURS,
    view.SEND_MYSELF: Answer.BY_HAND,
    view.SKIP: Answer.SKIP,
}


def answered(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down what became of a mail, or leave its stage out."""
    ack()
    action = body["actions"][0]
    touch_id, _ = view.read(action["value"])
    answer = ANSWERS[action["action_id"]]
    told = answering.answer(
        room.db, people.who(body), touch_id or 0, answer, house=room.house, now=room.now()
    )
    _settle(client, body, told)


def is_reply(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Stop the sequence: it was an answer."""
    ack()
    person = steering.mark_answered(room.db, people.who(body), _enrollment(body), now=room.now())
    _settle(client, body, f"{person} has answered; the sequence has stopped.")


def resume(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Let the sequence go on."""
    ack()
    person = steering.go_on(room.db, people.who(body), _enrollment(body), house=room.house, now=room.now())
    _settle(client, body, f"The sequence for {person} goes on.")


def resume_answered(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Let a sequence go on that an answer had ended: they said "not now", and now is later."""
    ack()
    who, now = people.who(body), room.now()
    person = steering.go_on(room.db, who, _enrollment(body), house=room.house, now=now, even_answered=True)
    _settle(client, body, f"The sequence for {person} goes on.")


def stop(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Stop the sequence for this person."""
    ack()
    person = steering.stop(room.db, people.who(body), _enrollment(body), now=room.now())
    _settle(client, body, f"The sequence for {person} has stopped.")


def keep_manual(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Go on with the stages done by hand."""
    ack()
    person = mending.keep_manual(
        room.db, people.who(body), _enrollment(body), house=room.house, now=room.now()
    )
    _settle(client, body, f"The sequence for {person} goes on by hand; its emails are left out.")


def in_a_week(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Go on in a week."""
    ack()
    when = mending.in_a_week(room.db, people.who(body), _enrollment(body), house=room.house, now=room.now())
    _settle(client, body, f"The sequence goes on {when} (your time).")


def undo_opt_out(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take back that a mail was read as "do not write again"."""
    ack()
    inbound_id = int(body["actions"][0]["value"])
    person = replying.undo_opt_out(room.db, people.who(body), inbound_id, now=room.now())
    _settle(client, body, f"Undone: {person} may be written to again.")


def fill_in(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask for the values that are missing."""
    ack()
    found = mending.missing(room.db, people.who(body), _enrollment(body), now=room.now())
    channel, ts = showing.place(body)
    drawn = mend_view.fill_in(found.enrollment_id, found.person, found.tokens, channel=channel, message=ts)
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def filled_in(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take the values and go on."""
    read = mend_view.read(body["view"])
    problems = mending.fill_in(room.db, people.who(body), read.enrollment_id, read.values, now=room.now())
    _mended(ack, body, client, problems)


def use_fallback(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Let a neutral phrase stand for what is missing."""
    ack()
    enrollment_id, tokens = view.read_fallback(body["actions"][0]["value"])
    stands = mending.fall_back(room.db, people.who(body), enrollment_id, tokens, now=room.now())
    _settle(client, body, f"The sequence goes on with {stands}.")


def fix_address(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask for an address that works."""
    ack()
    found = mending.bounced(room.db, people.who(body), _enrollment(body), now=room.now())
    channel, ts = showing.place(body)
    drawn = mend_view.fix_address(
        found.enrollment_id, found.person, found.address, channel=channel, message=ts
    )
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def address_fixed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take the address and go on with the stage that bounced."""
    read = mend_view.read(body["view"])
    problems = mending.fix_address(
        room.db, people.who(body), read.enrollment_id, read.address, house=room.house, now=room.now()
    )
    _mended(ack, body, client, problems)


def opened(ack: Ack) -> None:
    """Let the browser go where the button leads."""
    ack()


def _mended(ack: Ack, body: Body, client: WebClient, problems: tuple[Any, ...]) -> None:
    if problems:
        ack(response_action="errors", errors=mend_view.errors(problems, body["view"]))
        return
    ack()
    read = mend_view.read(body["view"])
    if read.channel:
        drawn = view.mended(read.person, read.enrollment_id)
        client.chat_update(channel=read.channel, ts=read.message, **drawn)


def _enrollment(body: Body) -> int:
    _, enrollment_id = view.read(body["actions"][0]["value"])
    return enrollment_id or 0


def _settle(client: WebClient, body: Body, told: str) -> None:
    """Keep what the card said, and put the outcome in the place of its buttons."""
    showing.message(client, body, view.settled(body["message"].get("blocks", []), told))
