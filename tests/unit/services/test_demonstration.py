"""A store is wholly real or wholly fictional."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.case import Case
from app.domain.clue import Clue
from app.domain.role import Role
from app.services.clues import ClueDesk
from app.services.demonstration import MixedStoreError, is_demonstration
from app.services.officers import OfficerDesk
from app.services.signing_in import SignInDesk
from tests.builders import TOWN, a_case, a_clue, a_party, an_act, an_officer, ident
from tests.fakes import MemoryStore
from tests.unit.services.world import World


def a_town(*, fictional: bool) -> World:
    """A store founded by a fictional or a real first person, who sits at it."""
    world = World(a_case())
    first = an_officer("演示甲", Role.ADMIN, Role.CLERK, Role.HANDLER, demonstration=fictional)
    empty = MemoryStore(town=TOWN)
    SignInDesk(empty.begin, world.clock, "示例电脑").found(first)
    world.store.put(*(each for table in empty.tables.values() for each in table.values()))
    world.seat.take(first.id, first.name, *first.roles)
    return world


def test_what_is_registered_in_a_demonstration_store_is_marked() -> None:
    world = a_town(fictional=True)

    clue = ClueDesk(world.office).register(a_clue())
    case = world.desk.start_simple(
        a_case(id=ident("simple")), (a_party("乙", id=ident("p")),), (an_act("a"),)
    )
    person = OfficerDesk(world.office).save(an_officer("演示乙"))

    assert (clue.demonstration, case.demonstration, person.demonstration) == (True, True, True)
    assert ClueDesk(world.office).edit(replace(clue, demonstration=False)).demonstration
    assert world.desk.edit(replace(case, demonstration=False)).demonstration


def test_fictional_records_never_come_into_a_real_store() -> None:
    world = a_town(fictional=False)
    clues, cases = len(world.store.all(Clue)), len(world.store.all(Case))

    with pytest.raises(MixedStoreError):
        ClueDesk(world.office).register(a_clue(demonstration=True))
    with pytest.raises(MixedStoreError):
        world.desk.start_simple(a_case(id=ident("simple"), demonstration=True), (), ())
    with pytest.raises(MixedStoreError):
        OfficerDesk(world.office).save(an_officer("演示乙", demonstration=True))

    assert (len(world.store.all(Clue)), len(world.store.all(Case))) == (clues, cases)


def test_a_store_says_which_of_the_two_it_is() -> None:
    for fictional in (True, False):
        with a_town(fictional=fictional).store.begin() as work:
            assert is_demonstration(work) is fictional
