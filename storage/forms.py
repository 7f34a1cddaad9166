"""A statement in the words of one database: compiled once, with what converts its values and its rows."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from sqlalchemy import Dialect
from sqlalchemy.exc import ArgumentError

Values = Mapping[str, Any]
Converter = Callable[[Any], Any]


@dataclass(slots=True)
class Form:
    """A statement for one database and one set of names; `order` is None where its driver takes values by name."""

    statement: Any
    text: str
    order: Sequence[str] | None
    given: Values
    made: Sequence[tuple[str, Callable[[Any], Any], Converter | None]]
    asked: Sequence[tuple[str, Converter | None]]
    columns: Sequence[Any]
    row: Callable[[Iterable[Any]], Any]
    words: bytes
    read: Sequence[tuple[int, Converter]] | None = field(default=None)

    @classmethod
    def of(cls, statement: Any, dialect: Dialect, values: Values, kind: Any) -> Self:
        """Compile a statement that is given these values by name; its rows are of a named tuple `kind`, if any."""
        compiled = statement.compile(
            dialect=dialect, column_keys=list(values) if statement.is_insert else None
        )
        filled = compiled.construct_params(values, escape_names=False)  # raises where a value is missing
        if unknown := values.keys() - filled.keys():
            raise ArgumentError(f"There is no {', '.join(sorted(unknown))} in this statement.")
        defaults = {column.key: column.default.arg for column in compiled.insert_prefetch}
        defaults |= {column.key: column.onupdate.arg for column in compiled.update_prefetch}
        given: dict[str, Any] = {}
        made: list[tuple[str, Callable[[Any], Any], Converter | None]] = []
        asked: list[tuple[str, Converter | None]] = []
        for name, value in {**filled, **defaults}.items():
            convert = compiled._bind_processors.get(name)
            if name in values:
                asked.append((name, convert))
            elif callable(value):
                made.append((name, value, convert))
            else:
                given[name] = value if convert is None else convert(value)
        columns = statement.exported_columns
        return cls(
            statement=statement,
            text=compiled.string,
            order=compiled.positiontup,
            given=given,
            made=made,
            asked=asked,
            columns=list(columns),
            row=(kind or _kind(columns.keys()))._make,
            words=compiled.string.encode(),
        )

    def bound(self, values: Values) -> Any:
        """Give the values as the driver takes them."""
        filled = {**self.given}
        for name, convert in self.asked:
            filled[name] = values[name] if convert is None else convert(values[name])
        for name, make, convert in self.made:
            filled[name] = make(None) if convert is None else convert(make(None))
        return filled if self.order is None else [filled[name] for name in self.order]

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


def _kind(names: Sequence[str]) -> Any:
    make: Any = namedtuple  # its fields are known when it runs, not before
    return make("Row", names, rename=True)
