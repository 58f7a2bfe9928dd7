"""An administrator makes a file of what is kept here, and every town that gets it has the same law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.log_line import LogLine
from app.domain.power_item import PowerItem
from app.domain.role import Role, SignedIn
from app.domain.setting import Setting
from app.services.giving_out import ENDING, Contents, GivingOutDesk, NothingToGiveOutError, file_name
from app.services.grounds import EXEMPT, HEARING, TABLE, imported_on, limits_of
from app.services.law import CHOICE, YEAR, law_of
from app.services.list_import import Listing
from app.services.list_standards import StandardDesk
from app.services.office import Office
from app.services.penalties import PenaltyDesk
from app.services.refused import NotPermittedError
from app.services.settings import CITYWIDE, setting_id
from sync.codecs import decode
from sync.codecs.publication import publication
from sync.protocol.publication import EXTENSION, SETTINGS, read
from tests.builders import TOWN, a_case, an_item, at
from tests.db.record_strategies import records
from tests.fakes import FixedClock, MemoryStore, Seat
from tests.unit.lists.test_standards import HEAVY, looked, rising, saying
from tests.unit.services.given_out import (
    DAY,
    LATER,
    a_limit,
    a_table,
    a_year,
    an_exemption,
    exempted,
    kept,
    limits,
)
from tests.unit.services.world import FIRST, TODAY, World

if TYPE_CHECKING:
    from sync.protocol.publication import Publication

OTHER_TOWN = "320281102"
OFFICIAL = an_item(reference=False, code="SL-001")
CLOSED = replace(OFFICIAL, id=setting_id("", "closed"), listed_to=date(2025, 12, 31))
KINDS: dict[str, type[Any]] = {"power_item": PowerItem, "setting": Setting}


def an_administrators(*given_here: Setting) -> World:
    """Return a world with an administrator at it and only the shipped list in its store."""
    world = rising()
    world.seat.take(FIRST.id, "甲", Role.ADMIN)
    world.put(*given_here)
    return world


def full() -> World:
    """Return a world that keeps something of everything the city can give out."""
    own = (a_table(TOWN), an_exemption(TOWN), limits(a_limit(1000), a_limit(2000), town=TOWN), a_year(TOWN))
    world = an_administrators(*own, kept(TOWN, f"{CHOICE}some", 3), kept(TOWN, "standard_use.CG-001", []))
    world.put(OFFICIAL, CLOSED, kept(OTHER_TOWN, f"{YEAR}2027", "of another town"))
    return world


def made(world: World) -> Publication:
    """Return the file that is made of a world, read as the server reads it."""
    text, _contents = GivingOutDesk(world.office, publication).made()
    return read(text)


def brought(file: Publication, town: str = OTHER_TOWN) -> World:
    """Return another town's world that got all that a file gives out."""
    world = World(a_case())
    world.seat.who = replace(world.seat.who, town=town)
    for each in file.entries:
        world.put(decode(KINDS[each.coll], UUID(each.id), CITYWIDE, each.fields))
    return world


def test_a_file_holds_lists_and_the_own_towns_imports_and_nothing_else() -> None:
    file = made(full())

    names = sorted(str(each.fields["name"]) for each in file.entries if each.coll == "setting")
    beginnings = (YEAR, EXEMPT, HEARING, TABLE)
    assert [name.startswith(start) for name, start in zip(names, beginnings, strict=True)] == [True] * 4
    items = [each.id for each in file.entries if each.coll == "power_item"]
    assert sorted(items) == sorted((str(OFFICIAL.id), str(CLOSED.id)))
    assert file.made_by == "甲"


def test_what_a_file_holds_is_told_before_it_is_made() -> None:
    world = full()
    desk = GivingOutDesk(world.office, publication)

    assert desk.contents() == Contents(items=2, standards=1, exemptions=1, limits=2, years=1)
    assert "权力事项2项、裁量基准1份、不予处罚事项1条、听证标准2条、放假安排1年" in desk.contents().words
    assert world.store.all(LogLine) == ()


def test_making_a_file_leaves_a_line_in_the_journal() -> None:
    world = full()

    made(world)

    (line,) = world.store.all(LogLine)
    assert (line.code, line.by_name) == ("lists.given_out", "甲")
    assert "权力事项2项" in line.text


def test_settings_are_addressed_to_every_town_under_the_ids_of_their_names() -> None:
    world = full()
    stray = replace(a_year(TOWN, ()), id=world.office.ids.new())
    world.put(stray)

    entries = [each for each in made(world).entries if each.coll == "setting"]

    assert all(each.id == str(setting_id("", str(each.fields["name"]))) for each in entries)
    (year,) = (each for each in entries if str(each.fields["name"]).startswith(YEAR))
    assert year.fields["value"] == a_year().value


def test_there_is_nothing_to_give_out_where_only_shipped_lists_are() -> None:
    world = an_administrators(kept(TOWN, f"{CHOICE}some", 3))
    desk = GivingOutDesk(world.office, publication)

    for ask in (desk.contents, desk.made):
        with pytest.raises(NothingToGiveOutError, match="没有可以下发的内容"):
            ask()
    assert world.store.all(LogLine) == ()


