"""A store of two towns: one record of every kind for each, made from the types of its attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from inspect import getmembers, isfunction, signature
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_origin, get_type_hints

import app.bootstrap
from app.bootstrap import Program, build
from app.domain.case import Case, CaseStatus
from app.domain.document import Document
from app.domain.inspection import InspectionPlan
from app.domain.money import Money
from app.domain.officer import Establishment, Officer
from app.domain.power_item import PowerItem
from app.domain.role import Role
from app.rules.institutions import shipped_bureaus
from localdb.records import tables
from tests.builders import an_item, at, ident
from tests.fakes import FixedClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID

    from app.domain.record import Record

TODAY = date(2026, 6, 30)
HERE, THERE = (each.town for each in shipped_bureaus()[:2])
OTHER = {HERE: THERE, THERE: HERE}
KINDS = tuple(sorted((each for each in tables() if each is not PowerItem), key=lambda kind: kind.__name__))
_ALL_BUT_HEAD = tuple(each for each in Role if each is not Role.ADMIN)
_PLAIN: dict[Any, Any] = {
    int: 2026,
    bool: False,
    date: TODAY,
    datetime: at(TODAY),
    Money: Money(0),
}
_ABOUT: dict[type, dict[str, Any]] = {
    Case: {"status": CaseStatus.INVESTIGATING},
    Document: {"slug": "site_record"},
    Officer: {"roles": _ALL_BUT_HEAD, "in_post_from": date(2020, 1, 1)},
}
_BESIDE = {"plan_id": InspectionPlan, "document_id": Document}
"""What identities mean that no foreign key explains; the others are people."""


def of(kind: type[Any], town: str) -> UUID:
    """Return the identity of a town's record of a kind."""
    return ident(f"{kind.__name__} {town}")


def record_of(kind: type[Any], town: str) -> Record:
    """Return the one record of a kind that a town has; every text in it names the town."""
    hints = get_type_hints(kind)
    made = kind(**{each.name: _value(kind, each.name, hints[each.name], town) for each in fields(kind)})
    found: Record = replace(made, **_ABOUT.get(kind, {}))
    return found


def founded(folder: Path) -> Program:
    """Return a program over a store in which two towns work; nobody is signed in."""
    program = build(folder, FixedClock(at(TODAY)))
    first = record_of(Officer, HERE)
    assert isinstance(first, Officer)
    program.sign_in.found(first)
    with program.store.begin() as work:
        work.of(PowerItem).save(an_item())
        for town in (HERE, THERE):
            for kind in KINDS:
                work.of(kind).save(record_of(kind, town))
            work.of(Officer).save(_head(town))
        work.commit()
    program.sign_in.sign_out()
    return program


def seat(program: Program, town: str, *, head: bool = False) -> Program:
    """Let a person of a town sit down who does everything but administer, or its head who does that too."""
    program.sign_in.sign_in(_head(town).id if head else of(Officer, town))
    return program


def desks() -> Iterator[tuple[str, type[Any]]]:
    """Yield every desk of the program: its name and class."""
    for name, part in vars(Program).items():
        if isinstance(part, cached_property):
            yield name, getattr(app.bootstrap, str(part.func.__annotations__["return"]))


def methods(wants: Callable[[list[str], str], bool]) -> list[str]:
    """Return the public methods of all desks whose needed arguments and result are wanted: desk.method."""
    return [
        f"{desk}.{name}"
        for desk, kind in desks()
        for name, does in getmembers(kind, isfunction)
        if not name.startswith("_") and wants(needed(does), str(signature(does).return_annotation))
    ]


def needed(does: Callable[..., Any]) -> list[str]:
    """Return the names of the arguments a method cannot do without."""
    given = list(signature(does).parameters.values())[1:]
    return [each.name for each in given if each.default is each.empty and each.kind is not each.VAR_KEYWORD]


def called(program: Program, method: str, known: Mapping[str, Any]) -> Any:
    """Return what a method of a desk answers to known arguments."""
    desk, _, name = method.partition(".")
    does = getattr(getattr(program, desk), name)
    return does(*(known[each] for each in needed(getattr(type(getattr(program, desk)), name))))


def _head(town: str) -> Officer:
    """Return who holds every role in a town."""
    return Officer(
        ident(f"head {town}"), town, f"局长{town}", "", Establishment.CIVIL_SERVANT, roles=tuple(Role)
    )


def _value(kind: type[Any], name: str, hint: Any, town: str) -> Any:
    meant = _meant(kind, name)
    if meant is not None:
        return an_item().id if meant is PowerItem else of(meant, town)
    if get_origin(hint) in (Union, UnionType):
        return of(_BESIDE[name], town) if name in _BESIDE else None
    return town if name == "town" else _plain(name, hint, town)


def _plain(name: str, hint: Any, town: str) -> Any:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint is str:
        return f'"{name}{town}"'
    if get_origin(hint) is not None:
        return {} if issubclass(get_origin(hint), Mapping) else ()
    return next(iter(hint)) if issubclass(hint, StrEnum) else of(_BESIDE.get(name, Officer), town)


def _meant(kind: type[Any], name: str) -> type[Any] | None:
    """Return the kind that an identity is of: its own, or the one its column points to."""
    if name == "id":
        return kind
    keys = tables()[kind].c[name].foreign_keys
    by_table = {table.name: each for each, table in tables().items()}
    return next((by_table[each.target_fullname.partition(".")[0]] for each in keys), None)
