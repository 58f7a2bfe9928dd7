"""Change sets of a former store keep their order, and gain groups, hash and pending marks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from localdb.outbox import content_hash
from localdb.store import FILE_NAME, open_store
from tests.db.former_store import former_store
from tests.db.surroundings import CLERK, TOWN, means

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

DEVICE, LIFE, RECORD = UUID(int=1), UUID(int=2), str(UUID(int=3))
BIRTH = {"status": "filed", "status_since": None, "ending_reason": "", "cause": "占道经营"}
AT = "2026-03-01T01:00:00.000001+00:00"


def head(word: str) -> dict[str, Any]:
    """Return the beginning of an operation on the record."""
    return {"op": word, "coll": "case", "id": RECORD, "town": TOWN, "sv": 1}


def put_in(connection: Connection, number: int, operations: list[dict[str, Any]]) -> None:
    """Add a change set as the former program wrote it."""
    row = (
        number,
        UUID(int=100 + number).bytes,
        TOWN,
        CLERK.bytes,
        AT,
        json.dumps(operations),
        "old hash",
        "new",
    )
    connection.exec_driver_sql("INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


@pytest.fixture
def upgraded(tmp_path: Path) -> Any:
    """The outbox and the pending marks of a former store opened today."""
    engine = former_store(tmp_path / FILE_NAME, "0011")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO device VALUES (?, ?, 2, ?)", (DEVICE.bytes, LIFE.bytes, AT))
        put_in(connection, 1, [{**head("put"), "set": BIRTH}])
        patch = {**head("patch"), "old": {"status": "filed"}, "set": {"status": "investigating"}}
        put_in(connection, 2, [patch])
        use = ("罚", 2026, 1, "1号", None, "used", "")
        row = (UUID(int=9).bytes, TOWN, *use)
        connection.exec_driver_sql("INSERT INTO number_uses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    engine.dispose()
    store = open_store(tmp_path, means())
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM outbox ORDER BY place").mappings().all()
        marks = connection.exec_driver_sql("SELECT record_id, place, coll FROM pending ORDER BY place").all()
        kept = connection.exec_driver_sql("SELECT n, text FROM number_uses").all()
    store.close()
    return rows, marks, kept


def test_each_keeps_its_number_and_gains_the_device_that_made_it(upgraded: Any) -> None:
    rows, _marks, _kept = upgraded

    assert [(each["place"], each["cs_no"], each["state"]) for each in rows] == [(1, 1, "new"), (2, 2, "new")]
    assert {(each["device"], each["incarnation"]) for each in rows} == {(str(DEVICE), str(LIFE))}


def test_old_values_fill_the_whole_group_as_it_was(upgraded: Any) -> None:
    rows, _marks, _kept = upgraded

    (patch,) = json.loads(rows[1]["operations"])

    assert patch["old"] == {"status": "filed", "status_since": None, "ending_reason": ""}
    assert patch["set"] == {"status": "investigating"}


def test_the_hash_is_that_of_a_change_set_made_today(upgraded: Any) -> None:
    rows, _marks, _kept = upgraded

    operations = json.loads(rows[1]["operations"])
    told = content_hash(AT, str(UUID(int=102)), operations, TOWN, str(CLERK))

    assert rows[1]["hash"] == told


def test_every_record_it_touches_is_pending_and_numbers_stay(upgraded: Any) -> None:
    _rows, marks, kept = upgraded

    assert marks == [(RECORD, 1, "case"), (RECORD, 2, "case")]
    assert kept == [(1, "1号")]
