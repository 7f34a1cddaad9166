"""Whom nobody may approach: addresses, domains and companies, said by hand."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.outgoing import advancing
from bot.outreach.pictures import Blocked
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import likeness, links
from storage import borrowings, companies, contacts, suppressions
from storage.database import Database, Transaction
from storage.models import Recruiter
from storage.statuses import EnrollmentStatus

log = structlog.get_logger()

BATCH = 200
SHOWN = 50
FOR_ADMINS = (
    "Only an administrator (ADMINS) blocks a company, allows what others have blocked, and sees the list."
)
WHY = "a colleague does not want them approached"


@dataclass(frozen=True, slots=True)
class _Named:
    key: str
    address: str = ""
    domain: str = ""
    company: str = ""


def block(db: Database, who: people.Who, words: str, *, now: datetime) -> str:
    """Let nobody approach an address, a domain or a company any more, and stop who is in a sequence; say what was done.

    Every recruiter may block an address; the rest is for administrators. `words` may end with "because" and why.
    """
    what, _, why = words.partition(" because ")
    named = _named(what)
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        _demand(recruiter, named)
        why = " ".join(why.split())[:200] or WHY
        is_new = suppressions.add(tx, who.team, named.key, why, now, added_by=recruiter)
        log.info("blocked by hand", recruiter=recruiter.id)
    stopped = _stop_all(db, who.team, named, now)
    people_told = f" {stopped} in sequences {'was' if stopped == 1 else 'were'} stopped." if stopped else ""
    state = "Nobody may approach" if is_new else "Nobody might approach"
    return f"{state} {what.strip()}{'' if is_new else ' before'}.{people_told}"


def unblock(db: Database, who: people.Who, words: str, *, now: datetime) -> str:
    """Allow again what was blocked by hand, and say what was done; who asked not to be written to stays.

    Everybody may lift what they blocked themselves, administrators the rest.
    """
    named = _named(words)
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        known = suppressions.get(tx, who.team, named.key)
        is_own = known is not None and known.added_by == recruiter.id
        _demand(recruiter, named, is_lifted_from_others=not is_own)
        if suppressions.unblock(tx, who.team, named.key):
            return f"{words.strip()} may be approached again."
        if known is not None:
            raise Refusal(
                "They asked not to be written to themselves.",
                "If the mail was misread, press Undo on its card.",
            )
        raise Gone(f"Nobody has blocked {words.strip()[:80]}.", "`/sequence block` lists what is blocked.")


def listed(db: Database, who: people.Who, *, now: datetime) -> tuple[Blocked, ...]:
    """List what is blocked by hand, for an administrator; raises NotAllowed for others."""
    with people.looking(db, who, now) as (tx, recruiter):
        if not recruiter.is_admin:
            raise NotAllowed(FOR_ADMINS, "You may block an address: `/sequence block name@example.com`.")
        return tuple(
            Blocked(
                what=row.key.removeprefix(suppressions.COMPANY),
                why=row.why,
                by=row.adder.slack_id if row.adder else "",
                at=row.created_at,
            )
            for row in suppressions.blocked(tx, who.team, limit=SHOWN)
        )


def _named(words: str) -> _Named:
    what = words.strip().removeprefix("@")
    if "@" in what:
        key = links.address_key(links.address(what))
        return _Named(key=key, address=key)
    if " " not in what and "." in what.strip("."):
        domain = likeness.company(f"x@{what}")
        if not domain:
            raise Refusal(f"{what[:80]} belongs to everybody.", "Block single addresses there.")
        return _Named(key=domain, domain=domain)
    if not companies.key(what):
        raise Refusal("Whom?", "Write `/sequence block acme.example because they are a client`.")
    return _Named(key=suppressions.of_company(what), company=companies.key(what))


def _demand(recruiter: Recruiter, named: _Named, *, is_lifted_from_others: bool = False) -> None:
    if not recruiter.is_admin and (is_lifted_from_others or not named.address):
        raise NotAllowed(FOR_ADMINS, "You may block an address: `/sequence block name@example.com`.")


def _stop_all(db: Database, team: str, named: _Named, now: datetime) -> int:
    """Stop everybody who is in a sequence, batch by batch; what is left at a crash the gate stops when it is due."""
    stopped = 0
    while True:
        with db.transaction() as tx:
            batch = contacts.open_behind(tx, team, named.address, named.domain, named.company, limit=BATCH)
            borrowings.lock_mailboxes(tx, batch)  # before enrollments, as everybody does
            stopped += sum(_stop(tx, enrollment_id, now) for enrollment_id in batch)
        if len(batch) < BATCH:
            return stopped


def _stop(tx: Transaction, enrollment_id: int, now: datetime) -> bool:
    return advancing.stop(tx, enrollment_id, status=EnrollmentStatus.STOPPED, why=WHY, now=now)
