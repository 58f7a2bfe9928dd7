"""The towns and city teams (镇街与市级队伍) as shipped: names, codes and marks, with their source."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5

from app.domain.bureau import Bureau, TownKind
from app.domain.unit import Unit, UnitKind

CITY = "320281"
"""Code of the city, which its own teams carry instead of a town's."""


def shipped_bureaus() -> tuple[Bureau, ...]:
    """Return the seventeen bureaus as a first proposal, to be edited by the office."""
    text = files("resources").joinpath("institutions", "towns.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return tuple(
        Bureau(
            id=uuid5(NAMESPACE_URL, f"chengzhi:bureau:{town['code']}"),
            town=town["code"],
            slug=town["slug"],
            kind=TownKind(town["kind"]),
            town_name=town["name"],
            name=f"{town['name']}综合执法局",
            number_mark=town["mark"],
            mark=data["confidence"],
        )
        for town in data["town"]
    )


def shipped_city_teams() -> tuple[Unit, ...]:
    """Return the seven field teams of the city as a first proposal; what is not certain says so."""
    text = files("resources").joinpath("institutions", "city_teams.toml").read_text("utf-8")
    return tuple(
        Unit(
            id=uuid5(NAMESPACE_URL, f"chengzhi:city_team:{team['slug']}"),
            town=CITY,
            kind=UnitKind.CITY_TEAM,
            name=f"江阴市{team['field']}综合执法大队",
            field=team["field"],
            mark="名称 proposal；领域 " + team["mark"],
        )
        for team in tomllib.loads(text)["team"]
    )


def usual_squadrons(bureau: Bureau, names: tuple[str, ...]) -> tuple[Unit, ...]:
    """Return squadrons of a bureau under given names, the same ids for the same names."""
    return tuple(
        Unit(
            id=uuid5(NAMESPACE_URL, f"chengzhi:squadron:{bureau.town}:{name}"),
            town=bureau.town,
            kind=UnitKind.SQUADRON,
            name=name,
            mark="proposal",
        )
        for name in names
    )
