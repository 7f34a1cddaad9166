"""What is shown of a table of people: before it is imported, while it is, and after, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storage.statuses import ImportStatus, RowOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the file by its place, what it is taken for (empty: left out), and a few of its cells."""

    place: int
    name: str
    meant: str
    sample: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportForm:
    """A file before it is imported; `choices` is what a column may be, by name, and `width` how many
    columns there are, not all of which may be among `columns`.

    `lacking` and `refused` count the rows nobody would come in by, by reason; `people` are the first rows as people.
    With a `refusal` nobody can come in at all.
    """

    import_id: int
    file: str
    sequence: str
    read_as: str
    columns: tuple[Column, ...]
    choices: Mapping[str, str]
    width: int
    total: int
    fine: int
    lacking: tuple[tuple[str, int], ...] = ()
    refused: tuple[tuple[str, int], ...] = ()
    people: tuple[str, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCard:
    """How an import stands; `reasons` counts what nobody came in by, the commonest first."""

    import_id: int
    file: str
    sequence_id: int
    sequence: str
    status: ImportStatus
    total: int
    position: int
    tally: Mapping[RowOutcome, int] = field(default_factory=dict)
    reasons: tuple[tuple[RowOutcome, str, int], ...] = ()

    @property
    def added(self) -> int:
        """Tell how many came in by it, whatever became of them since."""
        return sum(self.tally.get(one, 0) for one in (RowOutcome.ADDED, RowOutcome.STOPPED, RowOutcome.KEPT))

    @property
    def turned_away(self) -> int:
        """Tell by how many rows nobody came in."""
        return self.tally.get(RowOutcome.LACKING, 0) + self.tally.get(RowOutcome.REFUSED, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedAway:
    """The rows nobody came in by, each with its reason last, as they stand in the file that can be mended."""

    import_id: int
    file: str
    rows: tuple[tuple[str, ...], ...]
