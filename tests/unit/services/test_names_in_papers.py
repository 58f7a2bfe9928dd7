"""A party is called in its papers as the case calls it, a sole trader with the name of its business."""

from __future__ import annotations

from dataclasses import replace

from app.domain.party import PartyKind
from tests.builders import a_document
from tests.unit.services.world import PARTY, World, ready_to_decide

TRADER = replace(PARTY, kind=PartyKind.SOLE_TRADER, business_name="示例小吃店")


def decided_about(name: str) -> World:
    """A case ready to decide about a sole trader whose decision names it so."""
    world = ready_to_decide()
    world.put(TRADER)
    world.change(a_document("penalty_decision", PARTY), frozen={"party.name": name})
    return world


def test_a_trader_named_with_the_business_is_the_same_trader() -> None:
    assert decided_about(f"{PARTY.name}（示例小吃店）").refused("T17A") == set()


def test_a_trader_named_with_another_business_is_another() -> None:
    assert decided_about(f"{PARTY.name}（别家小吃店）").refused("T17A") == {"C09"}
