"""The only column types: STRICT on SQLite, native on PostgreSQL, one sort order on both."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, Dialect, LargeBinary, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

from cityledger.kernel.days import instant_text

Int = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
"""64-bit integer: fen, ids, numbers, booleans 0/1 (L1)."""

Str = Text().with_variant(Text(collation="C"), "postgresql")
"""Text compared by code point on every engine, so that row comparison agrees."""

Bytes = LargeBinary().with_variant(sqlite.BLOB(), "sqlite")
"""Raw bytes: hashes, keys, leaf bodies."""


class Day(TypeDecorator[date]):
    """DATE on PostgreSQL, ISO text on SQLite."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Pick the storage type of the engine."""
        native: TypeEngine[Any] = Text() if dialect.name == "sqlite" else Date()
        return dialect.type_descriptor(native)

    def process_bind_param(self, value: date | None, dialect: Dialect) -> object:
        """Store ISO text where there is no date type."""
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: object, dialect: Dialect) -> date | None:
        """Return a date on every engine."""
        del dialect
        if isinstance(value, str):
            return date.fromisoformat(value)
        return value if isinstance(value, date) else None


class Instant(TypeDecorator[datetime]):
    """timestamptz on PostgreSQL; RFC 3339 text with 6 digits and Z on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Pick the storage type of the engine."""
        native: TypeEngine[Any] = Text() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(native)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        """Store RFC 3339 text where there is no instant type."""
        if value is None or dialect.name != "sqlite":
            return value
        return instant_text(value)

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        """Return an aware instant in UTC on every engine."""
        del dialect
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return value.astimezone(UTC) if isinstance(value, datetime) else None
