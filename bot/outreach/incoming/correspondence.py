"""What a screen shows of a mail written by hand, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyForm:
    """An answer that is to be replied to; `nonce` is the same however often one form is sent."""

    inbound_id: int
    first_name: str
    address: str
    sender: str
    text: str
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWordsForm:
    """A mail that is to be written anew for one person; `subject` is None where it answers, `body` is CommonMark."""

    touch_id: int
    person: str
    subject: str | None
    body: str
