"""The towns (镇街) as shipped: names, codes and marks, with their source."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5

from app.domain.bureau import Bureau, TownKind


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
