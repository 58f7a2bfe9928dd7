"""What the sync centre reads of open conflicts: the present beside the late, also of what it cannot read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import Case
from app.services.disputes import NewerProgramError
from tests.sync.city_kit import CityKit
from tests.sync.desktop_kit import Desktop
from tests.sync.test_desktops import CASE, in_conflict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.disagreement import Disagreement


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desktop, Desktop]]:
    """Two desktops of one town that wrote one brief apart."""
    kit = CityKit()
    made = Desktop(kit, tmp_path, 1), Desktop(kit, tmp_path, 2)
    in_conflict(*made)
    yield made
    for each in made:
        each.close()


def only(desk: Desktop) -> Disagreement:
    """Return the one conflict a desk shows."""
    (found,) = desk.desk.centre().conflicts
    return found


def put_conflict(desk: Desktop, **changes: Any) -> None:
    """Let the city have opened a conflict like the one there is, but for some words of a newer program."""
    with desk.store.engine.begin() as connection:
        row = connection.exec_driver_sql("SELECT * FROM conflicts").one()._asdict()
        told = json.loads(row["told"]) | changes
        told["id"] = "newer.0.x"
        row |= {"id": "newer.0.x", "coll": told["coll"], "record_id": told["rec"], "kind": told["kind"]}
        row |= {"cs_id": "newer", "told": json.dumps(told)}
        columns, marks = ",".join(row), ",".join("?" * len(row))
        connection.exec_driver_sql(
            f"INSERT INTO conflicts ({columns}) VALUES ({marks})",  # noqa: S608 - names of our own table
            tuple(row.values()),
        )


@pytest.mark.parametrize(
    "newer",
    [
        {"coll": "drone"},
        {"kind": "melted"},
        {"fields": ["gains"], "mine": {"gains": "half"}},
        {"fields": ["colour"], "mine": {"colour": "红"}},
        {"fields": ["filed_on"], "theirs": {"filed_on": "春"}},
        {"rec": "not an identity"},
        {"at": "yesterday"},
        {"mine": None},
    ],
)
def test_a_conflict_of_a_newer_program_is_told_and_holds_up_no_other(
    desks: tuple[Desktop, Desktop], newer: dict[str, Any]
) -> None:
    one, _other = desks
    put_conflict(one, **newer)

    found = {each.id: each for each in one.desk.centre().conflicts}

    assert not found["newer.0.x"].readable
    (known,) = (each for each in found.values() if each.readable)
    one.desk.take_late(known.id, "核对现场记录")
    assert one.get(Case, CASE).brief == "乙写"


def test_a_conflict_that_cannot_be_read_is_not_settled(desks: tuple[Desktop, Desktop]) -> None:
    one, _other = desks
    put_conflict(one, coll="drone")

    with pytest.raises(NewerProgramError):
        one.desk.keep("newer.0.x", "理由")
