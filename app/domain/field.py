"""Field (字段): how one fact is named, asked for, checked and merged, declared once at its home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

Check = Callable[[Any], None]


class Kind(StrEnum):
    """How a field is typed on screen (录入方式)."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    MONEY = "money"
    NUMBER = "number"
    CHOICE = "choice"
    TICK = "tick"
    OFFICER = "officer"
    OFFICERS = "officers"
    ITEM = "item"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Field:
    """What is declared beside an attribute (字段声明): label, help, whether and how it is asked for.

    Attributes:
        label: The word of the papers for this fact.
        group: Heading under which a form shows it; empty means it is not typed by hand.
        required: Whether a form refuses to finish without it.
        check: Raises ``AppError`` when a value is not acceptable.
        legal: Whether a disagreement between two offices must be shown to a person.
    """

    label: str
    group: str = ""
    required: bool = False
    help: str = ""
    kind: Kind | None = None
    check: Check | None = None
    legal: bool = True


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared field of a record (已声明字段), with its Python type."""

    name: str
    field: Field
    type: Any
    optional: bool

    @property
    def kind(self) -> Kind:
        """The way it is typed, from the declaration or from its type."""
        if self.field.kind is not None:
            return self.field.kind
        return _kind_of(self.type)


@cache
def fields_of(record: type) -> tuple[Declared, ...]:
    """Return the declared fields of a record type, in the order of the class."""
    hints = get_type_hints(record, include_extras=True)
    found = []
    for each in fields(record):
        hint = hints[each.name]
        if get_origin(hint) is Annotated:
            inner, *notes = get_args(hint)
            note = next((one for one in notes if isinstance(one, Field)), None)
            if note is not None:
                plain, optional = _without_none(inner)
                found.append(Declared(each.name, note, plain, optional))
    return tuple(found)


@cache
def types_of(record: type) -> Mapping[str, Any]:
    """Return every attribute's plain type (attribute → type, ``None`` left in unions)."""
    return get_type_hints(record)


def label_of(record: type, name: str) -> str:
    """Return the label of an attribute, or its name when it is never shown."""
    return next((each.field.label for each in fields_of(record) if each.name == name), name)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        rest = [each for each in get_args(hint) if each is not NoneType]
        if len(rest) == 1:
            return rest[0], True
    return hint, False


def _kind_of(plain: Any) -> Kind:
    if isinstance(plain, type):
        if issubclass(plain, StrEnum):
            return Kind.CHOICE
        return _BY_NAME.get(plain.__name__, Kind.OTHER)
    return Kind.OTHER


_BY_NAME = {
    "str": Kind.TEXT,
    "date": Kind.DATE,
    "datetime": Kind.TIME,
    "Money": Kind.MONEY,
    "int": Kind.NUMBER,
    "bool": Kind.TICK,
}
