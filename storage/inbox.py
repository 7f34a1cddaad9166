"""Mail that came in and concerns an enrollment."""

from datetime import datetime
from functools import cache
from typing import cast

from sqlalchemy import (
    ColumnClause,
    Table,
    bindparam,
    insert,
    inspect,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.util import identity_key

from storage import objects
from storage.database import Transaction
from storage.incoming import InboundMail, SetAside
from storage.models import Enrollment
from storage.prepared import Prepared
from storage.statuses import Mark

ANSWERS = ("human", "calendar")


def knows(tx: Transaction, mailbox_id: int, gmail_id: str) -> bool:
    """Tell whether a mail was taken in already."""
    tx.flush()
    return _KNOWN.first(tx, {"mailbox": mailbox_id, "gmail": gmail_id}) is not None


def has_copy(tx: Transaction, enrollment_id: int, rfc_id: str, *, beside: int) -> bool:
    """Tell whether a mail was taken in already from another mailbox it came to `beside` this one."""
    if not rfc_id:
        return False
    tx.flush()
    return _COPY.first(tx, {"enrollment": enrollment_id, "rfc": rfc_id, "mailbox": beside}) is not None


def add(tx: Transaction, mail: InboundMail) -> InboundMail:
    """Store a mail once."""
    tx.flush()
    said = vars(mail)
    mail.id = _ADD.scalar(tx, {column: said[name] for name, column in _columns() if name in said})
    undone = tx.identity_map.get(identity_key(InboundMail, mail.id))
    if undone is not None:
        tx.expunge(undone)  # of a part that failed: SQLite has given its number again
    make_transient_to_detached(mail)  # it is written down: the session need not do so again
    tx.add(mail)
    return mail


def note(tx: Transaction, mail: InboundMail, *, effect: str | None = None, hint: str | None = None) -> None:
    """Write down what a mail has done, or what it hints at."""
    said = {"effect": mail.effect if effect is None else effect, "hint": mail.hint if hint is None else hint}
    tx.flush()
    _NOTE.change(tx, {"inbound": mail.id, "did": said["effect"], "hints": said["hint"]})
    objects.told(tx, InboundMail, mail.id, **said)


def get(tx: Transaction, inbound_id: int) -> InboundMail | None:
    """Find a mail that was taken in."""
    return tx.get(InboundMail, inbound_id)


def lock(tx: Transaction, inbound_id: int) -> InboundMail | None:
    """Take a mail that was taken in for changing; the row is read afresh."""
    wanted = select(InboundMail).where(InboundMail.id == inbound_id).with_for_update(of=InboundMail)
    return tx.scalar(wanted.execution_options(populate_existing=True))


def set_aside(
    tx: Transaction, mailbox_id: int, *, gmail_id: str, thread_id: str, why: str, now: datetime
) -> bool:
    """Keep a mail that broke the program for a person to look at; False if it was kept before."""
    known = select(SetAside.id).where(SetAside.mailbox_id == mailbox_id, SetAside.gmail_id == gmail_id)
    if tx.scalar(known) is not None:
        return False
    tx.add(SetAside(mailbox_id=mailbox_id, gmail_id=gmail_id, thread_id=thread_id, why=why, created_at=now))
    tx.flush()
    return True


def has_bounced(tx: Transaction, enrollment_id: int, how: str) -> bool:
    """Tell whether mail to somebody came back in this way before; `how` is one of gmail.failures.Bounce."""
    tx.flush()
    return _BOUNCED.first(tx, {"enrollment": enrollment_id, "how": how}) is not None


def has_other_answer(tx: Transaction, mail: InboundMail) -> bool:
    """Tell whether another mail of the same enrollment is an answer that nobody has said is none."""
    others = select(InboundMail.id).where(
        InboundMail.enrollment_id == mail.enrollment_id,
        InboundMail.id != mail.id,
        InboundMail.kind.in_(ANSWERS),
        or_(InboundMail.mark.is_(None), InboundMail.mark != Mark.NOT_A_REPLY),
    )
    return tx.scalar(others.limit(1)) is not None


def is_marked(tx: Transaction, enrollment_id: int, mark: Mark) -> bool:
    """Tell whether an answer of an enrollment was marked so."""
    marked = select(InboundMail.id).where(
        InboundMail.enrollment_id == enrollment_id, InboundMail.mark == mark
    )
    return tx.scalar(marked.limit(1)) is not None


def ids_of_candidate(tx: Transaction, candidate_id: int) -> list[int]:
    """List the mails that concern a person, in whatever enrollment."""
    theirs = select(InboundMail.id).join(Enrollment, Enrollment.id == InboundMail.enrollment_id)
    return list(tx.scalars(theirs.where(Enrollment.candidate_id == candidate_id).order_by(InboundMail.id)))


def answered_since(tx: Transaction, enrollment_id: int, since: datetime) -> bool:
    """Tell whether a person's answer was taken in from an instant on."""
    answers = select(InboundMail.id).where(
        InboundMail.enrollment_id == enrollment_id,
        InboundMail.kind.in_(ANSWERS),
        InboundMail.taken_in_at >= since,
    )
    return tx.scalar(answers.limit(1)) is not None


def answered(tx: Transaction, enrollment_id: int, *, came_by: datetime, by: str, at: datetime) -> list[int]:
    """Write down who answered what a person wrote up to an instant, and when; tell which mails that is news for."""
    open_until = (
        InboundMail.enrollment_id == enrollment_id,
        InboundMail.kind.in_(ANSWERS),
        InboundMail.answered_at.is_(None),
        InboundMail.received_at <= came_by,
    )
    found = list(tx.scalars(select(InboundMail.id).where(*open_until).order_by(InboundMail.id)))
    tx.execute(update(InboundMail).where(InboundMail.id.in_(found)).values(answered_at=at, answered_by=by))
    return found


_ONE: ColumnClause[int] = literal_column("1")
_OF = InboundMail.enrollment_id == bindparam("enrollment")
_KNOWN = Prepared(
    select(InboundMail.id).where(
        InboundMail.mailbox_id == bindparam("mailbox"), InboundMail.gmail_id == bindparam("gmail")
    )
)
_COPY = Prepared(
    select(InboundMail.id)
    .where(_OF, InboundMail.rfc_id == bindparam("rfc"), InboundMail.mailbox_id != bindparam("mailbox"))
    .limit(_ONE)
)
_BOUNCED = Prepared(
    select(InboundMail.id)
    .where(_OF, InboundMail.kind == literal_column("'bounce'"), InboundMail.hint == bindparam("how"))
    .limit(_ONE)
)
_TABLE = cast(Table, InboundMail.__table__)
_ADD = Prepared(insert(_TABLE).returning(_TABLE.c.id))
_NOTE = Prepared(
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("inbound"))
    .values(effect=bindparam("did"), hint=bindparam("hints"))
)


@cache
def _columns() -> tuple[tuple[str, str], ...]:
    """Pair the attributes of a mail with the columns they are kept in."""
    return tuple((name, column.name) for name, column in inspect(InboundMail).columns.items())
