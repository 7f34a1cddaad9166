"""The statuses of everything that has one, and which may follow which.

Enrollment   active -> replied | finished | stopped | bounced | opted_out
             active <-> paused, active <-> held
Touch        scheduled -> claimed -> sent | done | skipped | cancelled, with held and unknown
"""

from enum import StrEnum


class EnrollmentStatus(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    HELD = "held"
    REPLIED = "replied"
    FINISHED = "finished"
    STOPPED = "stopped"
    BOUNCED = "bounced"
    OPTED_OUT = "opted_out"

    @property
    def is_open(self) -> bool:
        """Tell whether anything may still go out for it."""
        return self in OPEN


OPEN = frozenset({EnrollmentStatus.ACTIVE, EnrollmentStatus.PAUSED, EnrollmentStatus.HELD})


class Source(StrEnum):
    """From where somebody came into a sequence."""

    COMMAND = "command"
    LIST = "list"
    MESSAGE = "message"
    UNFURL = "unfurl"
    CSV = "csv"


class ImportStatus(StrEnum):
    """How a table of people stands that somebody uploaded."""

    UPLOADED = "uploaded"
    GOING = "going"
    DONE = "done"
    TAKING_BACK = "taking_back"
    TAKEN_BACK = "taken_back"


class RowOutcome(StrEnum):
    """What became of one row of it; who was added may be taken back, unless they had heard from us by then."""

    ADDED = "added"
    LACKING = "lacking"
    REFUSED = "refused"
    STOPPED = "stopped"
    KEPT = "kept"


class TouchStatus(StrEnum):
    """Where a touch stands; `SendStep` says how far a claimed one has come."""

    SCHEDULED = "scheduled"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    HELD = "held"
    SENT = "sent"
    DONE = "done"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Tell whether nothing will change it any more."""
        return self in FINAL


FINAL = frozenset({TouchStatus.SENT, TouchStatus.DONE, TouchStatus.SKIPPED, TouchStatus.CANCELLED})


class SendStep(StrEnum):
    """How far one e-mail has come on its way to Gmail; each is on disk before the next call."""

    DRAFTING = "drafting"
    DRAFTED = "drafted"
    SENDING = "sending"


class StageKind(StrEnum):
    EMAIL = "email"
    INMAIL = "inmail"
    CONNECTION = "connection"
    CALL = "call"
    TEXT = "text"
    TASK = "task"

    @property
    def is_email(self) -> bool:
        """Tell whether we send it ourselves; every other kind is done by hand."""
        return self is StageKind.EMAIL


class DelayUnit(StrEnum):
    DAYS = "days"
    BUSINESS_DAYS = "business_days"


class Access(StrEnum):
    """Who besides the owner may see and use a sequence."""

    SHARED_USE = "shared_use"
    SHARED_VIEW = "shared_view"
    PERSONAL = "personal"
    CONFIDENTIAL = "confidential"


class SequenceStatus(StrEnum):
    """How a sequence stands; one that is finishing was archived, and the people in it go on to its end."""

    ACTIVE = "active"
    PAUSED = "paused"
    FINISHING = "finishing"
    ARCHIVED = "archived"

    @property
    def is_going(self) -> bool:
        """Tell whether something of it may go out."""
        return self in {SequenceStatus.ACTIVE, SequenceStatus.FINISHING}

    @property
    def is_put_away(self) -> bool:
        """Tell whether nobody new comes into it and it stands among the archived."""
        return self in {SequenceStatus.FINISHING, SequenceStatus.ARCHIVED}


class MailboxStatus(StrEnum):
    CONNECTED = "connected"
    LOST = "lost"
    DISCONNECTED = "disconnected"


class NoticeStatus(StrEnum):
    OWED = "owed"
    POSTING = "posting"
    POSTED = "posted"
    UNKNOWN = "unknown"
    FAILED = "failed"


class DraftStatus(StrEnum):
    OPEN = "open"
    PARKED = "parked"
    SAVED = "saved"
    DISCARDED = "discarded"


class Verdict(StrEnum):
    """What the gate said of a touch."""

    SEND = "send"
    POSTPONE = "postpone"
    HOLD = "hold"
    SKIP = "skip"


class PermissionStatus(StrEnum):
    """What a colleague says to mail leaving in their name."""

    ASKED = "asked"
    ALLOWED = "allowed"
    REFUSED = "refused"
    REVOKED = "revoked"


class EnrollRule(StrEnum):
    """What may speak against enrolling somebody; what each does, an operator decides."""

    IN_SEQUENCE = "in_sequence"
    OWNED = "owned"
    CONTACT_BUDGET = "contact_budget"
    COMPANY_LIMIT = "company_limit"
    COOL_DOWN = "cool_down"


class ReleaseStatus(StrEnum):
    ASKED = "asked"
    RELEASED = "released"
    KEPT = "kept"


class Mark(StrEnum):
    """What a recruiter says of an answer."""

    INTERESTED = "interested"
    NOT_NOW = "not_now"
    NOT_INTERESTED = "not_interested"
    WRONG_PERSON = "wrong_person"
    NOT_A_REPLY = "not_a_reply"


class Deed(StrEnum):
    """What somebody did to a sequence."""

    CREATED = "created"
    CLONED = "cloned"
    IMPORTED = "imported"
    EDITED = "edited"
    RENAMED = "renamed"
    ACCESS_CHANGED = "access_changed"
    ROLE_CHANGED = "role_changed"
    PAUSED = "paused"
    RESUMED = "resumed"
    ARCHIVED = "archived"
    EXPORTED = "exported"
    BROUGHT_ALONG = "brought_along"
    APPROVAL_ASKED = "approval_asked"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    FORGOTTEN = "forgotten"
    OVERRULED = "overruled"


class Cover(StrEnum):
    """What waits while a recruiter is away: what is done by hand, or everything; or a colleague does it by hand."""

    BY_HAND = "by_hand"
    EVERYTHING = "everything"
    DEPUTY = "deputy"


class Cadence(StrEnum):
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
