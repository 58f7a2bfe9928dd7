"""Column types: how a value of the domain lies in SQLite, exact and sortable."""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, String, Text
from sqlalchemy.types import TypeDecorator

from app.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Dialect

E = TypeVar("E", bound=StrEnum)


class UuidColumn(TypeDecorator[UUID]):
    """An id as its 16 bytes, so that UUIDv7 keys sort by birth and indexes stay small."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn an id into bytes."""
        return None if value is None else value.bytes

    def process_result_value(self, value: Any | None, dialect: Dialect) -> UUID | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn bytes into an id."""
        return None if value is None else UUID(bytes=value)


class MoneyColumn(TypeDecorator[Money]):
    """Money as an INTEGER of fen; SQLite has no exact decimal."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn money into fen."""
        return None if value is None else value.fen

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Money | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn fen into money."""
        return None if value is None else Money(value)


class DayColumn(TypeDecorator[date]):
    """A date as ISO text, which sorts as it should."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn a date into text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn text into a date."""
        return None if value is None else date.fromisoformat(value)


class MomentColumn(TypeDecorator[datetime]):
    """An aware moment as UTC text with microseconds."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn a moment into UTC text; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a naive moment reached the store"
            raise ValueError(msg)
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn UTC text into an aware moment."""
        return None if value is None else datetime.fromisoformat(value)


class WordColumn(TypeDecorator[E], Generic[E]):
    """An enumeration by its stable value."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn a member into its value."""
        return None if value is None else value.value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> E | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn a value into the member."""
        return None if value is None else self.words(value)


class JsonColumn(TypeDecorator[Any]):
    """A small structure as canonical JSON text, through two plain functions.

    Attributes:
        holds: What it can read, in words of the program.
    """

    impl = Text
    cache_ok = True

    def __init__(self, write: Callable[[Any], Any], read: Callable[[Any], Any], holds: str) -> None:
        super().__init__()
        self.holds = holds
        self.write = write
        self.read = read

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn a structure into JSON."""
        if value is None:
            return None
        return json.dumps(self.write(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn JSON into a structure."""
        return None if value is None else self.read(json.loads(value))


def ids() -> JsonColumn:
    """Return the type of a tuple of ids."""
    return JsonColumn(_write_texts, _read_ids, "ids")


def texts() -> JsonColumn:
    """Return the type of a tuple of texts."""
    return JsonColumn(_write_texts, tuple, "texts")


def mapping() -> JsonColumn:
    """Return the type of a mapping from text to text."""
    return JsonColumn(dict, dict, "mapping")


def words(of: type[E]) -> JsonColumn:
    """Return the type of a tuple of members of an enumeration."""

    def read(values: list[str]) -> tuple[E, ...]:
        return tuple(of(each) for each in values)

    return JsonColumn(_write_texts, read, f"words {sorted(each.value for each in of)}")


def lines_of(of: type[Any]) -> JsonColumn:
    """Return the type of a tuple of small dataclasses of texts and whole numbers."""

    def read(values: list[Mapping[str, Any]]) -> tuple[Any, ...]:
        return tuple(of(**each) for each in values)

    names = sorted(each.name if each.default is MISSING else f"{each.name}?" for each in fields(of))
    return JsonColumn(_write_entries, read, f"lines {names}")


def _write_texts(values: tuple[object, ...]) -> list[str]:
    return [str(each) for each in values]


def _read_ids(values: list[str]) -> tuple[UUID, ...]:
    return tuple(UUID(each) for each in values)


def _write_entries(values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [asdict(each) for each in values]
