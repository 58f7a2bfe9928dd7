"""Succession (重新登记): the names a computer had at the city before it was enrolled anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from sync.cityserver.registry_tables import device

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FORMER = select(device.c.former).where(
    device.c.town == bindparam("of"), device.c.device == bindparam("of_device")
)


def former_names(connection: Connection, town: str, name: str) -> tuple[str, ...]:
    """Return what a computer was called before, the latest first; each name was proven by its key."""
    found: list[str] = []
    while True:
        former = connection.execute(_FORMER, {"of": town, "of_device": name}).scalar()
        if former is None or former in found:
            return tuple(found)
        found.append(name := str(former))