def test_thresholds_that_were_all_taken_out_are_nothing_to_give_out() -> None:
    world = an_administrators(limits(town=TOWN))

    with pytest.raises(NothingToGiveOutError):
        GivingOutDesk(world.office, publication).contents()


def test_only_an_administrator_gives_out() -> None:
    world = full()
    world.seat.take(FIRST.id, "甲", Role.CLERK, Role.HANDLER)
    desk = GivingOutDesk(world.office, publication)

    for ask in (desk.contents, desk.made):
        with pytest.raises(NotPermittedError):
            ask()


def test_a_town_that_got_the_file_has_the_same_law_list_and_grounds() -> None:
    ours = full()
    theirs = brought(made(ours))

    with ours.office.read() as here, theirs.office.read() as there:
        assert law_of(here, TOWN).calendar.version == law_of(there, OTHER_TOWN).calendar.version
        unmarked = {
            key: replace(each, from_city=False) for key, each in imported_on(there, OTHER_TOWN, TODAY).items()
        }
        assert unmarked == dict(imported_on(here, TOWN, TODAY))
        amounts = [[each.amount for each in limits_of(work, town)] for work, town in _both(here, there)]
    assert amounts[0] == amounts[1]
    assert {OFFICIAL, CLOSED} <= set(theirs.store.all(PowerItem))
    shown = [PenaltyDesk(each.office).footing(an_item(), DAY).exemptions for each in (ours, theirs)]
    assert shown[0] == shown[1] != ()


def _both(here: Any, there: Any) -> tuple[tuple[Any, str], ...]:
    return ((here, TOWN), (there, OTHER_TOWN))


def test_of_versions_imported_for_one_day_the_one_in_force_is_given_out() -> None:
    for name in ("擅自示例", "另一示例", "第三示例", "第四示例"):  # whichever ids they are born under
        ours = an_administrators()
        desk = StandardDesk(ours.office)
        for day, most in ((DAY, 2000), (DAY, 3000), (LATER, 4000), (LATER, 2500)):
            desk.take_in(looked(saying(most, name), HEAVY), Listing(day, "示例基准"))
        for words in ("当场改正的", "三日内改正的"):
            exempted(ours.office, words)

        theirs = brought(made(ours))

        for day in (DAY, LATER):
            with ours.office.read() as here, theirs.office.read() as there:
                told = [
                    {key: each.standard for key, each in imported_on(work, town, day).items()}
                    for work, town in _both(here, there)
                ]
            assert told[0] == told[1] != {}
        (shown,) = PenaltyDesk(theirs.office).footing(an_item(), DAY).exemptions
        assert "三日内改正" in shown.words


def test_what_was_given_out_is_not_given_out_a_second_time_by_a_town_that_got_it() -> None:
    theirs = brought(made(full()))
    theirs.seat.take(FIRST.id, "甲", Role.ADMIN)

    contents = GivingOutDesk(theirs.office, publication).contents()

    assert contents == Contents(items=2, standards=0, exemptions=0, limits=0, years=0)


def test_desk_and_wire_agree_on_what_can_be_given_out_and_on_the_ending() -> None:
    assert sorted(SETTINGS) == sorted((TABLE, EXEMPT, HEARING, YEAR))
    assert ENDING == EXTENSION
    assert file_name(DAY) == "下发文件-20260101.czpub"


_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
_DAYS = st.dates().map(date.isoformat)
_VERSIONED = st.builds(
    lambda start, key, day, until, more: kept(
        TOWN, f"{start}{key}.{day}", {"key": key, "effective": day, "until": until, "more": more}
    ),
    st.sampled_from((TABLE, EXEMPT)),
    _TEXTS,
    _DAYS,
    st.none() | _DAYS,
    _TEXTS,
)
_YEARS = st.builds(lambda year, text: kept(TOWN, f"{YEAR}{year}", text), st.integers(2000, 2099), _TEXTS)
_ITEMS = (
    records(PowerItem)
    .map(lambda each: replace(each, town="", reference=False))
    .filter(lambda each: "\\x00" not in repr(each))
)


@given(
    st.lists(_VERSIONED | _YEARS, max_size=6), st.lists(_ITEMS, max_size=4), st.lists(st.uuids(), max_size=6)
)
def test_whatever_is_kept_is_read_back_as_it_was_written(
    settings: list[Setting], items: list[PowerItem], idents: list[UUID]
) -> None:
    twice = (replace(each, id=other) for each, other in zip(settings, idents, strict=False))
    store = MemoryStore(town=TOWN)
    store.put(limits(a_limit(1000), town=TOWN), *settings, *items, *twice)
    seat = Seat(SignedIn(FIRST.id, "甲", TOWN, frozenset({Role.ADMIN}), "示例电脑"))

    text, _contents = GivingOutDesk(
        Office(store.begin, FixedClock(at(TODAY)), store.ids, seat), publication
    ).made()

    found = [decode(KINDS[each.coll], UUID(each.id), CITYWIDE, each.fields) for each in read(text).entries]
    assert {each for each in found if isinstance(each, PowerItem)} == set(items)
    told = {(each.name, each.value) for each in found if isinstance(each, Setting)}
    here = {(each.name, each.value) for each in store.all(Setting)}
    assert told <= here
    assert sorted(name for name, _value in told) == sorted({name for name, _value in here})
