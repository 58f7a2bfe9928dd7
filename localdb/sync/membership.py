"""What the store keeps of the city server besides the log: its address and key, the leave to work alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from localdb.base import Row
from localdb.outbox import signed
from localdb.sync.session import reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Engine

    from localdb.outbox import Sign

_READ = "SELECT told, key_name, leave FROM sync_membership"
_BEGIN = "INSERT INTO sync_membership (key_name, told, leave) VALUES (?, '{}', '{}')"
_TOLD = "UPDATE sync_membership SET told = ?"
_UNSIGNED = (
    "SELECT place, cs_id, cs_no, device, hash, incarnation FROM outbox"
    " WHERE state = 'new' AND coalesce(sig, '') = '' ORDER BY place"
)
_SIGN = "UPDATE outbox SET sig = ? WHERE place = ?"
_LEAVE = "UPDATE sync_membership SET leave = ? WHERE coalesce(json_extract(leave, '$.issued'), '') < ?"


class MembershipRow(Row):
    """One row, from the first attempt to enrol on.

    Attributes:
        key_name: Under which name the vault keeps this computer's key.
        told: Address, server, its key, device, town, as JSON; empty until the server let this computer in.
        leave: Until when this computer may work without the city, as the server signed it, as JSON.
    """

    __tablename__ = "sync_membership"

    key_name: Mapped[str] = mapped_column(primary_key=True)
    told: Mapped[str]
    leave: Mapped[str]


class SqlMembership:
    """Reads and keeps the one row."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def key_name(self, fresh: str) -> str:
        """Return the name of this computer's key; ``fresh`` is kept when there was none."""
        with self._engine.begin() as connection:
            row = connection.exec_driver_sql(_READ).one_or_none()
            if row is not None:
                return str(row.key_name)
            connection.exec_driver_sql(_BEGIN, (fresh,))
            return fresh

    def told(self) -> Mapping[str, str]:
        """Return what the server told at enrolment; empty before it."""
        with reading(self._engine) as connection:
            return read_membership(connection)[0]

    def keep(self, told: Mapping[str, str]) -> None:
        """Keep what the server told at enrolment."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql(_TOLD, (json.dumps(dict(told), ensure_ascii=False),))

    def keep_leave(self, leave: Mapping[str, Any]) -> bool:
        """Keep a leave to work without a word from the city, unless a later one is known; tell which."""
        with self._engine.begin() as connection:
            kept = connection.exec_driver_sql(_LEAVE, (json.dumps(dict(leave)), leave["issued"]))
        return kept.rowcount > 0


def sign_waiting(engine: Engine, sign: Sign) -> None:
    """Sign work that was kept while the vault was closed, before it is sent."""
    with engine.begin() as connection:
        rows = connection.exec_driver_sql(_UNSIGNED).all()
        signatures = [
            (sign(signed(str(UUID(bytes=cs_id)), number, device, content, incarnation)), place)
            for place, cs_id, number, device, content, incarnation in rows
        ]
        if signatures:
            connection.exec_driver_sql(_SIGN, signatures)


def read_membership(connection: Connection) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what the server told at enrolment, and the present leave; both empty before it."""
    row = connection.exec_driver_sql(_READ).one_or_none()
    return ({}, {}) if row is None else (json.loads(row.told), json.loads(row.leave))
