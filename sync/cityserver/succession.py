"""Succession (重新登记): the names a computer had before it was enrolled anew, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from sync.cityserver.registry_tables import device

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.cityserver.register import Number, Register
    from sync.cityserver.visits import Caller, Visit

_FORMER = select(device.c.former).where(
    device.c.town == bindparam("of"), device.c.device == bindparam("of_device")
)


def lent_to(
    register: Register, visit: Visit, caller: Caller, incarnation: str
) -> tuple[list[Number], list[Number]]:
    """Return what the present life of a computer holds, and what its earlier lives and names hold."""
    names = (caller.device, *former_names(visit.connection, visit.town, caller.device))
    held = [each for name in names for each in register.leased_to(name)]
    mine = [each for each in held if (each.device, each.incarnation) == (caller.device, incarnation)]
    return mine, [each for each in held if each not in mine]


def former_names(connection: Connection, town: str, name: str) -> tuple[str, ...]:
    """Return what a computer was called before, the latest first; each name was proven by its key."""
    found: list[str] = []
    while True:
        former = connection.execute(_FORMER, {"of": town, "of_device": name}).scalar()
        if former is None or former in found:
            return tuple(found)
        found.append(name := str(former))
