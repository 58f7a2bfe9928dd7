"""From records of the domain to operations on the wire, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin
from uuid import UUID

from app.domain.field import types_of
from app.domain.money import Money
from sync.protocol import declarations
from sync.protocol.declaration import Declaration, Nature, Policy

T = TypeVar("T")

_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")
# A moment is also a day and a member of an enumeration also a text: the narrower kind comes first.
_WRITERS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (StrEnum, lambda value: value.value),
    (UUID, str),
    (datetime, lambda value: value.astimezone(UTC).isoformat(timespec="microseconds")),
    (date, date.isoformat),
    (Money, lambda value: value.fen),
    (Mapping, dict),
)
_COMMON = frozenset(("id", "town"))


class FixedFieldChangedError(ValueError):
    """A record that is only ever added, or a field fixed at birth, was changed: a bug of the caller."""


def declaration_of(kind: type) -> Declaration:
    """Return the declaration of a record class, found by its name (``LogLine`` → ``log_line``)."""
    return declarations()[_WORD_START.sub("_", kind.__name__).lower()]


def encode(
    old: object | None, new: object, *, conflict: str = "", chosen: Collection[str] = ()
) -> Mapping[str, Any] | None:
    """Return the operation that turns ``old`` into ``new``; ``None`` when there is nothing to send.

    ``put`` and ``append`` carry every field; ``patch`` the changed ones, and the old value of every field
    that is settled together with one of them.

    Args:
        old: The record as it was; ``None`` when it is new.
        new: The record as it becomes.
        conflict: The conflict that a named person settles by this change, if any.
        chosen: Fields sent although they may stay as they are, because the person chose so.
    """
    declared = declaration_of(type(new))
    if declared.nature is Nature.REFERENCE:
        return None
    values = _fields(new, declared)
    if old is None:
        word = "append" if declared.nature is Nature.APPEND else "put"
        return {"op": word, **_head(new, declared), "set": values}
    before = _fields(old, declared)
    changed = [name for name, value in values.items() if name in chosen or before[name] != value]
    if not changed and not conflict:
        return None
    _refuse_fixed(declared, [name for name in changed if before[name] != values[name]])
    was = {name: before[name] for name in _touched(declared, changed)}
    becomes = {name: values[name] for name in changed}
    closing = {"conflict": conflict} if conflict else {}
    return {
        "op": "resolve" if conflict else "patch",
        **_head(new, declared),
        **closing,
        "old": was,
        "set": becomes,
    }


def erase(old: object, reason: str) -> Mapping[str, Any]:
    """Return the operation that deletes a record as it was seen, with the reason told by a person."""
    declared = declaration_of(type(old))
    return {"op": "del", **_head(old, declared), "old": _fields(old, declared), "reason": reason}


def revive(old: object, new: object) -> Mapping[str, Any]:
    """Return the operation that brings a deleted record back as a person wants it, seen as it was deleted."""
    declared = declaration_of(type(new))
    before, values = _fields(old, declared), _fields(new, declared)
    becomes = {name: value for name, value in values.items() if before[name] != value}
    _refuse_fixed(declared, list(becomes))
    return {"op": "undelete", **_head(new, declared), "old": before, "set": becomes}


def decode(kind: type[T], record_id: UUID, town: str, values: Mapping[str, Any]) -> T:
    """Return the record that ``put`` or ``append`` carried."""
    make: Any = kind
    types = types_of(make)
    own = {name: from_wire(types[name], value) for name, value in values.items()}
    return cast("T", make(id=record_id, town=town, **own))


def to_wire(value: Any) -> Any:
    """Return a value of the domain as JSON knows it; money as whole fen, moments in UTC."""
    if isinstance(value, tuple):
        return [to_wire(each) for each in value]
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def field_value(kind: type, name: str, value: Any) -> Any:
    """Return the value of the domain for one field of a record, as the wire told it."""
    return from_wire(types_of(kind)[name], value)


def from_wire(hint: Any, value: Any) -> Any:
    """Return the value of the domain that ``to_wire`` wrote for an attribute of type ``hint``."""
    if value is None:
        return None
    if get_origin(hint) in (Union, UnionType):
        hint = next(each for each in get_args(hint) if each is not NoneType)
    if get_origin(hint) is tuple:
        return tuple(from_wire(get_args(hint)[0], each) for each in value)
    return _reader(hint)(value)


def _reader(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) is Mapping:
        return dict
    if hint in (date, datetime):
        return cast("Callable[[Any], Any]", hint.fromisoformat)
    if is_dataclass(hint) and hint is not Money:
        make: Any = hint
        return lambda value: make(**value)
    return cast("Callable[[Any], Any]", hint)


def _head(record: Any, declared: Declaration) -> dict[str, Any]:
    return {"coll": declared.name, "id": str(record.id), "town": record.town, "sv": declared.version}


def _fields(record: Any, declared: Declaration) -> dict[str, Any]:
    names = [each.name for each in fields(record) if each.name not in _COMMON]
    return {name: to_wire(getattr(record, name)) for name in names if name in declared.fields}


def _touched(declared: Declaration, changed: Collection[str]) -> list[str]:
    """Return the fields of every group that a changed field belongs to, in the order of the record."""
    touched = {other for name in changed for other in declared.group(name)}
    return [name for name in declared.fields if name in touched]


def _refuse_fixed(declared: Declaration, changed: list[str]) -> None:
    wrong = [each for each in changed if declared.policy(each) is Policy.FIXED]
    if changed and (declared.nature is Nature.APPEND or wrong):
        msg = f"{declared.name}: {', '.join(wrong or changed)} never changes once written"
        raise FixedFieldChangedError(msg)
