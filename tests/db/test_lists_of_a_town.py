"""Lists narrowed to a town: nothing foreign, nothing of the own lost, and no slower question to the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from app.domain.case import Case
from app.domain.clue import ClueState
from localdb.lists import LISTS, SqlLists
from localdb.records import tables
from localdb.search.ask import MOST
from tests.db.surroundings import TOWN, case

if TYPE_CHECKING:
    from collections.abc import Callable

    from localdb.outbox import Means
    from localdb.store import Store

OTHER = "320281102"
_INDEXED = {"cases": "status", "clues": "state", "documents": "state"}


@pytest.fixture
def lists(store: Store) -> SqlLists:
    """The lists of one town."""
    return SqlLists(store.engine, lambda: TOWN)


def test_many_newer_finds_of_another_town_hide_none_of_the_own(
    store: Store, given: Means, lists: SqlLists
) -> None:
    own = case(given)
    with store.begin() as work:
        work.of(Case).save(own)
        for _ in range(MOST):
            work.of(Case).save(replace(case(given), town=OTHER))
        work.commit()

    assert lists.ids("cases", {}, "占道经营") == [own.id.bytes]
    assert lists.ids("cases", {"status": own.status}, "占道") == [own.id.bytes]
    assert len(store.lists.ids("cases", {}, "占道经营")) == MOST


@pytest.mark.parametrize("name", LISTS)
def test_rows_are_read_by_their_ids_and_never_by_their_town(store: Store, lists: SqlLists, name: str) -> None:
    table = tables()[LISTS[name].kind].name
    ids = [bytes([n] * 16) for n in range(200)]

    (first, *_beside) = _plans(store, lambda: lists.rows(name, ids))

    assert f"SEARCH {table} USING INDEX sqlite_autoindex_{table}_1 (id=?)" in first


@pytest.mark.parametrize(("name", "by"), _INDEXED.items())
def test_counts_are_read_from_an_index_alone(store: Store, lists: SqlLists, name: str, by: str) -> None:
    (plan,) = _plans(store, lambda: lists.counts(name, by))

    assert plan == f"SEARCH {name} USING COVERING INDEX ix_{name}_town_{by} (town=?)"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_asked_for_in_the_same_way_as_without_a_town(
    store: Store, lists: SqlLists, name: str
) -> None:
    filters = {"state": ClueState.OPEN} if name == "clues" else {}

    own = _plans(store, lambda: lists.ids(name, filters))

    without = _plans(store, lambda: store.lists.ids(name, filters))
    assert [_plain(each) for each in own] == [_plain(each) for each in without]


def _plain(plan: str) -> str:
    """Return a plan whether or not all that is read stands in its index."""
    return plan.replace("COVERING ", "")


def _plans(store: Store, ask: Callable[[], object]) -> list[str]:
    """Return how SQLite goes about each question that asking puts to it."""
    asked: list[tuple[str, Any]] = []

    def heard(_connection: object, _cursor: object, sql: str, given: Any, *_rest: object) -> None:
        if sql.startswith("SELECT"):
            asked.append((sql, given))

    event.listen(store.engine, "before_cursor_execute", heard)
    ask()
    event.remove(store.engine, "before_cursor_execute", heard)
    with store.engine.connect() as connection:
        return [
            "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given))
            for sql, given in asked
        ]
