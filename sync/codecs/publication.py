"""From records of the domain to the file in which the city gives them out (下发文件)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.codecs import declaration_of, to_wire
from sync.protocol.publication import Entry, Publication, written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def publication(records: Iterable[Any], made_at: datetime, made_by: str) -> str:
    """Return the text of a file that gives out records of every town."""
    return written(Publication(to_wire(made_at), made_by, tuple(map(_entry, records))))


def _entry(record: Any) -> Entry:
    # Lists are reference data, of which no change is ever encoded: every field is told.
    declared = declaration_of(type(record))
    told = {name: to_wire(getattr(record, name)) for name in declared.fields}
    return Entry(declared.name, str(record.id), told)
