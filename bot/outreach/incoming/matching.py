"""Whose sequence a mail concerns: by thread, then by Message-ID, then by address; where nothing proves it, ask.

A thread or a Message-ID names one mail of ours, and so one enrollment. An address names a person, and so every
sequence that is open for them in the mailbox. What only looks like an answer concerns everybody it may come from, and
stops nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.rules import likeness, links
from gmail.classify import Kind, Meaning
from gmail.inbound import Inbound
from storage import enrollments
from storage.database import Transaction
from storage.models import Enrollment

ASKED_ABOUT = frozenset({Kind.HUMAN, Kind.CALENDAR, Kind.MAYBE_AUTO})
"""What a mail must be that is asked about; of a machine's only those count that name a mail or a person of ours."""

SKEW = timedelta(minutes=10)
"""By so much Gmail's clock may be behind ours: a mail that came before our first one answers nothing."""

MOST_ADDRESSED = 50
_OF_MACHINES = ("list-id", "auto-submitted", "precedence", "x-failed-recipients")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a mail came in: a mailbox of a workspace."""

    mailbox_id: int
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whose enrollments a mail concerns, the surest first; `is_likely`: only a person can tell whether it does."""

    enrollments: tuple[Enrollment, ...] = ()
    is_likely: bool = False


NOBODY = Match()


def whose(tx: Transaction, place: Place, message: Inbound, meaning: Meaning) -> Match:
    """Find the enrollments a mail concerns."""
    if found := enrollments.by_thread(tx, place.mailbox_id, message.thread_id):
        return Match(enrollments=tuple(_open_first(found)[:1]))
    if found := _named(tx, place, message, meaning.about):
        return Match(enrollments=tuple(_open_first(found)[:1]))
    for address in (message.from_address, *meaning.recipients):
        if found := _of(tx, place, message, [address]):
            first, *others = _open_first(found)
            return Match(enrollments=(first, *_open(others)))
    if meaning.kind not in ASKED_ABOUT:
        return NOBODY
    return Match(enrollments=tuple(_perhaps(tx, place, message)), is_likely=True)


def concerns(tx: Transaction, place: Place, message: Inbound) -> bool:
    """Tell by its headers whether a mail that is in no thread of ours may be any business of ours."""
    # One question for all its addresses: of a machine's mail that names us in copy no more is made in the end.
    if _named(tx, place, message) or _of(tx, place, message, [message.from_address, *_addressed(message)]):
        return True
    return not _is_of_machine(message) and bool(_colleagues(tx, place, message))


def _named(tx: Transaction, place: Place, message: Inbound, about: str = "") -> list[Enrollment]:
    ids = {*message.references, message.in_reply_to, about} - {""}
    return enrollments.by_message_ids(tx, place.team, ids) if ids else []


def _of(tx: Transaction, place: Place, message: Inbound, addresses: Iterable[str]) -> list[Enrollment]:
    keys = {links.address_key(address) for address in addresses if address}
    if not keys:
        return []
    return enrollments.by_address(tx, place.mailbox_id, keys, written_by=message.received_at + SKEW)


def _perhaps(tx: Transaction, place: Place, message: Inbound) -> list[Enrollment]:
    """Find who may be behind a mail: they stand in To or Cc, or their company answers under our subject."""
    return _open(_of(tx, place, message, _addressed(message))) or _colleagues(tx, place, message)


def _colleagues(tx: Transaction, place: Place, message: Inbound) -> list[Enrollment]:
    domain, subject = likeness.company(message.from_address), likeness.core(message.subject)
    if not domain or not subject:
        return []
    at_work = enrollments.open_at(tx, place.mailbox_id, place.team, domain)
    alike = [enrollment_id for enrollment_id, ours in at_work if likeness.core(ours) == subject]
    return enrollments.all_of(tx, alike) if alike else []


def _addressed(message: Inbound) -> list[str]:
    return [*message.to, *message.cc][:MOST_ADDRESSED]


def _is_of_machine(message: Inbound) -> bool:
    return any(message.header(name) for name in _OF_MACHINES)


def _open_first(found: list[Enrollment]) -> list[Enrollment]:
    return sorted(found, key=lambda enrollment: not enrollment.status.is_open)


def _open(found: Iterable[Enrollment]) -> list[Enrollment]:
    return [enrollment for enrollment in found if enrollment.status.is_open]
