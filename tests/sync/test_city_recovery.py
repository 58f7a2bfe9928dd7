"""After a restore the town gets back everything its computers still hold, and no number twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sync.city_kit import TOWN, CityKit, Desk, code, log, patch, put


def state(desk: Desk) -> str:
    return str(desk.hello()["state"])


def test_work_goes_on_only_for_those_who_reported_and_numbers_wait_for_all(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.save(put("case", "a"))
    copy = kit.backup()
    lost = east.change(put("case", "b"))
    east.push(lost)
    kit.restore(copy)

    assert code(east.changes()) == "epoch"
    east.epoch = west.epoch = east.hello()["epoch"]
    assert [code(west.changes()), code(west.push()), code(west.lease("一"))] == ["recovering"] * 2 + [
        "frozen"
    ]
    assert kit.city.waited_for(TOWN) == ["东机", "西机"]
    east.recover(*east.kept)
    assert log(kit) == [("东机-1", "applied"), ("东机-2", "applied")]
    assert (east.push().status, code(east.lease("一"))) == (200, "frozen")
    west.recover()
    assert (state(west), west.lease("一").status) == ("open", 200)


def test_what_a_colleague_had_pulled_is_given_back_by_the_colleague(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    east.save(put("case", "a"))
    kit.restore(copy)

    west.recover(*east.kept)

    assert log(kit) == [("东机-1", "applied")]


def test_a_colleagues_copy_counts_only_as_its_author_signed_it(kit: CityKit, east: Desk, west: Desk) -> None:
    copy = kit.backup()
    east.save(put("case", "a"))
    kit.restore(copy)
    forged = replace(east.kept[0], ops=(put("case", "b"),)).hashed()

    west.recover(forged)
    east.recover(*east.kept)

    assert log(kit) == [("东机-1", "applied")]
    assert kit.rows()[0]["effects"][0]["id"] == "a"


def test_a_copy_whose_predecessor_is_with_another_waits_and_is_not_dropped(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    first, second = east.change(put("case", "a")), east.change(put("case", "b"))
    east.push(first, second)
    kit.restore(copy)

    west.recover(second)
    assert log(kit) == []
    east.recover(first)

    assert log(kit) == [("东机-1", "applied"), ("东机-2", "applied")]


def test_what_waits_for_work_gone_for_good_is_taken_when_all_have_reported(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    gone, second, third = (east.change(put("case", name)) for name in "abc")
    east.push(gone, second, third)
    kit.restore(copy)

    east.recover()
    west.recover(third, second)
    assert log(kit) == [("东机-2", "applied"), ("东机-3", "applied")]

    assert east.push(gone).read()["outcomes"][0]["outcome"] == "applied"
    assert east.push(east.change(put("case", "d"))).status == 200


def test_an_edit_given_back_before_the_birth_it_stands_on_is_taken_after_it(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    east.save(put("case", "a"))
    west.save(patch("case", "a", {}, brief="西"))
    kit.restore(copy)

    west.recover(*west.kept, *east.kept)

    assert log(kit) == [("东机-1", "applied"), ("西机-1", "applied")]


def test_an_edit_waits_for_a_birth_that_waits_for_anothers_work(kit: CityKit, east: Desk, west: Desk) -> None:
    copy = kit.backup()
    first, birth = east.change(put("case", "a")), east.change(put("case", "b"))
    east.push(first, birth)
    west.save(patch("case", "b", {}, brief="西"))
    kit.restore(copy)

    west.recover(birth, *west.kept)
    assert log(kit) == []
    east.recover(first)

    assert log(kit) == [("东机-1", "applied"), ("东机-2", "applied"), ("西机-1", "applied")]


def test_new_work_on_a_birth_that_waits_for_anothers_work_brings_it_in(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    first, case = east.change(put("case", "a")), east.change(put("case", "b"), put("case", "c"))
    leaf = east.change(put("case", "d"), patch("case", "b", {}, brief="东"))
    east.push(first, case, leaf)
    kit.restore(copy)
    west.recover(case, leaf)
    assert log(kit) == []

    assert west.save(patch("case", "d", {}, brief="西"))["outcome"] == "applied"
    assert [cs_id for cs_id, _ in log(kit)] == ["东机-2", "东机-3", "西机-1"]
    east.recover(first, case, leaf)

    assert log(kit)[-1] == ("东机-1", "applied")
    assert east.save(patch("case", "a", {}, brief="东"))["outcome"] == "applied"


def test_a_birth_whose_predecessor_is_gone_for_good_is_taken_before_what_builds_on_it(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    gone, birth = east.change(put("case", "a")), east.change(put("case", "b"))
    east.push(gone, birth)
    west.save(patch("case", "b", {}, brief="西"))
    kit.restore(copy)

    east.recover()
    west.recover(*west.kept, birth)

    assert log(kit) == [("东机-2", "applied"), ("西机-1", "applied")]


def test_a_lost_computer_is_declared_by_name_and_its_late_report_is_still_taken(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    east.push(*(east.change(put("case", name)) for name in "ab"))
    kit.restore(copy)
    west.recover()

    kit.city.declare_lost(TOWN, "东机", "管理员")
    assert state(west) == "open"
    assert kit.city.waited_for(TOWN) == ()
    east.recover(*east.kept)

    assert [outcome for _, outcome in log(kit)] == ["applied", "applied"]
    kit.restore(kit.backup())
    assert kit.city.waited_for(TOWN) == ["东机", "西机"]


def test_a_lost_computer_is_not_called_again(kit: CityKit, east: Desk, west: Desk) -> None:
    kit.restore(kit.backup())
    west.recover()
    kit.city.declare_lost(TOWN, east.identity.device, "管理员")

    kit.restore(kit.backup())

    assert kit.city.waited_for(TOWN) == ["西机"]


def test_a_late_copy_of_the_last_roll_call_does_not_answer_this_one(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    east.save(put("case", "a"))
    kit.restore(copy)
    old = east.hello()["epoch"]
    kit.restore(kit.backup())

    late = kit.city.answer(
        "recover",
        east.identity,
        {
            "answers": old,
            "incarnation": "一",
            "part": 0,
            "done": True,
            "numbers": {"leased": [], "used": []},
            "changesets": [],
        },
    )

    assert code(late) == "epoch"
    assert kit.city.waited_for(TOWN) == ["东机", west.identity.device]


def test_a_second_restore_during_recovery_loses_nothing(kit: CityKit, east: Desk, west: Desk) -> None:
    copy = kit.backup()
    east.push(*(east.change(put("case", name)) for name in "ab"))
    kit.restore(copy)
    east.recover(*east.kept)
    kit.restore(copy)

    west.recover()
    east.recover(*east.kept)
    assert state(west) == "recovering", "the epoch of the first roll call is one this database never had"
    west.recover()

    assert [outcome for _, outcome in log(kit)] == ["applied", "applied"]
    assert state(east) == "open"


def test_a_skipped_part_of_a_report_is_asked_for(kit: CityKit, east: Desk) -> None:
    copy = kit.backup()
    first, second = east.change(put("case", "a")), east.change(put("case", "b"))
    east.push(first, second)
    kit.restore(copy)

    skipped = east.recover(second, part=1)

    assert (code(skipped), skipped.read()["expect"]) == ("gap", 0)
    assert east.recover(first, part=0, done=False).read()["state"] == "recovering"
    assert east.recover(second, part=1).read()["state"] == "open"
    assert len(log(kit)) == 2


def test_what_two_gave_back_keeps_the_order_in_which_it_built_on_each_other(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    west.save(put("case", "a"))
    east.save(patch("case", "a", {}, cause="占道"))
    kit.restore(copy)

    east.recover(*west.kept, *east.kept)

    assert log(kit) == [("西机-1", "applied"), ("东机-1", "applied")]


def test_what_a_revoked_computer_hands_over_of_a_colleague_is_no_worse_for_it(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    lost = west.change(put("case", "a"))
    west.push(lost)
    kit.restore(copy)

    east.revoked().recover(lost)
    west.recover(*west.kept)

    assert log(kit) == [("西机-1", "applied")]


def test_a_revoked_computer_is_not_waited_for_and_gives_back_into_quarantine(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    east.save(put("case", "a"))
    kit.restore(copy)
    west.recover()

    east.revoked().recover(*east.kept)

    assert state(west) == "open"
    assert log(kit) == [("东机-1", "quarantined")]


def test_work_of_a_computer_shown_out_since_is_good_when_a_colleague_had_read_it(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    west.save(put("case", "c"))
    copy = kit.backup()
    east.save(put("case", "a"))
    west.save(patch("case", "a", {}, cause="占道"))
    kit.restore(copy)
    read = tuple(east.kept)

    east.revoked().recover(*read, east.change(put("case", "b")))
    west.recover(*read, *west.kept)

    assert log(kit) == [
        ("西机-1", "applied"),
        ("东机-1", "applied"),
        ("西机-2", "applied"),
        ("东机-2", "quarantined"),
    ]


def test_another_text_under_the_name_of_good_work_stays_doubtful(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    east.save(put("case", "a"))
    kit.restore(copy)
    forged = east.sealed(replace(east.kept[0], at="2026-01-01T00:00:00+00:00"))

    east.revoked().recover(forged)
    west.recover(*east.kept)

    assert log(kit) == [("东机-1", "quarantined")]


@pytest.mark.parametrize("first", ["its own computer", "a colleague"])
def test_what_lay_aside_because_its_computer_was_out_is_no_better_after_a_restore(
    kit: CityKit, east: Desk, west: Desk, first: str
) -> None:
    west.save(put("case", "c"))
    copy = kit.backup()
    out = east.revoked()
    bad = out.change(put("case", "a"))
    out.push(bad)
    kit.restore(copy)

    if first == "its own computer":
        out.recover(bad)
    west.recover(*west.kept, bad, doubted=[bad.cs_id])
    out.recover(bad)
    east.recover()

    assert log(kit) == [("西机-1", "applied"), ("东机-1", "quarantined")]


def test_a_computer_shown_out_hands_over_new_work_when_everybody_has_reported(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    east.save(put("case", "a"))
    kit.restore(copy)
    out = east.revoked()
    out.recover()
    assert out.push(*east.kept).read()["code"] == "frozen"

    west.recover(*east.kept)

    assert out.push(*east.kept).read()["outcomes"][0]["outcome"] == "applied"


def test_a_report_that_cannot_be_read_is_refused_and_one_too_large_is_to_be_split(
    kit: CityKit, east: Desk
) -> None:
    kit.restore(kit.backup())
    flipped = replace(east.change(put("case", "a")), user="别人")
    many = [east.change() for _ in range(1001)]

    assert east.recover(flipped).status == 422
    assert east.recover(*many).status == 413
    assert kit.city.waited_for(TOWN) == ["东机"]


def test_a_renumbered_change_set_and_its_old_copy_are_one(kit: CityKit, east: Desk, west: Desk) -> None:
    copy = kit.backup()
    sent = east.change(put("case", "a"))
    east.push(sent)
    kit.restore(copy)
    again = east.sealed(sent.numbered("二", 1))
    follows = east.sealed(east.change(put("case", "b")).numbered("二", 2))

    west.recover(sent)
    east.recover(again, follows)

    assert log(kit) == [("东机-1", "applied"), ("东机-2", "applied")]


def test_two_pieces_of_work_under_one_number_of_a_cloned_computer_are_both_given_back(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    copy = kit.backup()
    one = east.change(put("case", "a"))
    other = east.sealed(replace(east.change(put("case", "b")), cs_no=one.cs_no))
    kit.restore(copy)

    east.recover(one, other)
    west.recover()

    assert log(kit) == [("东机-1", "applied"), ("东机-2", "applied")]


def test_counters_never_go_back_when_an_old_number_is_repeated(kit: CityKit, east: Desk) -> None:
    sent = [east.change(put("case", name)) for name in "abc"]
    east.push(*sent)
    east.push(sent[0])

    assert east.push(east.change(put("case", "d"))).status == 200
    assert len(log(kit)) == 4
