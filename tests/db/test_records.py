"""Every kind of record comes back as it was saved."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.case import Case
from app.domain.record import RecordNotFoundError
from app.domain.setting import Setting
from app.ports import Beginning
from localdb.asking import AT_ONCE
from localdb.records import tables
from localdb.repository import _query
from tests.db.record_strategies import KINDS, records
from tests.db.surroundings import TOWN, case

if TYPE_CHECKING:
    from localdb.outbox import Means
    from localdb.store import Store

NAMES = st.text(st.characters(codec="utf-8", max_codepoint=0x10FFFE), max_size=6) | st.text(
    "aA.%_*\U0010fffe", max_size=4
)
"""Texts, some of which share their beginnings, and signs that mean something to a search."""


def test_every_record_of_the_domain_has_a_row() -> None:
    assert len(KINDS) >= 20


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_has_the_attributes_of_its_record_in_order(kind: type[Any]) -> None:
    assert list(tables()[kind].c.keys()) == [each.name for each in fields(kind)]


@pytest.mark.parametrize("kind", KINDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_record_comes_back_as_it_was_saved_and_as_it_was_changed(
    kind: type[Any], data: st.DataObject, store: Store
) -> None:
    first = data.draw(records(kind))
    second = data.draw(records(kind).map(lambda other: _with_id(other, first.id)))

    with store.begin() as work:
        work.of(kind).save(first)
        kept = work.of(kind).get(first.id)
        work.of(kind).save(second)
        changed = work.of(kind).get(first.id)

    assert kept == first
    assert changed == second


def test_an_unknown_id_is_refused_in_words(store: Store, given: Means) -> None:
    with store.begin() as work, pytest.raises(RecordNotFoundError, match="案件"):
        work.of(Case).get(given.ids.new())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, max_size=8), start=NAMES)
def test_texts_are_found_by_their_beginning(names: list[str], start: str, store: Store) -> None:
    with store.begin() as work:
        for number, name in enumerate(names):
            work.of(Setting).save(Setting(UUID(int=number), TOWN, name, "1"))
            work.of(Setting).save(Setting(UUID(int=100 + number), "", name, "1"))
        found = work.of(Setting).find(town=TOWN, name=Beginning(start))

    assert [each.name for each in found] == [each for each in names if each.startswith(start)]


def test_an_index_serves_what_is_found_by_its_beginning(store: Store) -> None:
    query = _query(tables()[Setting], ("town",), (), ("name",))
    with store.engine.connect() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {query}", {"town": TOWN, "name": "a", "name__end": "b"}
        )
        told = " ".join(str(row) for row in plan)

    assert "ix_settings_town_name (town=? AND name>? AND name<?)" in told


def test_what_is_not_committed_is_not_kept(store: Store, given: Means) -> None:
    with store.begin() as work:
        work.of(Case).save(case(given))

    with store.read() as work:
        assert work.of(Case).find() == ()


def test_records_are_found_by_value_and_by_absence_oldest_first(store: Store, given: Means) -> None:
    first, second, third = case(given), case(given, cause="违建"), case(given)
    with store.begin() as work:
        for each in (third, second, first):
            work.of(Case).save(each)
        work.commit()

    with store.read() as work:
        assert work.of(Case).find(cause="占道经营") == (first, third)
        assert work.of(Case).find(merged_into=None) == (first, second, third)


def test_many_records_are_asked_for_at_once_by_their_ids(store: Store, given: Means) -> None:
    with store.begin() as work:
        kept = [case(given) for _each in range(2 * AT_ONCE + 1)]
        for each in kept:
            work.of(Case).save(each)
        asked = [given.ids.new(), *(each.id for each in reversed(kept))]

        found = work.of(Case).among(asked)
        told = work.of(Case).glance(asked, "id", "cause")

    assert found == tuple(kept)
    assert told == tuple((each.id, each.cause) for each in kept)


def test_the_newest_id_is_the_greatest(given: Means) -> None:
    made = [given.ids.new() for _ in range(2000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def _with_id(record: Any, record_id: object) -> Any:
    values = {each.name: getattr(record, each.name) for each in fields(record)}
    return type(record)(**{**values, "id": record_id})
