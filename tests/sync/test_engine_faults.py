"""What goes wrong on the way: lost answers, copied stores, restored servers, strange answers."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from app.domain.case import Case
from localdb.numbers import NoNumberLentError
from localdb.sync.store import OtherServerError
from sync.protocol.messages import Answer
from tests.sync.office import TOWN, Desktop, outcomes, settle
from tests.sync.tampering import rewrite

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.city_kit import CityKit


def test_a_push_whose_answer_was_lost_takes_effect_once(here: Desktop, there: Desktop) -> None:
    case = here.case()
    here.line.lost = frozenset(("push",))
    here.take(8)
    here.line.lost = frozenset()

    settle(here, there)

    assert outcomes(here) == [("settled", "applied")]
    assert there.see(case) == case
    assert len(here.kit.rows(TOWN)) == 1


def test_no_answer_without_the_bound_servers_name_acknowledges_anything(here: Desktop) -> None:
    here.case()
    for server, fault in ((None, "not_an_answer"), ("另一台", "other_server")):
        here.line.after = named(server)
        here.engine.hurry()
        assert {step.fault for step in here.take(6)} - {""} == {fault}
        assert outcomes(here) == [("new", None)]


@pytest.mark.parametrize("code", ["proof", "unreadable"])
def test_a_refused_greeting_rests_and_is_not_repeated_at_once(here: Desktop, code: str) -> None:
    here.case()
    here.line.after = lambda _word, answer: replace(answer, status=403, body={"code": code})
    start = here.clock.now()

    here.take(20)

    assert set(here.line.spoken) == {"hello"}
    assert (here.clock.now() - start).total_seconds() > 5 * (len(here.line.spoken) - 1)
    here.line.after = lambda _word, answer: answer
    here.engine.hurry()
    here.take(20)
    assert outcomes(here) == [("settled", "applied")]


def test_one_change_set_that_is_too_large_rests_and_the_smaller_before_it_went(here: Desktop) -> None:
    here.case()
    here.settle()
    here.case()
    here.line.after = lambda word, answer: (
        replace(answer, status=413, body={"code": "too_large"}, retry_after=0.0) if word == "push" else answer
    )
    start = here.clock.now()

    steps = [step for step in here.take(40) if step.what == "push"]

    assert {step.fault for step in steps} == {"one_too_large"}
    assert (here.clock.now() - start).total_seconds() > 5 * (len(steps) - 1)


def test_an_answer_cut_off_acknowledges_nothing(here: Desktop) -> None:
    here.case()
    here.line.after = lambda _word, answer: Answer(200, None, answer.server, answer.epoch)

    assert {step.fault for step in here.take(6)} - {""} == {"not_an_answer"}
    assert outcomes(here) == [("new", None)]


def test_a_store_belongs_to_one_server(here: Desktop) -> None:
    with pytest.raises(OtherServerError, match="绑定"):
        here.sync.enrol("另一台", TOWN, here.device)


def test_a_log_whose_chain_is_broken_is_not_taken(here: Desktop, there: Desktop) -> None:
    here.case()
    settle(here)

    def forged(row: dict[str, Any]) -> dict[str, Any]:
        effect = {**row["effects"][0], "fields": {**row["effects"][0]["fields"], "cause": "改过"}}
        return {**row, "effects": [effect]}

    there.line.after = first_row(forged)
    steps = there.take(10)

    assert "chain" in {step.fault for step in steps}
    assert there.rows("SELECT count(*) FROM cases") == [(0,)]


def test_a_row_whose_change_set_does_not_fit_its_hash_is_not_taken(here: Desktop, there: Desktop) -> None:
    here.case()
    settle(here)

    def forged(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "cs": {**row["cs"], "ops": [{**row["cs"]["ops"][0], "town": "别镇"}]}}

    there.line.after = first_row(forged)
    steps = there.take(10)

    assert "chain" in {step.fault for step in steps}
    assert there.rows("SELECT count(*) FROM tail") == [(0,)]


def test_a_store_copied_back_numbers_anew_and_loses_nothing_that_was_sent(
    here: Desktop, there: Desktop
) -> None:
    first = here.case()
    settle(here)
    image = here.image()
    second = here.case()
    settle(here)

    here.put_back(image)
    third = here.case()
    settle(here, there)

    for desktop in (here, there):
        assert all(desktop.sees(each) for each in (first, second, third))
    assert here.digest() == there.digest()
    ((before,), (after,)) = here.rows("SELECT DISTINCT incarnation FROM outbox ORDER BY place")
    assert before != after
    told = [code for (code,) in here.rows("SELECT code FROM sync_log")]
    assert told == ["incarnation", "incarnation", "gone_back"]


def test_a_clone_settles_work_that_the_original_handed_over_first(here: Desktop) -> None:
    case = here.case()
    here.settle()
    here.edit(case, brief="尚未上传")
    clone = here.clone()
    clone.guard.kept.clear()
    clone.restart()
    here.settle()
    clone.line.barred = frozenset(("push",))
    clone.take(12)
    clone.line.barred = frozenset()

    clone.edit(case, brief="副本所写")
    clone.settle()

    assert clone.rows("SELECT state FROM outbox WHERE state <> 'settled'") == []
    assert clone.rows("SELECT count(*) FROM pending") == [(0,)]
    here.settle()
    assert here.see(case).brief == clone.see(case).brief == "副本所写"


def test_a_cloned_computer_whose_guard_came_along_is_seen_by_the_server(here: Desktop) -> None:
    settle(here)
    clone = here.clone()
    here.case()
    settle(here)

    case = clone.case()
    clone.settle()

    assert clone.sees(case)
    assert clone.rows("SELECT code FROM sync_log ORDER BY id DESC LIMIT 1") == [("incarnation",)]
    settle(here)
    assert here.sees(case)


def test_what_is_kept_aside_stays_in_view_and_blocks_nothing(here: Desktop, there: Desktop) -> None:
    case = here.case()
    settle(here, there)
    here.edit(case, cause="违法建设")
    spoil(here)
    other = here.case()
    settle(here, there)

    assert outcomes(here)[-2:] == [("settled", "quarantined"), ("settled", "applied")]
    assert here.see(case).cause == "违法建设"
    assert there.see(case).cause == "占道经营"
    assert there.sees(other)


def test_what_is_kept_aside_stays_in_view_also_when_its_record_is_deleted_again(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    case = here.case()
    settle(here, there)
    here.edit(case, cause="违法建设")
    spoil(here)
    settle(here, there)
    here.enrol_again(kit)
    there.remove(case)
    settle(here, there)
    assert here.sees(case)

    here.remove(case)
    settle(here, there)

    assert outcomes(here)[-1] == ("settled", "applied")
    assert here.sees(case), "a rebuilding would show it, too"


def test_numbers_are_lent_taken_lowest_first_and_refused_without_any(kit: CityKit, here: Desktop) -> None:
    with here.store.begin() as work, pytest.raises(NoNumberLentError):
        work.numbers.take("罚", 2026, UUID(int=1))
    settle(here)

    with here.store.begin() as work:
        taken = [work.numbers.take("罚", 2026, here.ids.new()) for _ in range(2)]
        work.commit()
    settle(here)

    assert taken == [1, 2]
    leased = dict.fromkeys((3, 4, 5), "leased")
    assert kit.register(town=TOWN) == {1: "used", 2: "used", **leased}


def test_a_late_answer_to_giving_up_takes_no_number_from_the_hand_that_was_lent_again(here: Desktop) -> None:
    with here.store.begin() as work, pytest.raises(NoNumberLentError):
        work.numbers.take("罚", 2026, UUID(int=1))
    settle(here)
    (old,) = here.sync.ended(2027)
    with here.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE lease_requests SET request = '二', count = 3")

    here.sync.lent("二", old.numbers)
    here.sync.given_up([old])

    assert list(here.sync.numbers(used=False)) == [replace(old, loan="二")]
    assert list(here.sync.ended(2026)) == []
    with here.store.begin() as work:
        assert work.numbers.take("罚", 2026, here.ids.new()) == 1


def test_a_revoked_computer_hands_over_its_work_and_gets_nothing(here: Desktop, there: Desktop) -> None:
    settle(here, there)
    there.line.caller = replace(there.line.caller, revoked=True)
    mine = there.case()
    new = here.case()
    settle(here)
    there.take(20)

    assert outcomes(there) == [("answered", "quarantined")]
    assert there.sees(mine)
    assert not there.sees(new)


def test_a_computer_enrolled_anew_is_no_longer_shown_out(kit: CityKit, here: Desktop) -> None:
    here.line.caller = replace(here.line.caller, revoked=True)
    here.settle()
    assert here.rows("SELECT revoked FROM sync_link") == [(1,)]

    here.enrol_again(kit)

    assert here.rows("SELECT revoked FROM sync_link") == [(0,)]


def test_a_digest_that_differs_is_repaired_record_by_record(here: Desktop, there: Desktop) -> None:
    case = here.case()
    settle(here, there)
    with there.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM base_images")
        connection.exec_driver_sql("DELETE FROM cases")
        connection.exec_driver_sql("UPDATE sync_streams SET digest = ?, records = 0", (bytes(2048),))

    there.engine.hurry()
    there.restart()
    steps = there.settle()

    assert "digest" in {step.fault for step in steps}
    assert there.see(case) == case
    assert there.digest() == here.digest()


def test_a_digest_that_differs_over_equal_records_is_not_compared_without_end(here: Desktop) -> None:
    here.case()
    settle(here)
    with here.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sync_streams SET digest = ? WHERE name = ?", (bytes(2048), TOWN))
    here.restart()

    steps = here.settle()

    assert "digest" in {step.fault for step in steps}
    assert len(steps) < 60


def test_a_page_that_would_wipe_the_store_waits_for_a_person(here: Desktop, there: Desktop) -> None:
    cases = [here.case() for _ in range(30)]
    settle(here, there)
    with here.store.begin() as work:
        for each in cases[:25]:
            work.of(Case).remove(each, "重复登记")
        work.commit()
    settle(here)

    faults = {step.fault for step in there.settle()}
    assert "wipe" in faults
    assert all(there.sees(each) for each in cases)

    there.sync.allow(TOWN)
    settle(there)
    assert [each for each in cases if there.sees(each)] == cases[25:]


def test_work_kept_aside_whose_row_was_read_before_its_answer_comes_to_rest(here: Desktop) -> None:
    here.case()
    spoil(here)
    settle(here)
    with here.store.engine.begin() as connection:
        # As a copy of this computer stands, which read in the log what it had not handed over itself yet.
        connection.exec_driver_sql("UPDATE outbox SET state = 'new', outcome = NULL, seq = NULL")

    settle(here)

    assert here.rows("SELECT state, outcome FROM outbox") == [("settled", "quarantined")]
    assert here.rows("SELECT count(*) FROM pending")[0][0] > 0, "it stays in view"


def first_row(alter: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[str, Answer], Answer]:
    """Return a line that alters the first row of each page and keeps the others back."""

    def after(word: str, answer: Answer) -> Answer:
        body = answer.read()
        if word != "changes" or not body["rows"]:
            return answer
        return replace(answer, body={**body, "rows": [alter(body["rows"][0])]})

    return after


def named(server: str | None) -> Callable[[str, Answer], Answer]:
    """Return a line that puts another server's name on every answer."""
    return lambda _word, answer: replace(answer, server=server)


def spoil(desktop: Desktop) -> None:
    """Let the last change set carry an operation the city has no word for."""
    ((place, text),) = desktop.rows("SELECT place, operations FROM outbox ORDER BY place DESC LIMIT 1")
    rewrite(desktop, place, [{**each, "op": "melt"} for each in json.loads(text)])
