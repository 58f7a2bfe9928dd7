"""Which open conflicts touch a case (未决冲突): its record, its parties, papers, acts, all that names it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.disagreement import KINDS
from app.domain.dispute import Dispute
from localdb.outbox import canonical
from localdb.sync.shapes import shapes
from localdb.sync.wire import identity_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

DECIDED = (
    "SELECT json_extract(op.value, '$.conflict') FROM outbox, json_each(outbox.operations) AS op"
    " WHERE outbox.state IN ('new', 'answered') AND instr(outbox.operations, '\"resolve\"') > 0"
    " AND json_extract(op.value, '$.op') = 'resolve'"
    " AND coalesce(outbox.outcome, '') NOT IN ('quarantined', 'conflict')"
)
"""Conflicts that a person at this computer settled, of which the city has not told yet."""
OF_CASES = (
    "WITH open AS (SELECT * FROM conflicts WHERE closed_at IS NULL), named AS ("
    " SELECT id, record_id AS named FROM open"
    " UNION SELECT id, json_extract(told, '$.mine.document_id') FROM open WHERE coll = 'number_use'"
    " UNION SELECT id, json_extract(told, '$.theirs.document_id') FROM open WHERE coll = 'number_use'"
    " UNION SELECT o.id, json_extract(b.fields, '$.document_id') FROM open AS o"
    " JOIN base_images AS b ON b.record_id = o.record_id AND b.coll = o.coll WHERE o.coll = 'number_use')"
    " SELECT c.id, c.coll, c.record_id, c.kind, c.told, n.named, b.fields FROM named AS n"
    " JOIN conflicts AS c ON c.id = n.id LEFT JOIN base_images AS b ON b.record_id = n.named"
    " WHERE n.named IN (SELECT value FROM json_each(:cases))"
    " OR json_extract(b.fields, '$.case_id') IN (SELECT value FROM json_each(:cases))"
    " OR json_extract(c.told, '$.mine.case_id') IN (SELECT value FROM json_each(:cases))"
    " ORDER BY c.seq, c.id"
)
"""Open conflicts with what of some cases each names; without any, the index is all that is read.

A number names the paper (or the case) it is used for. Of all else the image tells the case, also of what is
deleted; of what waits to be born the late content tells it.
"""
_NAMES: Mapping[str, str] = {"act": "case_id", "document": "", "number_use": "", "party": ""}
"""What tells whom a record concerns beside itself, where it is not the paper or else the party it names."""

_NOBODY = UUID(int=0)


class SqlDisputes:
    """``Disputes`` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, cases: Collection[UUID]) -> tuple[Dispute, ...]:
        """Return the open conflicts that touch one of some cases, but for those settled here."""
        given = {"cases": canonical([str(each) for each in cases])}
        rows = self._connection.exec_driver_sql(OF_CASES, given).all()
        if not rows:
            return ()
        # What was settled here goes to the city before anything that is done now.
        decided = set(self._connection.exec_driver_sql(DECIDED).scalars())
        found: dict[str, Dispute] = {}
        for row in rows:
            if row.id not in decided and row.coll in shapes():
                told = _dispute(row)
                before = found.get(row.id, told)
                found[row.id] = replace(told, about=told.about | before.about)
        return tuple(found.values())


def _dispute(row: Any) -> Dispute:
    told = json.loads(row.told)
    mine, theirs = told["mine"] or {}, told["theirs"] or {}
    known = {**theirs, **mine, **json.loads(row.fields or "{}")}
    about = {row.record_id, row.named, _whose(row.coll, known), *_cases(told["fields"], mine, theirs)}
    ids = frozenset(each for each in map(identity_in, about) if each is not None)
    kind, fields = shapes()[row.coll].kind, tuple(told["fields"])
    readable = row.kind in KINDS and told["mine"] is not None and _read_here(row.coll, fields, mine, theirs)
    record_id = identity_in(row.record_id) or _NOBODY
    return Dispute(row.id, kind, record_id, row.kind, fields, ids, readable)


def _read_here(coll: str, fields: Collection[str], *sides: Mapping[str, Any]) -> bool:
    """Tell whether the fields in question, and what both sides hold there, can stand in a row here."""
    writers = shapes()[coll].writers
    try:
        for side in sides:
            for name in side.keys() & set(fields):
                writers[name](side[name])
    except (KeyError, ValueError, TypeError, AttributeError):
        return False
    return writers.keys() >= set(fields)


def _cases(fields: Collection[str], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> set[str]:
    """Return the cases that a record is to belong to, where that is what they disagree over."""
    one, other = mine.get("case_id"), theirs.get("case_id")
    # What waits to be born stands on one side alone; there nobody disputes the case.
    return {one, other} if "case_id" in fields and one and other else set()


def _whose(coll: str, known: Mapping[str, Any]) -> str | None:
    name = _NAMES.get(coll, "document_id" if known.get("document_id") else "party_id")
    found: str | None = known.get(name)
    return found
