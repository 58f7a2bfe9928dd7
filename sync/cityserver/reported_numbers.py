"""Document numbers at a roll call (归还时的文号): what a computer holds and used, and what it never got."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sync.cityserver.contested import GIVEN_UP, claimed, contested, give_up, leave
from sync.cityserver.register import Number, Register, State
from sync.cityserver.succession import lent_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sync.cityserver.register import Key
    from sync.cityserver.visits import Caller, Visit
    from sync.protocol.change_set import ChangeSet

_KIND = "number_use"


def hear(visit: Visit, caller: Caller, request: Mapping[str, Any], given: Iterable[ChangeSet]) -> None:
    """Keep the numbers a computer names for whoever holds them, so that nobody is lent them.

    A number it used stands in the name under which it was used: a computer may have been enrolled anew since.

    Args:
        visit: The town.
        caller: Who reports.
        request: Its report.
        given: The change sets of the report that the city may take.
    """
    register = Register(visit.connection, visit.town)
    said, authors = request["numbers"], dict(_used_in(given))
    holders = [(_key(each), caller.device, each.get("loan")) for each in said["leased"]]
    holders += [(_key(each), authors.get(_key(each), caller.device), None) for each in said["used"]]
    told = {"incarnation": request["incarnation"], "told": visit.head.epoch}
    for key, holder, loan in holders:
        line = register.get(key)
        if line is None or line.state == State.FREE:
            lent = Number(visit.town, *key, State.LEASED, device=holder, at=visit.now, **told)
            register.put(replace(lent, loan=loan))
        elif line.state == State.LEASED and line.device == caller.device:
            # A late copy of a report knows nothing of what was lent since.
            known = line.loan if line.told == visit.head.epoch else loan or line.loan
            register.put(replace(line, device=holder, told=visit.head.epoch, loan=known))
        elif contested(visit, line):
            who = {"device": holder, "incarnation": request["incarnation"], "loan": loan}
            register.put(claimed(visit, line, who))
    register.flush()


def free_unclaimed(visit: Visit, caller: Caller, incarnation: str) -> None:
    """Free what the present life of a computer does not claim: it never reached it.

    What earlier lives and names held was given up before the restore, which may have undone that; a disk
    that is no more may have used it, so it is void.
    """
    register = Register(visit.connection, visit.town)
    give_up(visit, register, caller, {"incarnation": incarnation, "reason": GIVEN_UP, "numbers": {}})
    held = lent_to(register, visit, caller, incarnation)
    mine, others = ([each for each in lines if each.told != visit.head.epoch] for lines in held)
    leave(visit, register, mine, others)
    register.flush()


def _used_in(given: Iterable[ChangeSet]) -> Iterator[tuple[Key, str]]:
    """Return the numbers some change sets put on paper, each with the computer that numbered it."""
    for each in given:
        for operation in each.ops:
            if _puts_on_paper(operation):
                yield _key(operation["set"]), each.device


def _puts_on_paper(operation: Any) -> bool:
    """Tell whether something sent names a number; its change set is examined when it is taken."""
    if not isinstance(operation, dict) or (operation.get("coll"), operation.get("op")) != (_KIND, "put"):
        return False
    fields, kinds = operation.get("set"), (("series", str), ("year", int), ("n", int))
    return isinstance(fields, dict) and all(isinstance(fields.get(name), kind) for name, kind in kinds)


def _key(said: Mapping[str, Any]) -> Key:
    return said["series"], said["year"], said["n"]
