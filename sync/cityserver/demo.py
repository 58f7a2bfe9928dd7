"""The demonstration city (演示平台): seventeen towns and a few fictional published decisions."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select

from sync.cityserver.clock import beijing_day, stamp
from sync.cityserver.registry_tables import town as towns
from sync.cityserver.scope import CITY, scoped
from sync.cityserver.towns import Town, keep_towns
from sync.protocol import declarations
from sync.protocol.declaration import Nature, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from sync.cityserver.web.platform import Platform

BY = "演示平台"
_NAMESPACE = "chengzhi:demonstration:city:"
_EMPTY: Mapping[Wire, Any] = {
    Wire.NUMBER: 0,
    Wire.FEN: 0,
    Wire.TICK: False,
    Wire.IDS: [],
    Wire.WORDS: [],
    Wire.TEXTS: [],
    Wire.LINES: [],
    Wire.TEXT_BY_NAME: {},
}
_FAMILIES, _CAUSES = (
    "周吴郑王冯陈褚卫蒋沈韩杨",
    ("占道经营", "擅自设置户外广告", "未按规定分类投放生活垃圾", "夜间施工噪声超标"),
)
_LISTED_FROM = "2021-07-15"
_SHOWN = 6
"""Towns that have decisions to show."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A town's demonstration case (演示案件)."""

    town: Town
    n: int
    now: datetime

    @property
    def day(self) -> date:
        """The day of its decision."""
        return beijing_day(self.now) - timedelta(days=9 * self.n + 5)


def fill(platform: Platform) -> bool:
    """Fill an empty server with the demonstration city; a server that keeps towns is left as it is."""
    with scoped(platform.engine, CITY) as connection:
        if connection.execute(select(towns).where(towns.c.town == CITY)).first() is not None:
            return False
    write(platform)
    return True


def write(platform: Platform) -> None:
    """Keep the towns and write what the demonstration shows."""
    kept = keep_shipped_towns(platform)
    platform.core.publish(list(_powers()), BY)
    for place, town in enumerate(kept[:_SHOWN]):
        seen = [Seen(town, n, platform.clock.now()) for n in range(1 + place % 3)]
        platform.core.write(town.code, [op for each in seen for op in _case(each)], BY)


def keep_shipped_towns(platform: Platform) -> tuple[Town, ...]:
    """Keep the towns of the shipped list, and the city, and return them."""
    kept = tuple(shipped_towns())
    keep_towns(platform.engine, kept, platform.clock.now())
    return kept


def shipped_towns() -> Iterator[Town]:
    """Return the towns of the shipped list, and the city itself."""
    text = files("resources").joinpath("institutions", "towns.toml").read_text("utf-8")
    for each in tomllib.loads(text)["town"]:
        yield Town(each["code"], each["name"], each["kind"])
    yield Town(CITY, "市级平台", "city")


def _powers() -> Iterator[dict[str, Any]]:
    """Return the shipped list of powers; each entry has the id that a desk gives it too."""
    text = files("resources").joinpath("powers", "powers.csv").read_text("utf-8-sig")
    known = declarations()["power_item"].fields
    for row in csv.DictReader(io.StringIO(text)):
        said = {name: value for name, value in row.items() if known.get(name) is Wire.TEXT}
        days = {"listed_from": _LISTED_FROM, "effective_from": row["effective_from"][:10] or None}
        more = {"fine_spec": row["fine_spec_json"], "rectify": row["rectify_first"], "reference": True}
        name = "\x1f".join([_LISTED_FROM, *row.values()])
        born = _born("power_item", "", "", {**said, **days, **more, "profile": "default_apl"})
        yield {**born, "id": str(uuid5(NAMESPACE_URL, f"chengzhi:item:{name}"))}


def _case(seen: Seen) -> Iterator[dict[str, Any]]:
    """Return the records of a case with a published decision, all fictional."""
    code, n, day = seen.town.code, seen.n, seen.day
    family, cause = _FAMILIES[(int(code[-2:]) + n) % len(_FAMILIES)], _CAUSES[n % len(_CAUSES)]
    ids = {kind: _id(kind, f"{code}:{n}") for kind in ("case", "party", "officer", "document")}
    fine, number = 200_00 * (n + 1), f"演罚〔{day.year}〕{int(code[-3:])}{n + 1}号"
    at = stamp(seen.now - timedelta(days=n))
    yield _born("officer", code, f"{code}:{n}", {"name": f"{family}演示", "demonstration": True})
    card = {"officer_id": ids["officer"], "number": f"演{code[-3:]}{n + 1:03d}", "kind": "national"}
    days = {"issued_on": f"{day.year}-01-01", "valid_to": f"{day.year + 5}-12-31", "state": "valid"}
    yield _born("certificate", code, f"{code}:{n}", {**card, **days})
    stand = {"status": "SERVED", "procedure": "ordinary", "cause": cause, "demonstration": True}
    told = {"filed_on": str(day - timedelta(days=30)), "decided_on": str(day), "opened_at": at}
    yield _born("case", code, f"{code}:{n}", {**stand, **told, "number": f"演案〔{day.year}〕{n + 1}号"})
    who = {"case_id": ids["case"], "kind": "person", "name": f"{family}某某"}
    yield _born("party", code, f"{code}:{n}", who)
    paper = {"case_id": ids["case"], "party_id": ids["party"], "slug": "penalty_decision", "state": "served"}
    frozen = {"organ.name": f"江阴市{seen.town.name}（演示）", "penalty.text": f"罚款人民币{fine // 100}元"}
    born = {"created_at": at, "created_by": ids["officer"], "issued_on": str(day), "number": number}
    yield _born("document", code, f"{code}:{n}", {**paper, **born, "frozen": frozen})
    penal = {"case_id": ids["case"], "party_id": ids["party"], "act_id": ids["case"], "fine": fine}
    yield _born("penalty", code, f"{code}:{n}", {**penal, "kinds": ["fine"], "leaning": "none"})
    line = {"case_id": ids["case"], "at": at, "by_id": ids["officer"], "code": "fact.published"}
    yield _born(
        "log_line",
        code,
        f"{code}:{n}",
        {**line, "by_name": f"{family}演示", "text": f"{day}｜处罚决定已公示"},
    )


def _born(coll: str, town: str, name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the operation that brings a record to life; what is not said is empty."""
    declared = declarations()[coll]
    word = "append" if declared.nature is Nature.APPEND else "put"
    empty = {each: _empty(wire) for each, wire in declared.fields.items()}
    head = {"op": word, "coll": coll, "id": _id(coll, name), "town": town, "sv": declared.version}
    return {**head, "set": {**empty, **values}}


def _empty(wire: Wire) -> Any:
    return None if wire.value.endswith("?") else _EMPTY.get(wire, "")


def _id(coll: str, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{_NAMESPACE}{coll}:{name}"))
