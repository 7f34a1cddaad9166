"""What a screen shows of a reply by hand, as frozen values."""

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
