"""Enrollments that are taken back: their rows go, and whoever was written down for them alone."""

from sqlalchemy import ColumnClause, Table, delete, literal_column, select

from storage.database import Transaction
from storage.errand_rows import ErrandPerson
from storage.lent import Borrowing
from storage.models import Candidate, CandidateAddress, CandidateLink, Enrollment, OwnStage, Touch
from storage.rows import Row

_OURS: tuple[type[Row], ...] = (Touch, Borrowing, OwnStage, ErrandPerson)
_PERSONS: tuple[type[Row], ...] = (CandidateAddress, CandidateLink)


def remove(tx: Transaction, enrollment_id: int) -> bool:
    """Remove an enrollment with all that was planned for it, and its person if nobody knew them before or does since.

    False, changing nothing, where something else was written down of it, which must not lose what it speaks of.
    """
    enrollment = tx.get_one(Enrollment, enrollment_id)
    candidate_id, came_with_it = enrollment.candidate_id, _came_with(tx, enrollment)
    if _is_named(tx, Enrollment, enrollment_id, beside=_OURS):
        return False
    tx.flush()
    tx.expunge_all()  # what is read of it from here on is gone
    for table in _OURS:
        _delete(tx, table, "enrollment_id", enrollment_id)
    _delete(tx, Enrollment, "id", enrollment_id)
    if came_with_it and not _is_named(tx, Candidate, candidate_id, beside=_PERSONS):
        for table in _PERSONS:
            _delete(tx, table, "candidate_id", candidate_id)
        _delete(tx, Candidate, "id", candidate_id)
    return True


def _came_with(tx: Transaction, enrollment: Enrollment) -> bool:
    """Tell whether a person was written down in the moment in which they were enrolled."""
    return tx.get_one(Candidate, enrollment.candidate_id).created_at == enrollment.created_at


def _is_named(tx: Transaction, kind: type[Row], id: int, *, beside: tuple[type[Row], ...]) -> bool:
    """Tell whether any other table names a row: asked of the schema, so that no table can be forgotten."""
    known = {_table(one).name for one in beside}
    naming = (
        key.parent
        for table in Row.metadata.sorted_tables
        if table.name not in known
        for key in table.foreign_keys
        if key.column.table is _table(kind)
    )
    one: ColumnClause[int] = literal_column("1")
    return any(
        tx.connection().execute(select(one).where(column == id).limit(one)).first() for column in naming
    )


def _delete(tx: Transaction, kind: type[Row], column: str, id: int) -> None:
    table = _table(kind)
    tx.connection().execute(delete(table).where(table.c[column] == id))


def _table(kind: type[Row]) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table
