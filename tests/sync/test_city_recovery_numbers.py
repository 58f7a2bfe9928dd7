"""After a restore no number is given twice, and none is lost to those who hold it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sync.city_kit import TOWN, CityKit, Desk, log, numbered


def use_that_was_lost(kit: CityKit, desk: Desk) -> None:
    """Let a computer put a number on paper, and set the city back to before it was lent."""
    copy = kit.backup()
    desk.lease("一", 1)
    desk.save(numbered("n", 1))
    kit.restore(copy)


def test_a_number_whose_lease_never_arrived_is_free_again(kit: CityKit, east: Desk, west: Desk) -> None:
    east.lease("一", 3)
    copy = kit.backup()
    west.lease("二", 2)
    kit.restore(copy)

    east.recover(leased=[1])
    west.recover(leased=[5], used=[4])

    assert kit.register() == {1: "leased", 2: "free", 3: "free", 4: "leased", 5: "leased"}
    assert west.save(numbered("n", 4))["outcome"] == "applied"
    assert east.lease("三", 2).read()["numbers"] == [2, 3]


def test_a_late_copy_of_a_report_takes_nothing_away_that_was_lent_after_it(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    kit.restore(kit.backup())
    west.recover()
    east.recover()
    assert east.lease("一", 2).read()["numbers"] == [1, 2]

    east.recover()

    assert west.lease("二", 1).read()["numbers"] == [3]
    assert kit.register() == {1: "leased", 2: "leased", 3: "leased"}


def test_a_number_told_at_a_roll_call_is_given_back_by_the_loan_told_then(kit: CityKit, east: Desk) -> None:
    east.lease("一", 1)
    copy = kit.backup()
    line = {"series": "罚", "year": 2026, "n": 1}
    east.ask("release", numbers=[{**line, "loan": "一"}], reason="不用了")
    east.lease("二", 1)
    kit.restore(copy)

    east.recover(leased=[1], loan="二")

    east.ask("release", numbers=[{**line, "loan": "一"}], reason="不用了")
    assert kit.register() == {1: "leased"}
    east.ask("release", numbers=[{**line, "loan": "二"}], reason="不用了")
    assert kit.register() == {1: "free"}


def test_a_late_copy_of_a_report_does_not_bring_the_former_loan_back(kit: CityKit, east: Desk) -> None:
    kit.restore(kit.backup())
    line = {"series": "罚", "year": 2026, "n": 1}
    east.recover(leased=[1])
    east.ask("release", numbers=[{**line, "loan": "一"}], reason="不用了")
    east.lease("二", 1)

    east.recover(leased=[1])

    east.ask("release", numbers=[{**line, "loan": "二"}], reason="不用了")
    assert kit.register() == {1: "free"}


def test_a_number_reported_and_given_back_without_its_loan_is_free_as_before_loans_had_names(
    kit: CityKit, east: Desk
) -> None:
    east.lease("一", 1)
    kit.restore(kit.backup())
    line = {"series": "罚", "year": 2026, "n": 1}
    numbers = {"leased": [line], "used": []}
    east.epoch = east.hello()["epoch"]

    given = {"answers": east.epoch, "part": 0, "done": True, "numbers": numbers, "changesets": []}
    assert east.ask("recover", **given).status == 200
    east.ask("release", numbers=[line], reason="不用了")

    assert kit.register() == {1: "free"}


def test_what_an_earlier_life_held_is_void_again_when_the_restore_undid_its_giving_up(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.lease("一", 3)
    copy = kit.backup()
    again = replace(east, incarnation="二", kept=[])
    again.ask("release", numbers=[], reason="换过数据")
    kit.restore(copy)

    again.recover(used=[2])
    west.recover()

    assert kit.register() == {1: "void", 2: "leased", 3: "void"}
    assert again.save(numbered("n", 2))["outcome"] == "applied"
    assert west.lease("二", 1).read()["numbers"] == [4]


def test_what_a_former_name_held_is_void_again_too(kit: CityKit, east: Desk) -> None:
    east.lease("一", 2)
    copy = kit.backup()
    kit.restore(copy)
    newer = kit.desk("东机新", former="东机")

    newer.recover()
    kit.city.declare_lost(TOWN, "东机", "管理员")

    assert kit.register() == {1: "void", 2: "void"}
    assert newer.save(numbered("n", 1))["outcome"] == "applied"


def test_a_number_used_under_an_earlier_name_of_the_same_computer_stays_with_its_paper(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    use_that_was_lost(kit, east)

    west.recover(*east.kept, used=[1])

    assert log(kit) == [("东机-1", "applied")]
    assert kit.register() == {1: "used"}


def test_a_number_in_hand_is_not_taken_away_by_a_colleagues_paper(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    use_that_was_lost(kit, east)

    west.recover(*east.kept, leased=[1])

    assert [outcome for _, outcome in log(kit)] == ["conflict"]
    assert kit.register() == {1: "leased"}


def lent_again_after_the_backup(kit: CityKit, east: Desk, west: Desk) -> None:
    """Set the city back to when east held what it gave back since, and west holds."""
    east.lease("一", 2)
    copy = kit.backup()
    lines = [{"series": "罚", "year": 2026, "n": n, "loan": "一"} for n in (1, 2)]
    east.ask("release", numbers=lines, reason="不用了")
    assert west.lease("二", 2).read()["numbers"] == [1, 2]
    kit.restore(copy)


@pytest.mark.parametrize("first", ["east", "west"])
@pytest.mark.parametrize("life", ["一", "二"])
def test_a_number_given_back_and_lent_again_after_the_backup_stays_with_its_latest_holder(
    kit: CityKit, east: Desk, west: Desk, first: str, life: str
) -> None:
    lent_again_after_the_backup(kit, east, west)
    west.change(numbered("n", 1))
    present = replace(east, incarnation=life, kept=[])

    if first == "east":
        present.recover()
    west.recover(*west.kept, leased=[2], used=[1], loan="二")
    if first == "west":
        present.recover()

    assert [outcome for _, outcome in log(kit)] == ["applied"]
    assert kit.register() == {1: "used", 2: "leased"}
    west.ask("release", numbers=[{"series": "罚", "year": 2026, "n": 2, "loan": "二"}], reason="不用了")
    assert kit.register() == {1: "used", 2: "free"}


def test_a_number_goes_to_whoever_names_it_when_its_former_holder_is_declared_lost(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    lent_again_after_the_backup(kit, east, west)

    west.recover(leased=[1, 2], loan="二")
    kit.city.declare_lost(TOWN, "东机", "管理员")

    assert west.save(numbered("n", 2))["outcome"] == "applied"
    assert kit.register() == {1: "leased", 2: "used"}


def test_a_number_that_its_holder_names_stays_with_it_though_another_names_it_too(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    lent_again_after_the_backup(kit, east, west)

    west.recover(leased=[1, 2], loan="二")
    east.recover(leased=[1], loan="一")

    assert east.save(numbered("n", 1))["outcome"] == "applied"
    assert west.save(numbered("m", 2))["outcome"] == "applied"


def test_a_number_voided_by_a_person_is_lent_to_nobody_who_names_it(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    lent_again_after_the_backup(kit, east, west)

    west.recover(leased=[1, 2], loan="二")
    kit.city.void_number(TOWN, ("罚", 2026, 1), "电脑遗失", "管理员")
    east.recover()

    assert kit.register() == {1: "void", 2: "leased"}


def test_a_number_that_its_user_voided_stays_void_whoever_reports_last(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    lent_again_after_the_backup(kit, east, west)
    west.change(numbered("n", 1, state="void", reason="填错"))

    west.recover(*west.kept, used=[1], leased=[2], loan="二")
    east.recover()

    assert kit.register() == {1: "void", 2: "leased"}


def test_what_somebody_named_after_an_earlier_restore_is_past(kit: CityKit, east: Desk, west: Desk) -> None:
    north = kit.desk("北机")
    lent_again_after_the_backup(kit, east, west)
    west.recover(leased=[1, 2], loan="二")
    copy = kit.backup()
    east.recover()
    north.recover()
    lines = [{"series": "罚", "year": 2026, "n": n, "loan": "二"} for n in (1, 2)]
    west.ask("release", numbers=lines, reason="不用了")
    assert north.lease("三", 2).read()["numbers"] == [1, 2]
    kit.restore(copy)

    north.recover(leased=[1, 2], loan="三")
    west.recover()
    east.recover()

    assert north.save(numbered("n", 1))["outcome"] == "applied"
    assert kit.register() == {1: "used", 2: "leased"}


def test_a_number_that_was_named_and_then_given_back_is_free_in_the_end(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    lent_again_after_the_backup(kit, east, west)
    west.recover(leased=[1, 2], loan="二")
    lines = [{"series": "罚", "year": 2026, "n": 1, "loan": "二"}]

    west.ask("release", numbers=lines, reason="不用了")
    east.recover()

    assert kit.register() == {1: "free", 2: "leased"}


def test_a_number_that_an_earlier_life_named_is_void_in_the_end(kit: CityKit, east: Desk, west: Desk) -> None:
    lent_again_after_the_backup(kit, east, west)
    west.recover(leased=[1, 2], loan="二")

    replace(west, incarnation="二", kept=[]).ask("release", numbers=[], reason="换过数据")
    east.recover()

    assert kit.register() == {1: "void", 2: "void"}


def test_a_slip_of_the_hand_while_the_town_reports_takes_no_number_out_of_a_hand(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.lease("一", 1)
    kit.restore(kit.backup())
    west.recover()

    assert west.save(numbered("n", 1))["outcome"] == "conflict"


def test_a_number_stays_with_its_latest_holder_over_a_second_restore_before_all_had_reported(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    lent_again_after_the_backup(kit, east, west)
    present = replace(east, incarnation="二", kept=[])
    present.recover()
    kit.city.restored(TOWN)

    present.recover()
    west.recover(leased=[1, 2], loan="二")

    assert west.save(numbered("n", 1))["outcome"] == "applied"
    assert kit.register() == {1: "used", 2: "leased"}


def test_a_number_that_somebody_named_is_nobody_elses_while_the_town_reports(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    north, south = kit.desk("北机"), kit.desk("南机")
    lent_again_after_the_backup(kit, east, west)
    west.recover(leased=[1, 2], loan="二")
    east.recover()
    north.change(numbered("n", 1))

    north.recover(*north.kept)

    assert [outcome for _, outcome in log(kit)] == ["conflict"]
    assert north.save(numbered("m", 2))["outcome"] == "conflict"
    south.recover()
    assert kit.register() == {1: "leased", 2: "leased"}


def test_what_a_computer_named_and_its_next_life_gave_up_is_asked_about(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.lease("一", 1)
    kit.restore(kit.backup())
    east.recover(leased=[1])
    replace(east, incarnation="二", kept=[]).ask("release", numbers=[], reason="换过数据")
    west.change(numbered("n", 1))

    west.recover(*west.kept)

    assert [outcome for _, outcome in log(kit)] == ["conflict"]


def test_a_computer_enrolled_anew_uses_what_it_named_before(kit: CityKit, east: Desk, west: Desk) -> None:
    lent_again_after_the_backup(kit, east, west)
    west.recover(leased=[1, 2], loan="二")

    newer = kit.desk("西机新", former="西机")
    outcome = newer.save(numbered("n", 1))["outcome"]
    east.recover()

    assert outcome == "applied"
    assert kit.register()[1] == "used"


def test_work_of_the_latest_holder_that_a_colleague_gives_back_first_is_not_doubted(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    north = kit.desk("北机")
    lent_again_after_the_backup(kit, east, west)
    west.change(numbered("n", 1))

    north.recover(*west.kept)
    west.recover(*west.kept, used=[1], leased=[2], loan="二")
    east.recover()

    assert [outcome for _, outcome in log(kit)] == ["applied"]
    assert kit.register() == {1: "used", 2: "leased"}


def test_two_papers_with_one_number_are_still_asked_about_after_a_restore(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    lent_again_after_the_backup(kit, east, west)
    west.change(numbered("n", 1))
    east.change(numbered("m", 1))

    west.recover(*west.kept, used=[1])
    east.recover(*east.kept, used=[1])

    assert sorted(outcome for _, outcome in log(kit)) == ["applied", "conflict"]


def test_a_request_for_numbers_of_the_lost_epoch_is_not_answered_from_the_backup(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    assert east.lease("一", 1).read()["numbers"] == [1]
    kit.restore(kit.backup())
    west.recover()
    east.recover(used=[1])

    assert east.lease("一", 1).read()["numbers"] == [2]
