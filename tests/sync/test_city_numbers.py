"""Document numbers at the city: each is used once, void with a reason, lent or free."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sync.cityserver.city_acts import NumberInUseError
from tests.sync.city_kit import TOWN, CityKit, Desk, numbered, patch, put


def lent(desk: Desk, request: str, amount: int = 3) -> list[int]:
    return list(desk.lease(request, amount).read()["numbers"])


def given_back(desk: Desk, *numbers: int, loan: str = "一", reason: str = "不用了") -> None:
    lines = [{"series": "罚", "year": 2026, "n": n, "loan": loan} for n in numbers]
    assert desk.ask("release", numbers=lines, reason=reason).status == 200


def test_numbers_are_lent_once_and_the_same_request_gets_the_same(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    assert lent(east, "一") == lent(east, "一") == [1, 2, 3]
    assert lent(west, "二", 2) == [4, 5]
    assert kit.register() == dict.fromkeys(range(1, 6), "leased")
    assert west.lease("一").status == 422


def test_what_comes_back_is_lent_first_and_the_lowest_of_it(kit: CityKit, east: Desk, west: Desk) -> None:
    lent(east, "一", 4)
    given_back(east, 4, 2)

    assert kit.register() == {1: "leased", 2: "free", 3: "leased", 4: "free"}
    assert lent(west, "二", 3) == [2, 4, 5]


def test_a_late_copy_of_giving_back_frees_no_number_that_was_lent_again_since(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    lent(east, "一", 2)
    given_back(east, 1, 2)
    assert lent(east, "二", 2) == [1, 2]

    given_back(east, 1, 2)

    assert kit.register() == {1: "leased", 2: "leased"}
    assert lent(west, "三", 1) == [3]
    given_back(east, 2, loan="二")
    assert kit.register() == {1: "leased", 2: "free", 3: "leased"}


def test_nobody_gives_back_what_another_holds(kit: CityKit, east: Desk, west: Desk) -> None:
    lent(east, "一", 1)
    given_back(west, 1)

    assert kit.register() == {1: "leased"}


def test_a_lent_number_is_used_by_the_document_that_took_it(kit: CityKit, east: Desk) -> None:
    lent(east, "一", 2)

    assert east.save(numbered("n", 1))["outcome"] == "applied"
    assert kit.register() == {1: "used", 2: "leased"}
    east.save(patch("number_use", "n", {"state": "used", "reason": ""}, state="void", reason="写错"))
    assert kit.register() == {1: "void", 2: "leased"}


def test_a_number_another_holds_or_used_is_a_question_and_stays_theirs(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    lent(east, "一", 2)
    east.save(numbered("n", 1))

    used, held = west.save(numbered("m", 1), put("log_line", "l")), west.save(numbered("o", 2))

    assert (used["outcome"], held["outcome"]) == ("conflict", "conflict")
    rows = kit.rows()
    assert [each["kind"] for each in rows[-2]["conflicts"]] == ["duplicate", "held", "held"]
    assert rows[-2]["conflicts"][0]["theirs"]["id"] == "n"
    assert rows[-1]["conflicts"][0]["theirs"]["device"] == "东机"
    assert kit.register() == {1: "used", 2: "leased"}


def test_a_number_written_by_hand_leaves_the_skipped_ones_free(kit: CityKit, east: Desk, west: Desk) -> None:
    east.save(numbered("n", 3))

    assert kit.register() == {1: "free", 2: "free", 3: "used"}
    assert lent(west, "一", 3) == [1, 2, 4]


def test_a_new_life_voids_what_the_old_one_held_and_may_still_use_what_it_sealed(
    kit: CityKit, east: Desk
) -> None:
    lent(east, "一", 3)
    again = replace(east, incarnation="二", kept=[])
    given_back(again, 3, reason="数据库曾被恢复")

    assert kit.register() == {1: "void", 2: "void", 3: "void"}
    assert again.save(numbered("n", 2))["outcome"] == "applied"
    assert kit.register() == {1: "void", 2: "used", 3: "void"}


def test_the_administrator_voids_with_a_reason_and_the_town_reads_it(kit: CityKit, east: Desk) -> None:
    lent(east, "一", 2)

    kit.city.void_number(TOWN, ("罚", 2026, 1), "电脑遗失", "管理员")

    row = kit.rows()[-1]
    assert (row["cs"]["user"], row["effects"][0]["fields"]["reason"]) == ("管理员", "电脑遗失")
    assert kit.register() == {1: "void", 2: "leased"}
    assert east.save(numbered("n", 1))["outcome"] == "conflict"
    with pytest.raises(NumberInUseError):
        kit.city.void_number(TOWN, ("罚", 2026, 1), "再次", "管理员")
    assert len(kit.rows()) == 2


def test_the_year_ends_with_every_number_used_or_void(kit: CityKit, east: Desk) -> None:
    lent(east, "一", 3)
    east.save(numbered("n", 1))
    given_back(east, 3)

    left = kit.city.close_year(TOWN, 2026, "年末清理", "管理员")

    assert list(left) == [("罚", 2026, 2), ("罚", 2026, 3)]
    assert kit.register() == {1: "used", 2: "void", 3: "void"}
    assert list(kit.city.close_year(TOWN, 2026, "年末清理", "管理员")) == []
    kit.clock.moment = datetime(2026, 12, 31, 16, 0, 1, tzinfo=UTC)
    assert east.lease("二").read()["code"] == "frozen"
    assert east.lease("三", year=2027).status == 200


def test_a_number_in_held_work_stays_with_its_computer(kit: CityKit, east: Desk, west: Desk) -> None:
    lent(east, "一", 1)
    west.save(put("document", "d"))
    west.save(patch("document", "d", {}, state="draft2"))

    held = east.save(patch("document", "d", {}, state="final"), numbered("n", 1))

    assert held["outcome"] == "conflict"
    assert kit.register() == {1: "leased"}


def test_a_computer_enrolled_anew_uses_what_was_lent_to_its_former_name(kit: CityKit, east: Desk) -> None:
    lent(east, "一", 3)
    newer = kit.desk("东机新", former="东机")
    newest = kit.desk("东机更新", former="东机新")

    assert newer.save(numbered("n", 1))["outcome"] == "applied"
    assert newest.save(numbered("m", 2))["outcome"] == "applied"
    assert kit.register() == {1: "used", 2: "used", 3: "leased"}


def test_what_a_former_name_held_is_void_once_the_new_one_begins_and_may_still_be_used(
    kit: CityKit, east: Desk
) -> None:
    lent(east, "一", 2)
    newer = kit.desk("东机新", former="东机")

    given_back(newer, reason="incarnation")

    assert kit.register() == {1: "void", 2: "void"}
    assert newer.save(numbered("n", 1))["outcome"] == "applied"
    assert kit.register() == {1: "used", 2: "void"}


def test_a_former_name_does_not_use_what_was_lent_to_the_new_one(kit: CityKit, east: Desk) -> None:
    newer = kit.desk("东机新", former="东机")
    lent(newer, "一", 1)

    assert east.save(numbered("n", 1))["outcome"] == "conflict"
    assert kit.register() == {1: "leased"}
