"""How views read a record on SQLite: the functions that a migration defines on PostgreSQL."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sync.cityserver.clock import SystemClock, beijing_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def told(document: str | None, name: str) -> str | None:
    """Return a field of a record as text."""
    return None if document is None else _text(json.loads(document).get(name))


def told_in(document: str | None, part: str, name: str) -> str | None:
    """Return a field of a mapping within a record as text."""
    inner = None if document is None else json.loads(document).get(part)
    return _text(inner.get(name)) if isinstance(inner, dict) else None


def days_since(day: str | None) -> int | None:
    """Return how many days ago a day was, in Beijing."""
    return None if day is None else (beijing_day(SystemClock().now()) - date.fromisoformat(day)).days


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


READERS: Mapping[str, Callable[..., object]] = {"told": told, "told_in": told_in, "days_since": days_since}
"""Name in SQL → function."""
