"""Reading from the city: pages, digests, the city's own stream, and what administrators settle."""

from __future__ import annotations

from typing import Any

import pytest

from sync.cityserver.city_acts import NotSettledError
from sync.protocol.change_set import ChangeSet
from sync.protocol.digest import added, bucket_of, empty
from sync.protocol.images import Image
from sync.protocol.messages import CITY
from tests.sync.city_kit import TOWN, CityKit, Desk, patch, put


def test_pages_are_cut_between_rows_and_end_where_the_first_one_said(east: Desk) -> None:
    for name in "abcde":
        east.save(put("case", name))
    first = east.changes(limit=2).read()
    east.save(put("case", "f"))

    second = east.changes(2, first["rows"][-1]["hash"], limit=9, upto=first["upto"]).read()

    assert [row["seq"] for row in first["rows"]] == [1, 2]
    assert (first["more"], first["head"], first["upto"]) == (True, 5, 5)
    assert [row["seq"] for row in second["rows"]] == [3, 4, 5]
    assert (second["more"], second["head"]) == (False, 6)


def test_a_row_carries_the_change_set_as_it_was_sent(kit: CityKit, east: Desk) -> None:
    east.save(put("case", "a"))

    (row,) = kit.rows()

    assert row["cs"] == east.kept[0].to_wire()
    assert row["received_at"].startswith("2026-05-04T")


def test_no_town_reads_another(kit: CityKit, east: Desk) -> None:
    kit.desk("山机", "白石").save(put("case", "机密", town="白石"))

    for word, more in (
        ("changes", {"after": 0, "hash": "", "upto": None, "limit": 9}),
        ("digest", {"seq": 1}),
    ):
        answer = east.ask(word, stream="白石", **more)
        assert answer.status == 422
        assert "机密" not in answer.json()
    assert east.ask("bucket", stream="白石", bucket=0).status == 422
    assert kit.rows() == []


def test_the_citys_stream_is_read_by_every_town_and_written_by_the_city_alone(
    kit: CityKit, east: Desk
) -> None:
    kit.city.publish([put("power_item", "p", town="")], "管理员")

    (row,) = east.pull(CITY)

    assert (row["outcome"], row["cs"]["device"], row["effects"][0]["id"]) == ("applied", CITY, "p")
    assert east.save(put("power_item", "q", town=""))["reason"] == "foreign_town"
    assert len(kit.desk("山机", "白石").pull(CITY)) == 1


def test_the_city_writes_into_a_towns_log_on_the_common_road(kit: CityKit, east: Desk) -> None:
    east.save(put("officer", "o"))

    kit.city.write(TOWN, [patch("officer", "o", {}, name="乙")], "管理员")
    kit.city.write(TOWN, [patch("officer", "o", {"name": "乙"}, name="丙")], "管理员")

    assert [row["cs"]["cs_no"] for row in kit.rows()[1:]] == [1, 2]
    assert kit.rows()[-1]["effects"][0]["fields"]["name"] == "丙"


def test_the_citys_own_numbers_begin_anew_after_a_restore_and_its_old_work_comes_back(
    kit: CityKit, east: Desk
) -> None:
    copy = kit.backup()
    kit.city.write(TOWN, [put("officer", "o")], "管理员")
    lost = kit.rows()
    kit.restore(copy)
    kit.city.write(TOWN, [put("officer", "p")], "管理员")

    east.recover(*(ChangeSet.from_wire(row["cs"]) for row in lost))

    assert [row["effects"][0]["id"] for row in kit.rows()] == ["p", "o"]


def test_the_digest_is_that_of_the_records_and_each_bucket_lists_its_own(east: Desk) -> None:
    east.save(put("case", "a"), put("case", "b"))
    east.save(patch("case", "a", {}, cause="占道"))
    expected = empty()
    added(expected, Image("case", "a", 2, deleted=False, fields={}))
    added(expected, Image("case", "b", 1, deleted=False, fields={}))

    told = east.ask("digest", stream=TOWN, seq=2).read()
    listed = east.ask("bucket", stream=TOWN, bucket=bucket_of("case", "a")).read()

    assert told == {"seq": 2, "buckets": expected}
    (record,) = [each for each in listed["records"] if each["id"] == "a"]
    assert (record["version"], record["fields"]["cause"], record["deleted"]) == (2, "占道", False)
    behind = east.ask("digest", stream=TOWN, seq=1)
    assert (behind.status, dict(behind.read())) == (409, {"code": "behind", "head": 2})


def test_an_administrator_lets_quarantined_work_take_effect(kit: CityKit, east: Desk) -> None:
    gone = east.revoked()
    gone.push(gone.change(put("case", "a")))
    (aside,) = kit.rows()

    outcome = kit.city.settle(TOWN, aside["cs"]["cs_id"], "管理员", apply=True)

    row = kit.rows()[-1]
    assert outcome["outcome"] == "applied"
    assert row["effects"][0]["id"] == "a"
    assert [(each["id"], each["by"]) for each in row["closed"]] == [(aside["cs"]["cs_id"], "管理员")]
    with pytest.raises(NotSettledError):
        kit.city.settle(TOWN, aside["cs"]["cs_id"], "管理员", apply=False)


def test_an_administrator_closes_quarantined_work_without_effect(kit: CityKit, east: Desk) -> None:
    bad = east.save({**put("case", "a"), "sv": 99})

    with pytest.raises(NotSettledError):
        kit.city.settle(TOWN, bad["cs_id"], "管理员", apply=True)
    assert len(kit.rows()) == 1
    kit.city.settle(TOWN, bad["cs_id"], "管理员", apply=False)

    row = kit.rows()[-1]
    assert (row["effects"], row["closed"][0]["id"]) == ([], bad["cs_id"])
    assert east.save(put("case", "a"))["outcome"] == "applied"


def test_a_desktop_too_old_to_read_is_told_so_and_may_still_push(east: Desk) -> None:
    assert east.changes(schema=[0, 0]).status == 426
    assert east.save(put("case", "a"))["outcome"] == "applied"


def test_an_older_layout_is_lifted_on_arrival(kit: CityKit, east: Desk) -> None:
    old = put("document", "d")
    del old["set"]["scans"]

    east.save({**old, "sv": 1})

    assert kit.rows()[-1]["effects"][0]["fields"]["scans"] == []


def test_two_living_records_under_one_natural_key_are_a_question_until_one_is_gone(
    kit: CityKit, east: Desk
) -> None:
    number: dict[str, Any] = {"series": "罚", "year": 2026, "n": 1, "state": "used", "reason": ""}
    east.save(put("number_use", "n", **number), put("number_use", "m", **number | {"n": 2}))

    assert east.save(put("number_use", "o", **number))["outcome"] == "conflict"
    assert (
        east.save(put("number_use", "p", **number | {"n": 3}), put("number_use", "q", **number | {"n": 3}))[
            "outcome"
        ]
        == "conflict"
    )
    assert kit.register() == {1: "used", 2: "used"}
