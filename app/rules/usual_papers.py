"""Usual papers (常用文书): what a case that ends in a penalty needs whatever its item, by title."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from app.rules.gates.names import paper_name

OUTCOME = "penalty"


@cache
def usual_papers() -> tuple[str, ...]:
    """Return the titles of the papers every penalty case holds, in the order of the volume."""
    data = tomllib.loads(files("resources").joinpath("flow", "volume.toml").read_text("utf-8"))
    asked = [each for each in data["paper"] if OUTCOME in each.get("outcomes", [OUTCOME])]
    usual = [
        each for each in asked if each.get("when", "own_origin") == "own_origin" and "matter" not in each
    ]
    slugs = {slug for each in usual for slug in each["slugs"]} - {"no_penalty_decision"}
    return tuple(paper_name(slug) for slug in data["order"] if slug in slugs)
