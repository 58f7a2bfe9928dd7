"""Numbers that two computers name after a restore (两处申报的文号): whoever was lent them last keeps them.

The backup may name a holder that gave a number back since. Its own report tells; until all have reported,
what is said is kept with the line, and nothing is freed or void.
"""

from __future__ import annotations

from dataclasses import replace
from json import loads
from typing import TYPE_CHECKING, Any

from sync.cityserver.heads import RECOVERING
from sync.cityserver.register import Number, Register, State, freed
from sync.cityserver.succession import former_names
from sync.protocol.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.cityserver.visits import Caller, Visit

GIVEN_UP = "该计算机更换数据前借出，未再申报"
_FREE, _VOID, _BY, _GAVE_UP = "free", "void", "by", "gave_up"


def contested(visit: Visit, line: Number) -> bool:
    """Tell whether a line rests on the backup alone: its holder has not named the number since."""
    recovering = visit.head.state == RECOVERING
    return recovering and line.state == State.LEASED and line.told != visit.head.epoch


def claimed(visit: Visit, line: Number, who: Mapping[str, str | None]) -> Number:
    """Return a contested line with the word of another who names it: device, life and loan."""
    said = _said(visit, line)
    if _BY in said and said[_BY]["device"] != who["device"]:
        return line
    return _with(visit, line, {**said, _BY: dict(who)})


def claimant(visit: Visit, line: Number) -> str | None:
    """Return the computer that names a number of which the backup says that another holds it."""
    by: Mapping[str, str] = _said(visit, line).get(_BY, {})
    return by.get("device")


def leave(visit: Visit, register: Register, mine: Sequence[Number], others: Sequence[Number]) -> None:
    """Free what the present life of a computer does not claim, and void what its earlier lives held.

    While computers report, that takes effect when all have, unless another names the number.
    """
    if visit.head.state == RECOVERING:
        register.change(mine, lambda line: _with(visit, line, {**_said(visit, line), "fate": _FREE}))
        register.change(others, lambda line: _with(visit, line, {**_said(visit, line), "fate": _VOID}))
    else:
        register.change(mine, freed)
        register.change(others, lambda line: _void(visit, line, GIVEN_UP))


def give_up(visit: Visit, register: Register, caller: Caller, named: Mapping[str, Any]) -> None:
    """Take back what a computer said: what it gives back, and what its earlier lives and names held.

    Args:
        visit: The town.
        register: Its numbers.
        caller: Who speaks.
        named: Its present ``incarnation``, the ``reason``, ``numbers`` it gives back: key → loan.
    """
    if visit.head.state != RECOVERING:
        return
    names = {caller.device, *former_names(visit.connection, visit.town, caller.device)}
    for line in register.claimed():
        said = _said(visit, line)
        by = said.get(_BY, {})
        if by.get("device") not in names:
            continue
        if (by["device"], by["incarnation"]) != (caller.device, named["incarnation"]):
            register.put(_with(visit, line, {**said, _GAVE_UP: named["reason"]}))
        elif line.key in named["numbers"] and named["numbers"][line.key] in (None, by["loan"] or ""):
            register.put(_with(visit, line, {name: said[name] for name in said if name != _BY}))


def settle(visit: Visit) -> None:
    """Do what was said of numbers that rested on the backup alone, once everybody has reported."""
    register = Register(visit.connection, visit.town)
    register.change(register.claimed(), lambda line: _settled(visit, line))
    register.flush()


def _settled(visit: Visit, line: Number) -> Number:
    said, bare = _said(visit, line), replace(line, claim=None)
    if not contested(visit, line):
        return bare
    if _BY in said:
        lent = Number(visit.town, *line.key, State.LEASED, at=visit.now, told=visit.head.epoch, **said[_BY])
        return _void(visit, lent, said[_GAVE_UP]) if _GAVE_UP in said else lent
    if said.get("fate") == _FREE:
        return freed(line)
    return _void(visit, bare, GIVEN_UP) if said.get("fate") == _VOID else bare


def _void(visit: Visit, line: Number, reason: str) -> Number:
    return replace(line, state=State.VOID, reason=reason, at=visit.now)


def _said(visit: Visit, line: Number) -> dict[str, Any]:
    """Return what was said of a number since the restore; what was said after an earlier one is past."""
    found: dict[str, Any] = {} if line.claim is None else loads(line.claim)
    return found if found.get("epoch") == visit.head.epoch else {}


def _with(visit: Visit, line: Number, said: Mapping[str, Any]) -> Number:
    return replace(line, claim=canonical({**said, "epoch": visit.head.epoch}))
