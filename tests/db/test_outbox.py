"""What one transaction changed leaves as one change set with old and new values."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from app.domain.case import Case
from app.domain.number_use import NumberState, NumberUse
from localdb.numbers import NumberNotUsedError
from localdb.outbox import canonical
from localdb.store import FILE_NAME
from tests.db.surroundings import CLERK, TOWN, case, clue

if TYPE_CHECKING:
    from pathlib import Path

    from localdb.outbox import Means
    from localdb.store import Store


def outbox(folder: Path) -> list[dict[str, Any]]:
    """Return the change sets of a store, oldest first."""
    connection = sqlite3.connect(folder / "store" / FILE_NAME)
    connection.row_factory = sqlite3.Row
    rows = [dict(row) for row in connection.execute("SELECT * FROM outbox ORDER BY cs_no")]
    connection.close()
    return [{**row, "operations": json.loads(row["operations"])} for row in rows]


def test_a_transaction_leaves_one_change_set(store: Store, given: Means, tmp_path: Path) -> None:
    one, other = case(given), clue(given)
    with store.begin() as work:
        work.of(Case).save(one)
        work.of(type(other)).save(other)
        work.commit()
    with store.begin() as work:
        work.of(Case).save(replace(one, cause="违建"))
        work.of(Case).save(replace(one, cause="违法建设", major=True))
        work.commit()

    first, second = outbox(tmp_path)

    assert [each["op"] for each in first["operations"]] == ["put", "put"]
    assert (first["cs_no"], second["cs_no"]) == (1, 2)
    assert (second["town"], second["by_id"], second["state"]) == (TOWN, CLERK.bytes, "new")
    assert first["at"] < second["at"]
    assert second["operations"] == [
        {
            "op": "patch",
            "coll": "case",
            "id": str(one.id),
            "town": TOWN,
            "sv": 2,
            "old": {"cause": "占道经营", "major": False},
            "set": {"cause": "违法建设", "major": True},
        }
    ]


def test_a_transaction_that_changed_nothing_leaves_no_change_set(
    store: Store, given: Means, tmp_path: Path
) -> None:
    one = case(given)
    for each in (one, one, replace(one)):
        with store.begin() as work:
            work.of(Case).save(each)
            work.commit()

    assert len(outbox(tmp_path)) == 1


def test_a_change_set_is_hashed_by_what_it_says_not_by_its_number(
    store: Store, given: Means, tmp_path: Path
) -> None:
    with store.begin() as work:
        work.of(Case).save(case(given))
        work.commit()

    (found,) = outbox(tmp_path)

    body = {
        "at": found["at"],
        "cs_id": str(UUID(bytes=found["cs_id"])),
        "ops": found["operations"],
        "sv": 1,
        "town": TOWN,
        "user": str(CLERK),
    }
    assert found["hash"] == hashlib.sha256(canonical(body).encode()).hexdigest()


def test_the_lowest_free_number_of_each_series_and_year_is_taken(store: Store, given: Means) -> None:
    with store.begin() as work:
        taken = [work.numbers.take("罚", 2026, given.ids.new()) for _ in range(3)]
        other = work.numbers.take("罚", 2027, given.ids.new()), work.numbers.take("告", 2026, given.ids.new())
        work.commit()
    with store.begin() as work:
        lost = work.numbers.take("罚", 2026, given.ids.new())
    with store.begin() as work:
        again = work.numbers.take("罚", 2026, given.ids.new())

    assert taken == [1, 2, 3]
    assert other == (1, 1)
    assert lost == again == 4


def test_a_gap_in_the_register_is_filled(store: Store, given: Means) -> None:
    with store.begin() as work:
        for n in (1, 3):
            work.of(NumberUse).save(NumberUse(given.ids.new(), TOWN, "罚", 2026, n, f"{n}号", None))
        assert [work.numbers.take("罚", 2026, given.ids.new()) for _ in range(2)] == [2, 4]


def test_a_void_number_keeps_its_reason_and_is_not_given_again(store: Store, given: Means) -> None:
    with store.begin() as work:
        n = work.numbers.take("罚", 2026, given.ids.new())
        work.numbers.void("罚", 2026, n, "填写错误")
        assert work.numbers.take("罚", 2026, given.ids.new()) == n + 1
        void, _used = work.of(NumberUse).find(series="罚")
        with pytest.raises(NumberNotUsedError):
            work.numbers.void("罚", 2026, 99, "填写错误")

    assert (void.state, void.reason) == (NumberState.VOID, "填写错误")
