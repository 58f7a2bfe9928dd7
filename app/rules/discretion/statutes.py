"""Statutes (罚则库): every article with a fine that ships, found by its short citation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.rules.discretion.articles import Citation, Place, read_place
from app.rules.discretion.library import table, toml
from app.rules.discretion.spec import FineSpec, parse_spec


@dataclass(frozen=True, slots=True)
class Statute:
    """One article with its fine (罚则), from the power list or from the reference statutes.

    Attributes:
        code: Code in the power list, empty for a reference statute.
        effective: First day in force, ``None`` where the list does not say.
    """

    code: str
    law: str
    place: Place
    department: str
    kinds: str
    spec: FineSpec
    effective: date | None = None
    until: date | None = None


@cache
def statutes() -> tuple[Statute, ...]:
    """The power list's articles first, then the reference statutes."""
    listed = (_listed(row) for row in table("powers", "powers.csv"))
    extra = (_reference(raw) for raw in toml("statutes.toml")["statute"])
    return tuple(each for each in (*listed, *extra) if each is not None)


def find(citation: Citation, department: str = "") -> tuple[Statute, ...]:
    """The articles a short citation may mean, best name match and own department first.

    A note such as 旧 or a year in brackets asks for a statute no longer in force.
    """
    old = citation.note.startswith("旧") or "版" in citation.note
    fitting = [
        each for each in statutes() if each.place.covers(citation.place) and old is (each.until is not None)
    ]
    named = [(rank, each) for each in fitting if (rank := _rank(citation.law, each.law)) is not None]
    for group in (_own(named, department), named):
        if group:
            best = min(rank for rank, _ in group)
            return tuple(each for rank, each in group if rank == best)
    return ()


def _own(named: Iterable[tuple[int, Statute]], department: str) -> list[tuple[int, Statute]]:
    return [(rank, each) for rank, each in named if each.department.startswith(department)]


def _rank(short: str, full: str) -> int | None:
    if short == full:
        return 0
    if short in full:
        return 1
    marks = iter(full)
    return 2 if all(mark in marks for mark in short) else None


def _listed(row: dict[str, str]) -> Statute | None:
    place = read_place(row["penalty_article"])
    if place is None:
        return None
    spec = parse_spec(row["fine_spec_json"], row["penalty_basis"])
    return Statute(row["code"], row["penalty_law"], place, row["department"], row["kinds"], spec)


def _reference(raw: dict[str, Any]) -> Statute | None:
    place = read_place(raw["article"])
    if place is None:
        return None
    spec = parse_spec(json.dumps(raw["spec"]), f"《{raw['title']}》{raw['article']}")
    return Statute(
        "",
        raw["law"],
        place,
        raw["department"],
        raw["kinds"],
        spec,
        raw.get("effective"),
        raw.get("until"),
    )
