"""What can go wrong between us and Google, by what its catcher decides on.

GmailError
|-- RateLimited(retry_after)   slow down: nothing was done
|-- Unavailable                Google could not be reached or is broken: nothing was done
|   |-- TokenRefused           a token fresh from Google was refused: believed only when it goes on
|   |-- NotReady               Gmail is switched off for this account, or hiccups (`failedPrecondition`)
|   `-- Misconfigured(reason)  Google refuses our project or client itself: the operator must mend it
|-- Rejected(status, reason)   Google refused for good: nothing was done
|   `-- NotFound               what was asked for is not there
|-- CursorExpired              the history cursor is too old: a full resync is needed
|-- AccessLost(reason)         the grant is gone or too small: the recruiter must reconnect
|-- ConsentFailed(reason)      the consent that was just given is not enough: ask for it again
|-- Unreadable                 one message came but cannot be understood: set it aside, go on with the others
`-- OutcomeUnknown             the request may have been carried out: settle by evidence only
"""

from datetime import timedelta


class GmailError(Exception):
    """Report trouble with Google; its text never holds an address, a body or a token."""


class RateLimited(GmailError):
    """Slow down: nothing was done. `retry_after` is what Google asked for, zero if it did not say."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(f"rate limited, retry after {retry_after}")
        self.retry_after = retry_after


class Unavailable(GmailError):
    """Google could not be reached, or answered that it is broken: nothing was done."""


class TokenRefused(Unavailable):
    """An access token fresh from Google was refused: nothing was done."""


class NotReady(Unavailable):
    """Gmail does not work for this account, for good or for a moment: nothing was done."""


class Misconfigured(Unavailable):
    """Google refuses our own project or client: no recruiter's consent would mend that."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"misconfigured: {reason}")
        self.reason = reason


class Rejected(GmailError):
    """Google refused the request for good: nothing was done."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"refused with {status} {reason}")
        self.status = status
        self.reason = reason


class NotFound(Rejected):
    """What was asked for is not there (any more, or not yet)."""

    def __init__(self, reason: str = "notFound") -> None:
        super().__init__(404, reason)


class CursorExpired(GmailError):
    """The history cursor is too old."""


class AccessLost(GmailError):
    """The grant is gone or too small: only the recruiter can mend it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"access lost: {reason}")
        self.reason = reason


class OutcomeUnknown(GmailError):
    """The request may have been carried out; nobody may repeat it before evidence says so."""


class ConsentFailed(GmailError):
    """The consent that was just given cannot be used: it has to be asked for again.

    `reason` is `code_refused`, `no_refresh_token`, `scope_missing` or Google's own word.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"consent failed: {reason}")
        self.reason = reason


class Unreadable(GmailError):
    """One message came but cannot be understood; the others can."""
