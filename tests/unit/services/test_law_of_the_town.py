"""Gates, limits and services go by the holidays and settings of the town, not only by the published ones."""

from __future__ import annotations

import json
from importlib.resources import files

from app.domain.setting import Setting
from app.rules.deadlines.compute import compute
from app.rules.deadlines.law import applying, law_here, published_law
from app.services.law import YEAR, law_of
from tests.builders import TOWN, ident
from tests.unit.services.world import World, notified

SERVED = "2026-03-10"


def with_longer_rest(world: World) -> None:
    """Let the year the town imported rest from 11 March to 3 April 2026."""
    year = files("resources").joinpath("calendar", "2026.toml").read_text("utf-8")
    stretches = (("2026-03-11", "2026-03-22"), ("2026-03-23", "2026-04-03"))
    rests = (f'[[rest]]\nname = "示例假期"\nfirst = {first}\nlast = {last}\n' for first, last in stretches)
    text = "\n".join([year, *rests])
    world.put(Setting(ident("holidays"), TOWN, f"{YEAR}2026", json.dumps(text)))


def test_a_gate_waits_for_the_end_by_the_holidays_of_the_town() -> None:
    world = notified()
    assert world.refused("T17D") == set()

    world = notified()
    with_longer_rest(world)

    assert world.refused("T17D") == {"G08"}


def test_what_a_case_may_do_is_told_by_the_same_law() -> None:
    world = notified()
    with_longer_rest(world)

    (offer,) = (each for each in world.desk.possible(world.case.id) if each.transition.code == "T17D")

    assert [each.gate for each in offer.refusals] == ["G08"]


def test_outside_a_case_the_published_law_answers() -> None:
    world = notified()
    with_longer_rest(world)
    with world.office.read() as work:
        law = law_of(work, TOWN)

    with applying(law):
        inside = compute("D10", {"trigger": SERVED}).legal_due
    outside = compute("D10", {"trigger": SERVED}).legal_due

    assert law_here() is published_law()
    assert str(outside) == "2026-03-17"
    assert inside > outside
