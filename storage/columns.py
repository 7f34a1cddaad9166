"""Column types: instants that refuse to be naive, and wall times."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import BigInteger, DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """Keep an aware instant; timestamptz on PostgreSQL, integer microseconds since 1970 on SQLite.

    Text costs parsing and a float loses order; an integer does neither. A naive value raises ValueError.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())  # type: ignore[arg-type]
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        if dialect.name == "sqlite":
            return (value - EPOCH) // MICROSECOND
        return value.astimezone(UTC)

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        assert isinstance(value, int)
        return EPOCH + value * MICROSECOND


class WallTime(TypeDecorator[time]):
    """Keep a time of day as "HH:MM", the same on both databases."""

    impl = String(5)
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        return None if value is None else value.strftime("%H:%M")

    def process_result_value(self, value: object, dialect: Dialect) -> time | None:
        return None if value is None else time.fromisoformat(str(value))
