"""Numbers that two computers name after a restore (两处申报的文号): whoever was lent them last keeps them.

The backup may name a holder that gave a number back since. Its own report tells; until all have reported, the
other's word is kept with the line.
"""

from __future__ import annotations

from dataclasses import replace
from json import loads
from typing import TYPE_CHECKING, Any

from sync.cityserver.heads import RECOVERING
from sync.cityserver.register import Number, Register, State
from sync.cityserver.succession import former_names
from sync.protocol.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.cityserver.visits import Caller, Visit

_GIVEN_UP = "given_up"


def contested(visit: Visit, line: Number) -> bool:
    """Tell whether a line rests on the backup alone: its holder has not named it, or gave it up since."""
    if visit.head.state != RECOVERING or line.rec is not None or line.by is not None:
        return False
    told = line.told == visit.head.epoch
    return line.state == State.VOID if told else line.state == State.LEASED


def claimed(visit: Visit, line: Number, who: Mapping[str, str | None]) -> Number:
    """Return a contested line with the word of another who names it: device, life and loan."""
    before = _claim(visit, line)
    if before is not None and before["device"] != who["device"]:
        return line
    return replace(line, claim=canonical({"epoch": visit.head.epoch, **who}))


def claims_it(visit: Visit, line: Number, device: str) -> bool:
    """Tell whether a computer named a number that rests on the backup alone."""
    claim = _claim(visit, line)
    return claim is not None and claim["device"] == device and contested(visit, line)


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
        claim = _claim(visit, line)
        if claim is None or claim["device"] not in names:
            continue
        present = (claim["device"], claim["incarnation"]) == (caller.device, named["incarnation"])
        if not present:
            register.change([line], lambda each: _given_up(each, named["reason"]))
        elif line.key in named["numbers"] and named["numbers"][line.key] in (None, claim["loan"] or ""):
            register.change([line], lambda each: replace(each, claim=None))


def settle_claims(visit: Visit) -> None:
    """Lend what its holder did not name to whoever did, once everybody has reported."""
    register = Register(visit.connection, visit.town)
    register.change(register.claimed(), lambda line: _settled(visit, line))
    register.flush()


def _settled(visit: Visit, line: Number) -> Number:
    claim = _claim(visit, line)
    if claim is None or not (line.state == State.FREE or contested(visit, line)):
        return replace(line, claim=None)
    who = {name: claim[name] for name in ("device", "incarnation", "loan")}
    became = Number(visit.town, *line.key, State.LEASED, at=visit.now, told=visit.head.epoch, **who)
    if _GIVEN_UP in claim:
        return replace(became, state=State.VOID, reason=claim[_GIVEN_UP], told=None)
    return became


def _given_up(line: Number, reason: str) -> Number:
    return replace(line, claim=canonical({**loads(str(line.claim)), _GIVEN_UP: reason}))


def _claim(visit: Visit, line: Number) -> dict[str, Any] | None:
    """Return who else named a number since the restore; what was said after an earlier one is past."""
    found: dict[str, Any] = {} if line.claim is None else loads(line.claim)
    return found if found.get("epoch") == visit.head.epoch else None
