"""Random records of every kind, made from the types of their attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st

from app.domain.money import Money
from localdb.records import tables

KINDS = sorted(tables(), key=lambda kind: kind.__name__)
# SQLite holds eight bytes; a text may not hold half a surrogate pair.
_WHOLE = st.integers(-(2**63), 2**63 - 1)
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: _TEXTS,
    int: _WHOLE,
    bool: st.booleans(),
    UUID: st.uuids(),
    date: st.dates(),
    datetime: st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are bare by contract
    Money: st.builds(Money, _WHOLE),
}


def records(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any record of a kind."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{each.name: values(hints[each.name]) for each in fields(kind)})


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of an attribute's type."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if get_origin(hint) is not None:
        return _composed(get_origin(hint), get_args(hint))
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return records(hint)


def _composed(origin: Any, arguments: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if origin in (Union, UnionType):
        return st.none() | st.one_of([values(each) for each in arguments if each is not NoneType])
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    assert origin is Mapping, origin
    return st.dictionaries(_TEXTS, _TEXTS, max_size=3)
