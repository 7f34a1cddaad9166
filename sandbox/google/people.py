"""Candidates who answer, each in the way people and their mail programs do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from enum import StrEnum

from sandbox.google import delivery, dsn, ids, sending, writing
from sandbox.google.accounts import Account, Google
from sandbox.google.letters import Letter
from sandbox.google.mailbox import Message
from sandbox.google.writing import Note


class Answer(StrEnum):
    """What may come back from a candidate."""

    REPLY = "reply"
    AWAY = "away"
    BOUNCE = "bounce"
    DELAY = "delay"
    OPT_OUT = "opt_out"
    OTHER_ADDRESS = "other_address"
    ASSISTANT = "assistant"
    NEW_THREAD = "new_thread"
    LEFT = "left"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who answers what: the candidate, the mail they got, their words, and the day they are back."""

    google: Google
    account: Account
    original: Message
    text: str = ""
    until: datetime | None = None

    @property
    def to(self) -> str:
        """Tell where answers go: Reply-To before From."""
        letter = self.original.letter
        return letter.raw("Reply-To") or letter.raw("From")

    def words(self, default: str) -> str:
        """Give the words that were asked for, else these."""
        return self.text or default


def answer(kind: Answer, occasion: Occasion) -> Message:
    """Let something come back; give the message in the mailbox of whoever sent it, or of the recruiter."""
    message = ANSWERS[kind](occasion)
    occasion.google.world.changed()
    return message


def _reply(occasion: Occasion) -> Message:
    return _written(occasion, occasion.account, occasion.words("Thanks for writing. Let us talk next week."))


def _opt_out(occasion: Occasion) -> Message:
    return _written(occasion, occasion.account, occasion.words("Please remove me from your list."))


def _other_address(occasion: Occasion) -> Message:
    local = occasion.account.address.partition("@")[0]
    second = occasion.google.welcome(f"{local}@home.example", occasion.account.name)
    return _written(occasion, second, occasion.words("Writing from my private address: happy to talk."))


def _assistant(occasion: Occasion) -> Message:
    domain = occasion.account.address.rpartition("@")[2]
    assistant = occasion.google.welcome(f"robin.reed@{domain}", "Robin Reed")
    words = f"I look after {occasion.account.name}'s calendar. Would Thursday suit you?"
    return _written(occasion, assistant, occasion.words(words))


def _new_thread(occasion: Occasion) -> Message:
    words = occasion.words("I saw your mail on my phone and start afresh here: is the role still open?")
    return _sent(occasion, occasion.account, Note(
        sender=_who(occasion.account), to=occasion.to, subject="A question about the role", text=words,
    ))  # fmt: skip


def _away(occasion: Occasion) -> Message:
    back = occasion.until or occasion.google.world.now() + timedelta(days=7)
    words = f"Thank you for your message. I am out of the office until {writing.day(back)}."
    return _automatic(occasion, occasion.words(words))


def _left(occasion: Occasion) -> Message:
    words = f"{occasion.account.name} is no longer with the company. This mailbox is not read."
    return _automatic(occasion, occasion.words(words))


def _accept(occasion: Occasion) -> Message:
    note = Note(
        sender=_who(occasion.account),
        to=occasion.to,
        subject=f"Accepted: {occasion.original.letter.text('Subject')}",
        text=occasion.words(f"{occasion.account.name} has accepted this invitation."),
        headers=writing.answering(occasion.original.letter),
    )
    part = EmailMessage()
    part.set_content(_calendar(occasion), subtype="calendar", cte="quoted-printable")
    part.replace_header("Content-Type", 'text/calendar; charset="UTF-8"; method=REPLY')
    return _sent(occasion, occasion.account, note, part)


def _bounce(occasion: Occasion) -> Message:
    return _reported(occasion, dsn.failure)


def _delay(occasion: Occasion) -> Message:
    return _reported(occasion, dsn.delay)


def _written(occasion: Occasion, writer: Account, words: str) -> Message:
    note = Note(
        sender=_who(writer),
        to=occasion.to,
        subject=writing.reply_subject(occasion.original.letter),
        text=writing.quoted_text(words, occasion.original),
        html=writing.quoted_html(words, occasion.original),
        headers=writing.answering(occasion.original.letter),
    )
    return _sent(occasion, writer, note)


def _automatic(occasion: Occasion, words: str) -> Message:
    marks = {"Auto-Submitted": "auto-replied", "Precedence": "bulk", "X-Autoreply": "yes"}
    note = Note(
        sender=_who(occasion.account),
        to=occasion.to,
        subject=f"Automatic reply: {occasion.original.letter.text('Subject')}",
        text=words,
        headers=writing.answering(occasion.original.letter) | marks,
    )
    return _sent(occasion, occasion.account, note)


def _sent(occasion: Occasion, writer: Account, note: Note, *parts: EmailMessage) -> Message:
    own = writer is occasion.account and "In-Reply-To" in note.headers
    thread_id = occasion.original.thread_id if own else ""
    return sending.send(
        occasion.google, writer, writing.letter(note, *parts), thread_id=thread_id, stays=True
    )


def _reported(occasion: Occasion, report: Callable[..., Letter]) -> Message:
    google, address = occasion.google, occasion.original.sender()
    recruiter = google.welcome(address)
    letter = report(
        occasion.original.letter, sender=address, recipient=occasion.account.address, now=google.world.now()
    )
    return delivery.receive(google, recruiter, letter)


def _calendar(occasion: Occasion) -> str:
    now = occasion.google.world.now()
    day, who = now + timedelta(days=2), occasion.account
    return "\r\n".join((
        "BEGIN:VCALENDAR", "PRODID:-//Example//Calendar//EN", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT",
        f"DTSTART:{day:%Y%m%dT100000Z}", f"DTEND:{day:%Y%m%dT110000Z}",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}", f"ORGANIZER:mailto:{occasion.original.sender()}",
        f"UID:{ids.draft()}@calendar.example",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN={who.name}:mailto:{who.address}",
        f"SUMMARY:{occasion.original.letter.text('Subject')}", "STATUS:CONFIRMED",
        "END:VEVENT", "END:VCALENDAR", "",
    ))  # fmt: skip


def _who(account: Account) -> tuple[str, str]:
    return account.name, account.address


ANSWERS: dict[Answer, Callable[[Occasion], Message]] = {
    Answer.REPLY: _reply,
    Answer.AWAY: _away,
    Answer.BOUNCE: _bounce,
    Answer.DELAY: _delay,
    Answer.OPT_OUT: _opt_out,
    Answer.OTHER_ADDRESS: _other_address,
    Answer.ASSISTANT: _assistant,
    Answer.NEW_THREAD: _new_thread,
    Answer.LEFT: _left,
    Answer.ACCEPT: _accept,
}
