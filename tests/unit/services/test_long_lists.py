"""Lists of the sync centre hold the newest of what there is, tell how much there is, and move up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.document import Document, DocumentState
from app.domain.officer import Officer
from app.services.own_town import in_own_town
from app.services.syncing import SHOWN, SyncDesk
from tests.builders import TOWN, a_document
from tests.sync_facts import a_conflict, a_link
from tests.sync_fakes import MemoryAttachments, MemorySyncReading, QuietLine
from tests.unit.services.world import FIRST, SECOND, World, ready_to_file

if TYPE_CHECKING:
    from app.domain.disagreement import Disagreement
    from app.services.syncing import Centre

MORE = 30


def read(world: World, reading: MemorySyncReading, wanted: str = "") -> Centre:
    """Return the centre as read."""
    return SyncDesk(world.office, reading, QuietLine(), MemoryAttachments()).centre(wanted)


def conflicts(world: World) -> tuple[Disagreement, ...]:
    """Return more conflicts than a list holds."""
    one = a_conflict(world.case, FIRST.id, SECOND.id)
    return tuple(replace(one, id=f"c-{number}") for number in range(SHOWN + MORE))


def test_of_many_final_papers_the_newest_are_listed_and_all_are_counted() -> None:
    world = ready_to_file()
    one = a_document("01", state=DocumentState.FINAL)
    final = [replace(one, id=UUID(int=0x10000 + 2 * number)) for number in range(SHOWN + MORE)]
    drafts = [
        replace(one, id=UUID(int=0x10001 + 2 * number), state=DocumentState.DRAFT) for number in range(SHOWN)
    ]
    world.store.put(*final, *drafts)
    papers = frozenset(each.id for each in (*final, *drafts)) | {UUID(int=5)}

    found = read(world, MemorySyncReading(a_link(), papers=papers))

    assert found.printed == tuple(reversed(final[MORE:]))
    assert found.printed_whole == SHOWN + MORE
    assert found.cut


def test_of_many_conflicts_the_first_are_listed_and_all_are_counted() -> None:
    world = ready_to_file()
    every = conflicts(world)

    found = read(world, MemorySyncReading(a_link(), conflicts=every))

    assert found.conflicts == every[:SHOWN]
    assert found.conflicts_whole == SHOWN + MORE


def test_settled_conflicts_make_room_for_the_next_ones() -> None:
    world = ready_to_file()
    first, *rest = conflicts(world)

    found = read(world, MemorySyncReading(a_link(), conflicts=(replace(first, decided=True), *rest)))

    assert found.conflicts == tuple(rest[:SHOWN])


def test_a_decision_does_not_move_a_conflict_in_a_list_that_holds_them_all() -> None:
    world = ready_to_file()
    first, second, *_rest = conflicts(world)
    every = (replace(first, decided=True), second)

    assert read(world, MemorySyncReading(a_link(), conflicts=every)).conflicts == every


def test_a_conflict_somebody_came_for_is_listed_however_many_there_are() -> None:
    world = ready_to_file()
    every = conflicts(world)

    usual = read(world, MemorySyncReading(a_link(), conflicts=every), wanted=every[7].id)
    found = read(world, MemorySyncReading(a_link(), conflicts=every), wanted=every[-1].id)

    assert usual.conflicts == every[:SHOWN]
    assert found.conflicts == (*every[: SHOWN - 1], every[-1])


def test_people_of_every_town_are_asked_for_at_once_and_papers_of_the_own_town_alone() -> None:
    world = ready_to_file()
    paper = a_document("01")
    foreign = replace(SECOND, id=UUID(int=0x20000), town="320281102")
    papers = (paper, replace(paper, id=UUID(int=0x20001), town="320281102"))
    world.store.put(foreign, *papers)
    ids = [foreign.id, SECOND.id]

    with in_own_town(world.store.begin, world.seat)() as work:
        people, towns = work.of(Officer).among(ids), work.of(Officer).glance(ids, "town")
        own = work.of(Document).among([each.id for each in papers])
        told = work.of(Document).glance([each.id for each in papers], "slug")

    assert set(people) == {foreign, SECOND}
    assert sorted(towns) == [("320281102",), (TOWN,)]
    assert own == (paper,)
    assert told == ((paper.slug,),)


def test_who_left_is_named_like_who_is_here() -> None:
    world = ready_to_file()
    gone = replace(SECOND, in_post_to=world.clock.today().replace(year=2020))
    world.store.put(gone)

    found = read(world, MemorySyncReading(a_link()))

    assert found.people[gone.id] == gone.name
    assert len(found.people) == len(world.store.all(Officer))
