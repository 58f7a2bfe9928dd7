"""What the city makes of change sets: every one durable, numbered, answered the same each time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sync.protocol.chain import START, chained
from tests.sync.city_kit import CLERK, SERVER, TOWN, CityKit, Desk, op, patch, put, remove, whole

if TYPE_CHECKING:
    from sync.protocol.change_set import ChangeSet


def told(desk: Desk, *sent: ChangeSet) -> list[tuple[str, str | None]]:
    answer = desk.push(*sent).read()
    return [(each["outcome"], each["reason"]) for each in answer["outcomes"]]


def image(kit: CityKit, record: str) -> dict[str, Any]:
    effects = [each for row in kit.rows() for each in row["effects"] if each["id"] == record]
    return dict(effects[-1])


def test_a_birth_and_edits_of_different_groups_all_take_effect(kit: CityKit, east: Desk, west: Desk) -> None:
    born = east.save(put("case", "c"))
    east.save(patch("case", "c", {}, cause="占道"))
    west.save(patch("case", "c", {}, department="城管"))

    assert (born["outcome"], born["seq"], born["versions"]) == ("applied", 1, {"case/c": 1})
    assert image(kit, "c")["version"] == 3
    assert image(kit, "c")["fields"] == whole("case", cause="占道", department="城管")


def test_the_first_value_stays_and_the_second_waits_for_a_person(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.save(put("case", "c"), patch("case", "c", {}, cause="占道"))

    outcome = west.save(patch("case", "c", {}, cause="违建", department="城管"))

    row = kit.rows()[-1]
    (conflict,) = row["conflicts"]
    assert outcome["outcome"] == row["outcome"] == "conflict"
    assert outcome["conflicts"] == [conflict["id"]] == ["西机-1.0.cause"]
    assert (conflict["mine"], conflict["theirs"], conflict["base"]) == (
        {"cause": "违建"},
        {"cause": "占道"},
        {"cause": "甲"},
    )
    assert (conflict["user"], conflict["device"], conflict["rec"]) == (CLERK, "西机", "c")
    assert image(kit, "c")["fields"]["department"] == "城管"


def test_the_same_edit_by_two_offices_is_told_as_merged(east: Desk, west: Desk) -> None:
    east.save(put("case", "c"))
    east.save(patch("case", "c", {}, cause="占道"))

    assert west.save(patch("case", "c", {}, cause="占道"))["outcome"] == "merged"


def test_a_repeated_push_is_answered_word_for_word_and_changes_nothing(kit: CityKit, east: Desk) -> None:
    sent = [east.change(put("case", "c")), east.change(patch("case", "c", {}, cause="占道"))]
    first = east.push(*sent).read()

    again = east.push(*sent).read()

    assert again["outcomes"] == first["outcomes"]
    assert len(kit.rows()) == 2


def test_a_gap_stops_the_push_and_keeps_what_came_before_it(kit: CityKit, east: Desk) -> None:
    one, _two, three = (east.change(put("case", name)) for name in "abc")

    answer = east.push(one, three)

    assert (answer.status, answer.read()["code"], answer.read()["expect"]) == (409, "gap", 2)
    assert [each["cs_no"] for each in answer.read()["outcomes"]] == [1]
    assert len(kit.rows()) == 1


def test_another_change_set_under_a_taken_number_means_a_copied_computer(east: Desk) -> None:
    east.save(put("case", "a"))
    twin = replace(east, kept=[])

    answer = twin.push(twin.change(put("case", "b")))

    assert (answer.status, answer.read()["code"]) == (409, "device_fork")


def test_a_change_set_known_under_another_number_is_counted_and_not_done_again(
    kit: CityKit, east: Desk
) -> None:
    sent = east.change(put("case", "c"))
    first = east.push(sent).read()["outcomes"]

    again = east.push(east.sealed(sent.numbered("二", 1))).read()["outcomes"]

    assert again == first
    assert len(kit.rows()) == 1


def test_work_that_cannot_take_effect_is_kept_aside_whole_and_stops_nobody(kit: CityKit, east: Desk) -> None:
    poison = east.change(put("case", "a"), {**put("case", "b"), "set": {"cause": 3}})
    after = east.change(put("case", "d"))

    assert told(east, poison, after) == [("quarantined", "schema"), ("applied", None)]
    aside = kit.rows()[0]
    assert aside["cs"] == poison.to_wire()
    assert (aside["effects"], aside["reason"]) == ([], "schema")


@pytest.mark.parametrize(
    "ops",
    [
        [{"op": ["put"], "coll": "case", "id": "a", "town": TOWN, "sv": 1}],
        [None],
        [[]],
        ["put"],
        [{}],
        [{"op": "put", "coll": {}, "id": 3}],
        [{"op": "put", "coll": "case", "id": "a", "town": TOWN, "sv": 1, "set": []}],
        [{"op": "withdraw", "coll": "", "id": "", "town": TOWN, "sv": 1, "cs_id": 5}],
        [put("number_use", "n", n=0)],
        [put("number_use", "n", n=10**12)],
        [put("number_use", "n", series="罚\0")],
        [remove("case", "nowhere")],
        [remove("case", "nowhere") | {"set": 5}],
        [put("case", "a") | {"sv": 1, "old": 5}, put("case", "a", cause="乙")],
    ],
)
def test_nonsense_is_kept_aside_and_never_breaks_the_city(east: Desk, ops: list[Any]) -> None:
    outcome = east.save(*ops)

    assert outcome["outcome"] == "quarantined"


def test_a_flipped_bit_is_not_taken_and_the_request_can_be_sent_again(kit: CityKit, east: Desk) -> None:
    sent = east.change(put("case", "c"))
    flipped = {**sent.to_wire(), "user": "别人"}

    answer = east.ask("push", changesets=[flipped])

    assert (answer.status, answer.read()["code"]) == (422, "unreadable")
    assert kit.rows() == []
    assert told(east, sent) == [("applied", None)]


def test_a_lone_surrogate_is_told_as_unreadable(east: Desk) -> None:
    sent = east.change(put("case", "c")).to_wire()

    answer = east.ask("push", changesets=[{**sent, "ops": [{"op": "\ud800"}]}])

    assert answer.status == 422


def test_work_signed_by_nobody_or_meant_for_another_town_is_kept_aside(east: Desk) -> None:
    unsigned = replace(east.change(put("case", "a")), sig="00")
    foreign = east.change(put("case", "b", town="白石"), town="白石")
    smuggled = east.change(put("case", "b", town="白石"))

    assert told(east, unsigned, foreign, smuggled) == [
        ("quarantined", "signature"),
        ("quarantined", "foreign_town"),
        ("quarantined", "foreign_town"),
    ]


def test_what_builds_on_quarantined_work_waits_behind_it(kit: CityKit, east: Desk, west: Desk) -> None:
    east.save(put("case", "c"))
    bad = east.change({**patch("case", "c", {}, cause="占道"), "sv": 99})
    behind = east.change(patch("case", "c", {"cause": "占道"}, cause="违建"), put("case", "d"))
    further = east.change(patch("case", "d", {}, cause="违建"))
    free = east.change(put("case", "e"))

    assert told(east, bad, behind, further, free) == [
        ("quarantined", "schema"),
        ("quarantined", "held_behind"),
        ("quarantined", "held_behind"),
        ("applied", None),
    ]
    assert west.save(patch("case", "c", {}, cause="无证"))["outcome"] == "applied"
    assert image(kit, "c")["fields"]["cause"] == "无证"


def test_withdrawn_work_leaves_the_way_free_and_the_log_tells_who_did_it(kit: CityKit, east: Desk) -> None:
    east.save(put("case", "c"))
    bad = east.save({**patch("case", "c", {}, cause="占道"), "sv": 99})
    withdrawal = {"op": "withdraw", "coll": "", "id": "", "town": TOWN, "sv": 1, "cs_id": bad["cs_id"]}

    outcome = east.save(withdrawal, patch("case", "c", {}, cause="占道"))

    assert outcome["outcome"] == "applied"
    assert [(each["id"], each["by"]) for each in kit.rows()[-1]["closed"]] == [(bad["cs_id"], CLERK)]
    assert east.save(patch("case", "c", {"cause": "占道"}, cause="违建"))["outcome"] == "applied"
    east.save(withdrawal)
    assert kit.rows()[-1]["closed"] == []


def test_a_sealing_set_takes_effect_whole_or_is_held_whole(kit: CityKit, east: Desk, west: Desk) -> None:
    east.save(put("document", "d"), put("case", "c"))
    east.save(patch("document", "d", {}, state="draft2"))
    seal = (
        patch("document", "d", {}, state="final", pages=9),
        put("log_line", "l"),
        patch("case", "c", {}, cause="占道"),
        remove("case", "c", cause="占道"),
    )

    outcome = west.save(*seal)

    row = kit.rows()[-1]
    assert (outcome["outcome"], row["effects"]) == ("conflict", [])
    assert [(each["kind"], each["rec"], each["fields"][:1]) for each in row["conflicts"]] == [
        ("field", "d", ["state"]),
        ("held", "d", ["pages"]),
        ("held", "l", ["at"]),
        ("held", "c", ["cause"]),
        ("held", "c", []),
    ]
    assert row["conflicts"][-1]["id"].endswith(".3.*")


def test_a_conflict_is_closed_by_the_person_who_resolves_it_and_only_once(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.save(put("case", "c"))
    east.save(patch("case", "c", {}, cause="占道"))
    (conflict,) = west.save(patch("case", "c", {}, cause="违建"))["conflicts"]
    choice = patch("case", "c", {"cause": "占道"}, "resolve", cause="违建") | {"conflict": conflict}

    first = west.save(choice)
    second = east.save(patch("case", "c", {"cause": "占道"}, "resolve", cause="丙") | {"conflict": conflict})

    rows = kit.rows()
    assert first["outcome"] == "applied"
    assert [each["id"] for each in rows[-2]["closed"]] == [conflict]
    assert second["outcome"] == "conflict"
    assert rows[-1]["closed"] == []
    keep = op("resolve", "case", "c", conflict=second["conflicts"][0], old={}, set={})
    east.save(keep)
    assert [each["id"] for each in kit.rows()[-1]["closed"]] == second["conflicts"]


def test_what_was_held_with_a_conflict_closes_with_it(kit: CityKit, east: Desk, west: Desk) -> None:
    east.save(put("document", "d"))
    east.save(patch("document", "d", {}, state="draft2"))
    conflicts = west.save(patch("document", "d", {}, state="final", pages=9), put("log_line", "l"))[
        "conflicts"
    ]

    east.save(op("resolve", "document", "d", conflict=conflicts[0], old={}, set={}))

    assert [each["id"] for each in kit.rows()[-1]["closed"]] == conflicts


def test_deleted_and_edited_at_once_stays_alive_until_a_person_decides(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.save(put("case", "c"))
    east.save(patch("case", "c", {}, cause="占道"))

    (conflict,) = west.save(remove("case", "c"))["conflicts"]
    done = west.save(
        remove("case", "c", cause="占道"), op("resolve", "case", "c", conflict=conflict, old={}, set={})
    )

    assert kit.rows()[2]["conflicts"][0]["kind"] == "delete_vs_edit"
    assert done["outcome"] == "applied"
    assert image(kit, "c")["deleted"]
    (edited,) = east.save(patch("case", "c", {"cause": "占道"}, cause="违建"))["conflicts"]
    back = op("undelete", "case", "c", old=whole("case", cause="占道"), set={"cause": "违建"})
    east.save(back, op("resolve", "case", "c", conflict=edited, old={}, set={}))
    assert not image(kit, "c")["deleted"]
    assert image(kit, "c")["fields"]["cause"] == "违建"
    assert [each["id"] for each in kit.rows()[-1]["closed"]] == [edited]


def test_an_added_line_is_added_once_and_never_changed(east: Desk, west: Desk) -> None:
    east.save(put("log_line", "l"))

    assert west.save(put("log_line", "l"))["outcome"] == "applied"
    assert west.save(put("log_line", "l", text="改"))["reason"] == "exists"
    assert west.save({**patch("log_line", "l", {}, text="改")})["reason"] == "schema"


def test_a_revoked_computer_hands_its_work_over_into_quarantine_and_receives_nothing(
    kit: CityKit, east: Desk
) -> None:
    east.save(put("case", "c"))
    gone = east.revoked()

    answer = gone.push(gone.change(patch("case", "c", {}, cause="占道")))

    assert (answer.status, answer.read()["code"]) == (403, "device_revoked")
    assert answer.read()["outcomes"][0]["reason"] == "device_revoked"
    assert gone.hello()["revoked"]
    for word, request in (
        ("changes", {"stream": TOWN, "after": 0, "hash": START, "upto": None, "limit": 9}),
        ("lease", {"request": "r", "series": "罚", "year": 2026, "count": 1}),
        ("release", {"numbers": [], "reason": ""}),
        ("digest", {"stream": TOWN, "seq": 2}),
        ("bucket", {"stream": TOWN, "bucket": 0}),
    ):
        refused = gone.ask(word, **request)
        assert (refused.status, dict(refused.read())) == (403, {"code": "device_revoked"})
    assert kit.rows()[-1]["outcome"] == "quarantined"


def test_the_log_has_no_gap_and_each_row_vouches_for_those_before(
    kit: CityKit, east: Desk, west: Desk
) -> None:
    east.save(put("case", "c"))
    east.save(patch("case", "c", {}, cause="占道"))
    west.save(patch("case", "c", {}, cause="违建"))
    west.save({"op": "nonsense"})

    rows, last = kit.rows(), START
    for seq, row in enumerate(rows, 1):
        last = chained(last, row)
        assert (row["seq"], row["hash"]) == (seq, last)
    assert east.push().read()["head"] == {"seq": 4, "hash": last}


def test_every_answer_names_server_and_epoch(east: Desk) -> None:
    answer = east.push(east.change(put("case", "c")))

    assert (answer.server, answer.epoch) == (SERVER, east.hello()["epoch"])
    assert east.hello()["server"] == SERVER


def test_a_request_may_not_grow_without_end_but_one_large_change_set_is_taken(east: Desk) -> None:
    many = [east.change() for _ in range(1001)]
    assert east.push(*many).status == 413

    large = east.change(*(put("log_line", f"l{n}") for n in range(1200)))
    assert told(replace(east, kept=[]), *many[:500]) == [("applied", None)] * 500
    assert told(east, *many[500:1000]) == [("applied", None)] * 500
    assert east.push(many[1000], large).status == 413
    assert told(east, many[1000]) == told(east, large) == [("applied", None)]


def test_a_computer_pushes_its_own_change_sets_only(east: Desk, west: Desk) -> None:
    assert west.push(east.change(put("case", "c"))).status == 422


def test_a_known_id_with_other_content_is_not_taken(kit: CityKit, east: Desk) -> None:
    sent = east.change(put("case", "c"))
    east.push(sent)
    forged = east.sealed(replace(east.change(put("case", "d")), cs_id=sent.cs_id))

    assert east.push(forged).status == 422
    assert len(kit.rows()) == 1


def test_what_builds_on_a_birth_held_in_a_conflict_waits_behind_it(east: Desk, west: Desk) -> None:
    east.save(put("document", "d"))
    east.save(patch("document", "d", {}, state="draft2"))
    seal = west.change(patch("document", "d", {}, state="final"), put("party", "p"))
    same_push = west.change(patch("party", "p", {}, address="东街"))
    withdrawal = {"op": "withdraw", "coll": "", "id": "", "town": TOWN, "sv": 1, "cs_id": "无"}

    assert told(west, seal, same_push) == [("conflict", None), ("quarantined", "held_behind")]
    assert east.save(patch("party", "p", {}, address="西街"))["reason"] == "held_behind"
    assert east.save(patch("party", "q", {}, address="西街"))["reason"] == "missing_base"
    assert east.save(withdrawal, patch("party", "r", {}, address="西街"))["reason"] == "missing_base"
