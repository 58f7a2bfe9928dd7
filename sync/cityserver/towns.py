"""The towns a server keeps (镇街)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, text

from sync.cityserver.clock import stamp
from sync.cityserver.errors import CityError
from sync.cityserver.registry_tables import town as towns
from sync.cityserver.scope import scoped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Engine


class NoSuchTownError(CityError):
    """The server keeps no town of this code."""

    status = 404
    code = "no_town"
    hint = "请从“各镇街”进入，或者用 chengzhi-server towns 登记各镇街后再办理。"

    def __init__(self) -> None:
        super().__init__("没有这个镇（街道）。")


@dataclass(frozen=True, slots=True)
class Town:
    """One town or subdistrict, or the city itself."""

    code: str
    name: str
    kind: str


def keep_towns(engine: Engine, kept: Iterable[Town], now: datetime) -> None:
    """Add towns that are not kept yet."""
    for each in kept:
        with scoped(engine, each.code) as connection:
            known = connection.execute(select(towns).where(towns.c.town == each.code)).first()
            if known is None:
                row = {"town": each.code, "name": each.name, "kind": each.kind, "made_at": stamp(now)}
                connection.execute(insert(towns).values(**row))


def every_town(reports: Engine) -> tuple[str, ...]:
    """Return the codes of all towns, as the reports' account sees them."""
    with reports.connect() as connection:
        return tuple(connection.execute(text("select town from public_town order by town")).scalars())
