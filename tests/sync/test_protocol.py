"""Each declaration matches its record, and each record survives the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.field import types_of
from app.domain.log_line import LogLine
from app.domain.money import Money
from app.domain.number_use import NumberUse
from sync.codecs import FixedFieldChangedError, declaration_of, decode, encode
from sync.protocol import declarations
from sync.protocol.declaration import Nature, Policy, Wire
from sync.protocol.values import fits
from tests.db.record_strategies import KINDS, records

SIMPLE = {
    str: Wire.TEXT,
    int: Wire.NUMBER,
    bool: Wire.TICK,
    date: Wire.DAY,
    datetime: Wire.MOMENT,
    UUID: Wire.ID,
    Money: Wire.FEN,
}
SENT = [kind for kind in KINDS if declaration_of(kind).nature is not Nature.REFERENCE]


def wire_of(hint: Any) -> str:
    """Return the wire kind that an attribute's type calls for."""
    if get_origin(hint) is tuple:
        (inner, _) = get_args(hint)
        return (
            "lines"
            if is_dataclass(inner)
            else {"id": "ids", "text": "texts", "word": "words"}[wire_of(inner)]
        )
    if get_origin(hint) is Mapping:
        return "text_by_name"
    if NoneType in get_args(hint):
        return wire_of(get_args(hint)[0]) + "?"
    if hint in SIMPLE:
        return SIMPLE[hint].value
    assert issubclass(hint, StrEnum)
    return "word"


def test_every_record_is_declared_and_nothing_else() -> None:
    assert {declaration_of(kind).name for kind in KINDS} == set(declarations())
    assert len(declarations()) >= 20


@pytest.mark.parametrize("kind", KINDS)
def test_a_declaration_has_the_fields_and_kinds_of_its_record(kind: Any) -> None:
    types = types_of(kind)
    names = [each.name for each in fields(kind) if each.name not in ("id", "town")]

    found = declaration_of(kind).fields

    assert {name: wire.value for name, wire in found.items()} == {
        name: wire_of(types[name]) for name in names
    }


@pytest.mark.parametrize("kind", KINDS)
def test_policies_and_groups_name_fields_that_are_there_once(kind: type[Any]) -> None:
    declared = declaration_of(kind)
    grouped = [name for group in declared.groups for name in group]

    named = [*declared.notes, *declared.sets, *declared.fixed]

    assert {*named, *grouped} <= set(declared.fields)
    assert len(named) == len(set(named))
    assert len(grouped) == len(set(grouped))
    assert set(declared.notes).isdisjoint(grouped)
    for name in grouped:
        assert declared.group(name) in declared.groups


@pytest.mark.parametrize("kind", SENT)
@given(data=st.data())
def test_a_new_record_survives_the_wire(kind: type[Any], data: st.DataObject) -> None:
    record = data.draw(records(kind))

    operation = encode(None, record)

    assert operation is not None
    sent = json.loads(json.dumps(operation))
    assert sent["op"] == ("append" if declaration_of(kind).nature is Nature.APPEND else "put")
    assert set(sent["set"]) == set(declaration_of(kind).fields)
    assert decode(kind, UUID(sent["id"]), sent["town"], sent["set"]) == record


@pytest.mark.parametrize("kind", [kind for kind in SENT if declaration_of(kind).nature is Nature.MUTABLE])
@given(data=st.data())
def test_a_patch_on_the_old_state_gives_the_new_one(kind: type[Any], data: st.DataObject) -> None:
    old, other = data.draw(records(kind)), data.draw(records(kind))
    fixed = {"id", "town", *declaration_of(kind).fixed}
    new = replace(other, **{name: getattr(old, name) for name in fixed})

    patch, whole = encode(old, new), encode(None, old)

    assert whole is not None
    if patch is None:
        assert new == old
        return
    touched = {other for name in patch["set"] for other in declaration_of(kind).group(name)}
    assert patch["old"] == {name: whole["set"][name] for name in touched}
    assert all(patch["old"][name] != value for name, value in patch["set"].items())
    assert decode(kind, old.id, old.town, {**whole["set"], **patch["set"]}) == new


@given(data=st.data())
def test_reference_data_is_never_sent(data: st.DataObject) -> None:
    (kept_back,) = [kind for kind in KINDS if kind not in SENT]

    assert kept_back.__name__ == "PowerItem"
    assert encode(None, data.draw(records(kept_back))) is None


def test_a_line_of_the_log_is_never_changed() -> None:
    line = LogLine(
        UUID(int=1), "", None, datetime(2026, 1, 1, tzinfo=UTC), UUID(int=2), "甲", "一号机", "a", "甲"
    )

    assert encode(line, line) is None
    with pytest.raises(FixedFieldChangedError, match="text"):
        encode(line, replace(line, text="乙"))


def test_a_number_never_becomes_another() -> None:
    use = NumberUse(UUID(int=1), "", "罚", 2026, 1, "1号", None)

    assert declaration_of(NumberUse).policy("n") is Policy.FIXED
    with pytest.raises(FixedFieldChangedError, match="n never"):
        encode(use, replace(use, n=2))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Wire.TEXT, "a\0b"),
        (Wire.TEXTS, ["a", "\0"]),
        (Wire.TEXT_BY_NAME, {"\0": "a"}),
        (Wire.LINES, [{"a": ["\0"]}]),
        (Wire.DAY, "20261102"),
        (Wire.DAY_OR_NONE, "2026-W45-1"),
    ],
)
def test_what_the_citys_database_cannot_read_is_refused(kind: Wire, value: object) -> None:
    assert not fits(kind, value)
