"""A restored backup nobody spoke of is noticed, and what a backup keeps may be forgotten by the computers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sync.city_kit import TOWN, CityKit, Desk, code, log, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.protocol.messages import Answer


def test_a_forgotten_restore_is_seen_at_the_first_cursor_beyond_the_log(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.save(put("case", "0"))
    copy = kit.backup()
    east.save(put("case", "a"))
    cursor = kit.rows()[-1]
    old = east.epoch
    kit.restore(copy, towns=())

    answer = east.changes(cursor["seq"], cursor["hash"])

    assert code(answer) == "epoch"
    assert answer.read()["epoch"] == answer.epoch != old
    assert kit.city.waited_for(TOWN) == ["东机", west.identity.device]
    east.epoch = old
    assert code(east.changes(cursor["seq"], cursor["hash"])) == "epoch"
    assert east.hello()["epoch"] == answer.epoch


def test_a_forgotten_restore_is_seen_when_others_wrote_in_the_meantime(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.save(put("case", "0"))
    copy = kit.backup()
    east.save(put("case", "a"))
    cursor = kit.rows()[-1]
    kit.restore(copy, towns=())
    west.save(put("case", "b"))

    answer = east.hello(**{TOWN: {"seq": cursor["seq"], "hash": cursor["hash"]}})

    assert answer["state"] == "recovering"
    assert answer["epoch"] != east.epoch


def test_computers_may_forget_what_the_oldest_kept_backup_holds(kit: CityKit, east: Desk) -> None:
    for name in "ab":
        east.save(put("case", name))
    first = kit.city.backup_mark(TOWN)
    east.save(put("case", "c"))
    second = kit.city.backup_mark(TOWN)
    assert east.hello()["backed"] == {}

    kit.city.backup_taken(TOWN, first, kept=2)
    kit.city.backup_taken(TOWN, second, kept=2)
    hello = east.hello()
    assert (hello["backed"], hello["backed_seq"]) == ({"一": 2}, 2)

    kit.city.backup_taken(TOWN, kit.city.backup_mark(TOWN), kept=2)
    assert (east.push().read()["backed"], east.changes().read()["backed_seq"]) == ({"一": 3}, 3)


def test_a_number_lost_in_a_recovery_is_never_told_as_backed(kit: CityKit, east: Desk, west: Desk) -> None:
    copy = kit.backup()
    sent = [east.change(put("case", name)) for name in "abc"]
    east.push(*sent)
    kit.restore(copy)
    east.recover()
    west.recover(sent[0], sent[2])

    kit.city.backup_taken(TOWN, kit.city.backup_mark(TOWN), kept=1)

    assert east.hello()["backed"] == {"一": 1}


def test_a_copy_that_was_restored_knows_the_backup_it_came_from(kit: CityKit, east: Desk) -> None:
    east.save(put("case", "a"))
    first = kit.city.backup_mark(TOWN)
    copy = kit.backup()
    kit.city.backup_taken(TOWN, first, kept=2)
    east.save(put("case", "b"))
    kit.restore(copy)
    east.recover(*east.kept)

    kit.city.backup_taken(TOWN, kit.city.backup_mark(TOWN), kept=2)
    assert east.hello()["backed"] == {"一": 1}

    kit.city.backup_taken(TOWN, kit.city.backup_mark(TOWN), kept=2)
    assert east.hello()["backed"] == {"一": 2}


def test_a_backup_that_failed_drops_no_other(kit: CityKit, east: Desk) -> None:
    kit.city.backup_taken(TOWN, kit.city.backup_mark(TOWN), kept=2)
    east.save(put("case", "a"))
    kit.city.backup_mark(TOWN)

    kit.city.backup_taken(TOWN, kit.city.backup_mark(TOWN), kept=2)

    assert east.hello()["backed"] == {}


@pytest.mark.parametrize("word", ["push", "lease"])
def test_a_forgotten_restore_is_seen_before_anything_is_taken_or_lent(
    kit: CityKit, east: Desk, west: Desk, word: str
) -> None:
    east.save(put("case", "0"))
    copy = kit.backup()
    east.save(put("case", "a"))
    (row,) = kit.rows()[1:]
    cursor = {"seq": row["seq"], "hash": row["hash"]}
    wanted = {"changesets": [], "request": "一", "series": "罚", "year": 2026, "count": 1, "cursor": cursor}
    assert east.ask(word, **wanted).status == 200
    kit.restore(copy, towns=())

    answer = east.ask(word, **wanted)

    assert (code(answer), answer.read()["epoch"]) == ("epoch", answer.epoch)
    assert kit.city.waited_for(TOWN) == ["东机", west.identity.device]


@pytest.mark.parametrize("word", ["hello", "push", "changes", "lease", "recover"])
def test_a_forgotten_restore_to_before_the_last_epoch_begins_a_new_one(
    kit: CityKit, east: Desk, west: Desk, word: str
) -> None:
    copy = kit.backup()
    first = east.hello()["epoch"]
    east.save(put("case", "a"))
    kit.restore(copy)
    for each in (east, west):
        each.recover(*each.kept)
    lost = east.epoch
    kit.restore(copy, towns=())

    if word == "recover":
        none: dict[str, list[str]] = {"leased": [], "used": []}
        east.ask("recover", answers=lost, part=0, done=True, numbers=none, changesets=[])
    elif word != "hello":
        asked: dict[str, Callable[[], Answer]] = {
            "push": east.push,
            "changes": east.changes,
            "lease": lambda: east.lease("x"),
        }
        answer = asked[word]()
        assert (answer.status, code(answer)) == (409, "epoch")

    now = east.hello()
    assert now["state"] == "recovering"
    assert now["epoch"] not in (first, lost)
    assert west.hello()["epoch"] == now["epoch"], "whoever else was in the lost epoch begins no other"
    for each in (east, west):
        each.recover(*each.kept)
    assert log(kit) == [("东机-1", "applied")]


def test_an_epoch_that_ended_is_known_and_begins_no_other(kit: CityKit, east: Desk, west: Desk) -> None:
    for each in (east, west):
        each.epoch = each.hello()["epoch"]
    kit.restore(kit.backup())
    now = east.hello()["epoch"]

    assert west.hello()["epoch"] == now
    assert code(west.push(west.change(put("case", "a")))) == "epoch"
    assert east.hello()["epoch"] == now
