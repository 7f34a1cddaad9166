"""A statement in the words of one database: compiled once, with what converts its values and its rows."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from sqlalchemy import Dialect
from sqlalchemy.exc import ArgumentError

Values = Mapping[str, Any]
Converter = Callable[[Any], Any]


_Slot = tuple[str, Converter | None, Any]
"""A value by its name and what converts it; with no name a constant, or what makes a value out of nothing."""


@dataclass(slots=True)
class Form:
    """A statement in the words of one database, for one set of names; its values stand in the order of its slots."""

    statement: Any
    text: str
    words: bytes
    slots: Sequence[_Slot]
    columns: Sequence[Any]
    row: Callable[[Iterable[Any]], Any]
    read: Sequence[tuple[int, Converter]] | None = field(default=None)

    @classmethod
    def of(cls, statement: Any, dialect: Dialect, values: Values, kind: Any) -> Self:
        """Compile a statement that is given these values by name; its rows are of a named tuple `kind`, if any."""
        names = list(values) if statement.is_insert else None
        compiled = statement.compile(dialect=dialect, column_keys=names)
        columns = statement.exported_columns
        return cls(
            statement=statement,
            text=compiled.string,
            words=compiled.string.encode(),
            slots=_slots(compiled, values),
            columns=list(columns),
            row=(kind or _kind(columns.keys()))._make,
        )

    def bound(self, values: Values) -> list[Any]:
        """Give the values as the driver takes them."""
        taken: list[Any] = []
        for name, convert, constant in self.slots:
            value = values[name] if name else constant
            taken.append(value if convert is None else convert(value))
        return taken

    def rows(self, found: Sequence[Sequence[Any]]) -> Sequence[Any]:
        """Give rows of the driver in our types; `learn` must have been told of the first answer."""
        if not self.read:
            return [self.row(row) for row in found]
        return [self.row(self._converted(row)) for row in found]

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        fields = list(row)
        for place, convert in self.read or ():
            fields[place] = convert(fields[place])
        return fields

    def learn(self, dialect: Dialect, kinds: Iterable[Any]) -> None:
        """Find out which fields are to be converted; `kinds` are those of the columns, as the driver tells them."""
        self.read = [
            (place, convert)
            for place, (column, kind) in enumerate(zip(self.columns, kinds, strict=True))
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, kind)) is not None
        ]


def _slots(compiled: Any, values: Values) -> list[_Slot]:
    filled = compiled.construct_params(values, escape_names=False)  # raises where a value is missing
    if unknown := values.keys() - filled.keys():
        raise ArgumentError(f"There is no {', '.join(sorted(unknown))} in this statement.")
    filled |= {column.key: column.default.arg for column in compiled.insert_prefetch}
    filled |= {column.key: column.onupdate.arg for column in compiled.update_prefetch}
    converters = compiled._bind_processors
    return [_slot(name, converters.get(name), name in values, filled[name]) for name in compiled.positiontup]


def _slot(name: str, convert: Converter | None, is_asked: bool, value: Any) -> _Slot:
    if is_asked:
        return name, convert, None
    if not callable(value):
        return "", None, value if convert is None else convert(value)
    return "", value if convert is None else lambda nothing: convert(value(nothing)), None


def _kind(names: Sequence[str]) -> Any:
    make: Any = namedtuple  # its fields are known when it runs, not before
    return make("Row", names, rename=True)
