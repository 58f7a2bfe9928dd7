"""Document numbers (文号) for work without a line: lent in small blocks, returned only by their holders."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from json import dumps, loads
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select

from sync.cityserver.clock import beijing_day
from sync.cityserver.contested import give_up
from sync.cityserver.heads import RECOVERING
from sync.cityserver.register import Number, Register, State, freed
from sync.cityserver.succession import lent_to
from sync.cityserver.tables import lease as leases
from sync.cityserver.visits import Reply, halted
from sync.protocol.messages import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.cityserver.visits import Caller, Visit

MOST_LENT = 10
"""Numbers of one request at most."""

_ASKED = select(leases.c.device, leases.c.numbers).where(
    leases.c.town == bindparam("of"), leases.c.request == bindparam("of_request")
)
_LENT = insert(leases)


def lease(visit: Visit, caller: Caller, request: Mapping[str, Any]) -> Reply:
    """Lend numbers, the lowest free first; the same request is always answered the same."""
    if visit.head.state == RECOVERING or request["year"] < _year(visit):
        return halted(Code.FROZEN)
    before = visit.connection.execute(_ASKED, {"of": visit.town, "of_request": request["request"]}).first()
    if before is not None:
        numbers = loads(before.numbers) if before.device == caller.device else None
        return halted(Code.UNREADABLE) if numbers is None else Reply({"numbers": numbers})
    numbers = _lent(visit, caller, request)
    row = {"town": visit.town, "request": request["request"], "device": caller.device}
    visit.connection.execute(_LENT, {**row, "incarnation": request["incarnation"], "numbers": dumps(numbers)})
    return Reply({"numbers": numbers})


def release(visit: Visit, caller: Caller, request: Mapping[str, Any]) -> Reply:
    """Take named numbers back; void what earlier lives of the computer held and may have used."""
    register = Register(visit.connection, visit.town)
    mine, others = lent_to(register, visit, caller, request["incarnation"])
    named = {(each["series"], each["year"], each["n"]): each.get("loan") for each in request["numbers"]}
    # Lent to it again since, a number is not freed by a late copy that gave up the earlier loan.
    ended = [each for each in mine if each.key in named and named[each.key] in (None, each.loan or "")]
    register.change(ended, freed)
    reason = request["reason"].replace("\0", "")
    said = {"incarnation": request["incarnation"], "reason": reason, "numbers": named}
    give_up(visit, register, caller, said)
    register.change(others, lambda line: replace(line, state=State.VOID, reason=reason, at=visit.now))
    register.flush()
    return Reply()


def _lent(visit: Visit, caller: Caller, request: Mapping[str, Any]) -> list[int]:
    register = Register(visit.connection, visit.town)
    series, year = request["series"], request["year"]
    count = max(1, min(request["count"], MOST_LENT))
    numbers = register.lowest_free(series, year, count)
    holder = {"device": caller.device, "incarnation": request["incarnation"]}
    # A late copy of an earlier report does not claim these numbers, and must not free them.
    who = {**holder, "at": visit.now, "told": visit.head.epoch, "loan": request["request"]}
    for n in numbers:
        register.put(Number(visit.town, series, year, n, State.LEASED, **who))
    register.flush()
    return numbers


def _year(visit: Visit) -> int:
    return beijing_day(datetime.fromisoformat(visit.now)).year
