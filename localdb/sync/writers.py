"""Who wrote what stands (填写人): own work and others', read once for all records in question."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from localdb.sync.wire import identity_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sqlalchemy import Connection

Nobody = tuple[None, None]
# What was refused is kept too, and need not be made of operations.
_IN_QUESTION = (
    " EXISTS (SELECT 1 FROM json_each({}) AS op WHERE CASE op.type WHEN 'object'"
    " THEN json_extract(op.value, '$.id') END IN (SELECT value FROM json_each(?)))"
)
_OTHERS = "SELECT change_set, seq FROM tail WHERE"
_OTHERS += _IN_QUESTION.format("change_set, '$.ops'")
_OWN = "SELECT operations, by_id, at, seq, place FROM outbox WHERE outcome IS NOT 'quarantined' AND"
_OWN += _IN_QUESTION.format("operations")
_NOT_YET = 2**62
"""Stands for the place in the city's log that own work is still to get: after all others."""


@dataclass(frozen=True, slots=True)
class _Work:
    order: tuple[int, int]
    by: UUID | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class _Written:
    work: _Work
    record_id: str
    values: Mapping[str, Any]


class Writers:
    """Knows the kept work on some records, newest first."""

    def __init__(self, connection: Connection, records: Collection[str]) -> None:
        asked = (json.dumps(sorted(records)),)
        written = [*_others(connection, asked), *_own(connection, asked)] if records else []
        self._written: dict[str, list[_Written]] = defaultdict(list)
        for each in sorted(written, key=lambda each: each.work.order, reverse=True):
            self._written[each.record_id].append(each)

    def of(self, record_id: str, stands: Callable[[str, Any], bool]) -> tuple[UUID, datetime] | Nobody:
        """Return who wrote last one of the values that stand, and when, as far as the kept work tells.

        Work that came to nothing is kept too: only what stands tells that its work took effect.
        """
        for each in self._written.get(record_id, ()):
            by, at = each.work.by, each.work.at
            if by is None or at is None:
                continue
            if any(stands(name, value) for name, value in each.values.items()):
                return by, at
        return None, None


def _others(connection: Connection, asked: tuple[str]) -> list[_Written]:
    found = []
    for text, seq in connection.exec_driver_sql(_OTHERS, asked):
        cs = json.loads(text)
        work = _Work((-1 if seq is None else seq, 0), identity_in(cs["user"]), _moment(cs["at"]))
        found += _each(work, cs["ops"])
    return found


def _own(connection: Connection, asked: tuple[str]) -> list[_Written]:
    found = []
    for text, by, at, seq, place in connection.exec_driver_sql(_OWN, asked):
        order = (_NOT_YET if seq is None else seq, place)
        found += _each(_Work(order, UUID(bytes=by), _moment(at)), json.loads(text))
    return found


def _each(work: _Work, operations: Iterable[Any]) -> list[_Written]:
    said = [(each["id"], each.get("set")) for each in operations if isinstance(each, dict) and "id" in each]
    return [
        _Written(work, record_id, values)
        for record_id, values in said
        if isinstance(record_id, str) and isinstance(values, dict)
    ]


def _moment(text: str) -> datetime | None:
    # The city takes any text for the moment of a piece of work, whatever program it came from.
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
