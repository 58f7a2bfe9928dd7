"""What people decide about the exchange, added to the change set of their transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.errors import AppError
from localdb.outbox import FORMAT
from localdb.sync.shapes import wire_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from localdb.outbox import Journal

_RETURNED = "SELECT cs_id, town, operations FROM outbox WHERE outcome = 'quarantined' AND state <> 'closed'"
_WAITING = "SELECT operations FROM outbox WHERE state = 'new'"
_WITHDRAWN = (
    "SELECT json_extract(op.value, '$.cs_id') FROM outbox, json_each(outbox.operations) AS op"
    " WHERE outbox.state IN ('new', 'answered') AND instr(outbox.operations, '\"withdraw\"') > 0"
    " AND json_extract(op.value, '$.op') = 'withdraw'"
    " AND coalesce(outbox.outcome, '') NOT IN ('quarantined', 'closed')"
)
_IN_ORDER = " ORDER BY place"
_WITHDRAW = "withdraw"


class ReturnedGoneError(AppError):
    """Returned work was settled already."""

    code = "sync.returned_gone"
    hint = "请刷新后查看处理结果。"

    def __init__(self) -> None:
        super().__init__("这份退回的内容已经处理。")


class NewerWorkWaitsError(AppError):
    """Returned work is to go again while newer work on its records, or its withdrawal, has not gone yet."""

    code = "sync.newer_waits"
    hint = "请先同步，待其上传后再重新上传这份内容。"

    def __init__(self) -> None:
        super().__init__("同一记录还有较新的修改或撤回没有上传，现在重新上传会打乱先后。")


class SqlSettling:
    """``Settling`` over one transaction."""

    def __init__(self, connection: Connection, journal: Journal, town: str) -> None:
        self._connection = connection
        self._journal = journal
        self._town = town

    def close(self, conflict: str, kind: type, record_id: UUID) -> None:
        """Close a conflict and leave the record as it stands."""
        where = {"coll": wire_name(kind), "id": str(record_id)}
        self._add({"op": "resolve", **where, "conflict": conflict, "old": {}, "set": {}})

    def give_up(self, cs_id: str) -> None:
        """Take returned work back for good."""
        if cs_id not in self._returned():
            raise ReturnedGoneError
        self._withdraw(cs_id)

    def send_again(self, cs_id: str) -> None:
        """Take returned work back, with what was returned because of it, and send its content anew.

        Raises:
            ReturnedGoneError: It was settled already.
            NewerWorkWaitsError: It would go after newer work on the same records, and undo that; or the city
                has not heard yet that some of that is taken back, and may refuse it.
        """
        returned = self._returned()
        if cs_id not in returned:
            raise ReturnedGoneError
        again, touched = _together(returned, cs_id)
        if self._waiting() & touched:
            raise NewerWorkWaitsError
        for each in again:
            self._withdraw(each)
        # What was sent again before and came back again goes once, where it stood the last time.
        content = [
            operation for each in again for operation in returned[each] if operation["op"] != _WITHDRAW
        ]
        self._journal.extra += [each for at, each in enumerate(content, 1) if each not in content[at:]]

    def _withdraw(self, cs_id: str) -> None:
        self._add({"op": _WITHDRAW, "coll": "", "id": "", "cs_id": cs_id})

    def _add(self, operation: dict[str, Any]) -> None:
        self._journal.extra.append({**operation, "town": self._town, "sv": FORMAT})

    def _waiting(self) -> set[str]:
        """Return the records that unsent work touches, or the work that it takes back."""
        rows, kept = self._connection.exec_driver_sql(_WAITING), self._kept()
        unsent = [each for (operations,) in rows for each in json.loads(operations)]
        taken_back = (kept.get(each["cs_id"], []) for each in unsent if each["op"] == _WITHDRAW)
        return _touched(unsent).union(*map(_touched, taken_back))

    def _returned(self) -> dict[str, list[dict[str, Any]]]:
        """Return what came back and nobody here has settled yet."""
        found = self._kept()
        gone = withdrawn(self._connection) if found else ()
        return {cs_id: operations for cs_id, operations in found.items() if cs_id not in gone}

    def _kept(self) -> dict[str, list[dict[str, Any]]]:
        """Return what came back and the city has not settled yet, in its order."""
        rows = self._connection.exec_driver_sql(_RETURNED + _IN_ORDER)
        return {str(UUID(bytes=cs_id)): json.loads(operations) for cs_id, _town, operations in rows}


def withdrawn(connection: Connection) -> set[str]:
    """Return the change sets that were settled here, and of which the city's log has not told yet."""
    return set(connection.exec_driver_sql(_WITHDRAWN).scalars())


def _together(returned: Mapping[str, list[dict[str, Any]]], cs_id: str) -> tuple[list[str], set[str]]:
    """Return what must go again with a change set, in its order, and the records all of it touches.

    Work on a common record belongs together: sent alone, the older would come after the newer and undo it.
    """
    touched, before = _touched(returned[cs_id]), set[str]()
    while touched != before:
        before = touched
        touched = before.union(*(each for each in map(_touched, returned.values()) if each & before))
    return [each for each in returned if each == cs_id or touched & _touched(returned[each])], touched


def _touched(operations: list[dict[str, Any]]) -> set[str]:
    return {each["id"] for each in operations if each["id"]}
