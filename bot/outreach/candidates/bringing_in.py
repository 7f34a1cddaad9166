"""Bring people in by the rows of a file, batch by batch: whoever does it, however often it is broken off.

A row's outcome, the enrollment it made and how far the file has come are one transaction; a batch whose lease is
lost writes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import structlog

from bot.outreach.candidates import enrolling, importing
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.origins import Origin
from bot.outreach.house import House
from bot.outreach.notices import redrawing
from bot.refusals import Refusal
from bot.rules import newcomers, tables
from bot.rules.drafts import Problem
from bot.rules.newcomers import Newcomer, Turned
from bot.rules.tables import Row
from storage import imports
from storage.database import Database, Transaction, part
from storage.errors import Clash, DatabaseTrouble, LeaseLost
from storage.imports import Lease
from storage.models import Import, Recruiter
from storage.statuses import ImportStatus, RowOutcome, Source

log = structlog.get_logger()

BATCH = 5
"""SQLite has one writer: what somebody does in Slack waits for one batch at most."""

TELL = timedelta(seconds=5)
BROKE = "This row broke Overture; it was set aside, and the operator can see why."
ABOUT = ("title", "location", "school")
AGAINST = frozenset({"override", "same"})
"""What only a recruiter who looks at the person can say."""


Noted = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """An import this worker has for itself; `is_taken_back` tells that people are to be stopped, not brought in."""

    lease: Lease
    is_taken_back: bool


def claim(db: Database, now: datetime) -> Claimed | None:
    """Take an import that has something to do and that nobody works on."""
    with db.transaction() as tx:
        lease = imports.claim(tx, now)
        if lease is None:
            return None
        uploaded = imports.get(tx, lease.import_id)
        assert uploaded is not None
        return Claimed(lease=lease, is_taken_back=uploaded.status is ImportStatus.TAKING_BACK)


def release(db: Database, lease: Lease) -> None:
    """Let somebody else go on."""
    with db.transaction() as tx:
        imports.release(tx, lease)


def batches(db: Database, lease: Lease, *, size: int = BATCH) -> Iterator[list[Row]]:
    """Read the rows that are still to be done, some at a time."""
    with db.reading() as tx:
        uploaded, content = imports.get(tx, lease.import_id), imports.content(tx, lease.import_id)
        after = uploaded.position if uploaded is not None else 0
    if not content:
        return
    rows = tables.rows(tables.read(content), after=after)
    while batch := list(islice(rows, size)):
        yield batch


def bring_in(db: Database, lease: Lease, rows: Sequence[Row], *, house: House, now: datetime) -> None:
    """Bring in whom some rows name, in one transaction; raises LeaseLost where somebody else has the file by now."""
    with db.transaction() as tx:
        uploaded = imports.keep(tx, lease, now)
        if uploaded.status is not ImportStatus.GOING or rows[0].number != uploaded.position + 1:
            raise LeaseLost
        needed, _ = importing.needs_of(tx, uploaded, house)
        imports.note(tx, uploaded.id, [_row(tx, uploaded, row, needed, house=house, now=now) for row in rows])
        uploaded.position = rows[-1].number
        if uploaded.position >= uploaded.total:
            uploaded.status, uploaded.content, uploaded.ended_at = ImportStatus.DONE, None, now
            log.info("import ends", imported=uploaded.id)
        _tell(tx, uploaded, now)


def _row(
    tx: Transaction, uploaded: Import, row: Row, needed: Sequence[str], *, house: House, now: datetime
) -> Noted:
    came = _came(tx, uploaded, row, needed, house=house, now=now)
    if isinstance(came, Enrolled):
        return {"number": row.number, "outcome": RowOutcome.ADDED, "enrollment_id": came.enrollment_id}
    outcome = RowOutcome.LACKING if came.lacking else RowOutcome.REFUSED
    return {"number": row.number, "outcome": outcome, "why": came.why, "cells": list(row.cells)}


def _came(
    tx: Transaction, uploaded: Import, row: Row, needed: Sequence[str], *, house: House, now: datetime
) -> Enrolled | Turned:
    try:
        read = newcomers.read(row, uploaded.mapping, needed)
        return _tried(tx, uploaded, read, house=house, now=now) if isinstance(read, Newcomer) else read
    except DatabaseTrouble:
        raise
    except Exception as error:  # noqa: BLE001  one row that breaks us must not block the others
        log.error("row broke", imported=uploaded.id, exc_info=error)
        return Turned(why=BROKE)


def _tried(
    tx: Transaction, uploaded: Import, newcomer: Newcomer, *, house: House, now: datetime
) -> Enrolled | Turned:
    for _ in range(2):
        try:
            with part(tx):
                return _enrolled(tx, uploaded, newcomer, house=house, now=now)
        except Clash:
            continue  # another click was faster, and what it wrote is seen now
        except Refusal as refusal:
            return Turned(why=_of_anybody(str(refusal), newcomer))
    return Turned(why="A colleague enrolled this person at the same moment.")


def _enrolled(
    tx: Transaction, uploaded: Import, newcomer: Newcomer, *, house: House, now: datetime
) -> Enrolled | Turned:
    recruiter: Recruiter = uploaded.recruiter
    if recruiter.is_guest:
        return Turned(why="Whoever uploaded this file is no member of the workspace any more.")
    asked = Asked(
        link=newcomer.link,
        address=newcomer.address,
        first_name=newcomer.first_name,
        last_name=newcomer.last_name,
        company=newcomer.company,
        sequence_id=uploaded.sequence_id,
        values={name: value for name, value in newcomer.values.items() if name not in ABOUT},
        origin=Origin(source=Source.CSV),
        title=newcomer.values.get("title", ""),
        school=newcomer.values.get("school", ""),
        location=newcomer.values.get("location", ""),
    )
    done = enrolling.enroll_within(tx, recruiter, asked, house=house, now=now)
    if not isinstance(done, Enrolled):
        return _turned(done[0])
    return done


def _turned(first: Problem) -> Turned:
    """Say why a row stays outside; what speaks against a person is no value that could be filled in."""
    if first.field == "sequence":
        return Turned(why=enrolling.CLOSED)
    if first.field in AGAINST:
        return Turned(why=first.text)
    return Turned(why=f"{first.text} ({newcomers.called(first.field)})", lacking=True)


def _of_anybody(sentence: str, newcomer: Newcomer) -> str:
    """Say it without a name, so that what is alike can be counted; the row says whom it is about."""
    name = f"{newcomer.first_name} {newcomer.last_name}".strip()
    return sentence.replace(name, "This person") if name else sentence


def _tell(tx: Transaction, uploaded: Import, now: datetime) -> None:
    is_over = uploaded.status is not ImportStatus.GOING
    if is_over or uploaded.told_at is None or now - uploaded.told_at >= TELL:
        uploaded.told_at = now
        redrawing.of_import(tx, uploaded, now)
