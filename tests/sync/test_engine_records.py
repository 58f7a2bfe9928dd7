"""Records of other programs, numbers of other computers: kept, shown where they can be, never in the way."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.adapters.guard_file import GuardFile
from app.domain.number_use import NumberUse
from app.domain.party import Party, PartyKind
from localdb.sync.store import TownChangedError
from sync.codecs import encode
from sync.protocol.messages import CITY
from tests.sync.city_kit import SERVER, CityKit, put
from tests.sync.office import TOWN, Desktop, settle
from tests.sync.tampering import rewrite

if TYPE_CHECKING:
    from pathlib import Path

CASE, OTHER = str(UUID(int=0xA1)), str(UUID(int=0xA2))
LIVING: dict[str, object] = {
    "procedure": "ordinary",
    "gains": "unstated",
    "handlers": [],
    "clue_id": None,
    "unrecorded": {},
}


def test_what_this_version_cannot_read_is_kept_and_counted_not_shown(kit: CityKit, here: Desktop) -> None:
    desk = kit.desk("将来的程序", TOWN)
    desk.save(
        put("case", CASE, TOWN, **LIVING, status="将来的状态"),
        put("case", OTHER, TOWN, **LIVING, status="FILED"),
    )

    settle(here)

    assert here.rows("SELECT record_id, odd FROM base_images ORDER BY record_id") == [(CASE, 1), (OTHER, 0)]
    assert here.rows("SELECT id FROM cases") == [(UUID(OTHER).bytes,)]
    assert {step.fault for step in here.settle()} == {""}


def test_a_record_may_come_before_what_it_belongs_to_can_be_read(kit: CityKit, here: Desktop) -> None:
    desk = kit.desk("将来的程序", TOWN)
    desk.save(put("case", CASE, TOWN, **LIVING, status="将来的状态"))
    party = Party(here.ids.new(), TOWN, UUID(CASE), PartyKind.OTHER_ORGANISATION, "某公司")
    born = encode(None, party)
    assert born is not None
    desk.save(dict(born))

    settle(here)

    assert here.see(party) == party
    here.edit(party, name="另一家公司")
    settle(here)
    assert here.see(party).name == "另一家公司"


def test_two_computers_that_used_one_number_are_both_shown_it_as_a_conflict(
    here: Desktop, there: Desktop
) -> None:
    first, second = (
        NumberUse(each.ids.new(), TOWN, "罚", 2026, 1, "1号", each.ids.new()) for each in (here, there)
    )
    here.save(first)
    there.save(second)

    settle(here, there)

    for each in (here, there):
        assert each.sees(first)
        kinds = [kind for (kind,) in each.rows("SELECT kind FROM conflicts WHERE closed_at IS NULL")]
        assert "duplicate" in kinds
    assert here.digest() == there.digest()


def test_what_is_held_while_all_is_pulled_afresh_goes_out_of_view_too(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    first, second = (
        NumberUse(each.ids.new(), TOWN, "罚", 2026, 1, "1号", each.ids.new()) for each in (here, there)
    )
    backup = kit.backup()
    here.save(first)
    settle(here, there)
    kit.restore(backup, towns=(TOWN,))
    settle(here)
    there.save(second)

    settle(there, here)

    assert there.rows("SELECT outcome FROM outbox") == [("conflict",)]
    for each in (here, there):
        assert each.sees(first)
        assert not each.sees(second)


def test_a_birth_that_waited_in_a_conflict_is_seen_again_while_it_goes_up_anew(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    first, second = (
        NumberUse(each.ids.new(), TOWN, "罚", 2026, 1, "1号", each.ids.new()) for each in (here, there)
    )
    here.save(first)
    settle(here)
    backup = kit.backup()
    there.save(second)
    settle(there)
    assert not there.sees(second)

    kit.restore(backup, towns=(TOWN,))
    settle(here)
    kit.city.declare_lost(TOWN, there.device, "管理员")
    state = here.sync.state()
    assert state is not None
    there.sync.recovered(state.epoch)
    for stream, rows in ((TOWN, kit.rows(TOWN)), (CITY, [])):
        there.sync.take(stream, rows, complete=True)

    assert there.sees(first)
    assert there.see(second) == second


def withdrawn(desktop: Desktop) -> None:
    """Let a desktop have one quarantined change set that a person has settled without effect."""
    case = desktop.case()
    settle(desktop)
    desktop.edit(case, cause="违法建设")
    ((place, text),) = desktop.rows("SELECT place, operations FROM outbox ORDER BY place DESC LIMIT 1")
    assert json.loads(text)[0]["op"] == "patch"
    missing = [{**each, "id": str(desktop.ids.new())} for each in json.loads(text)]
    rewrite(desktop, place, missing)
    settle(desktop)
    ((cs_id,),) = desktop.rows("SELECT cs_id FROM outbox WHERE outcome = 'quarantined'")
    desktop.kit.city.settle(TOWN, str(UUID(bytes=cs_id)), str(desktop.user), apply=False)
    settle(desktop)


def test_a_withdrawn_quarantine_goes_out_of_view(here: Desktop) -> None:
    withdrawn(here)

    assert here.rows("SELECT state FROM outbox WHERE outcome = 'quarantined'") == [("closed",)]
    assert here.rows("SELECT * FROM pending") == []


def test_what_was_withdrawn_names_no_place_in_a_log_that_is_gone(kit: CityKit, here: Desktop) -> None:
    backup = kit.backup()
    withdrawn(here)
    here.line.caller = replace(here.line.caller, revoked=True)

    kit.restore(backup)
    settle(here)

    assert here.rows("SELECT state, seq FROM outbox WHERE outcome = 'quarantined' AND cs_no = 2") == [
        ("closed", None)
    ]


def test_what_was_withdrawn_stays_settled_when_it_fills_the_numbers_again(here: Desktop) -> None:
    withdrawn(here)
    state = here.sync.state()
    assert state is not None

    here.sync.resend(state.incarnation, 2)
    assert here.rows("SELECT state FROM outbox WHERE cs_no = 2") == [("new",)]
    settle(here)

    assert here.rows("SELECT state, outcome FROM outbox WHERE cs_no = 2") == [("closed", "quarantined")]
    assert here.rows("SELECT * FROM pending") == []


def test_what_was_withdrawn_and_goes_again_is_settled_after_a_restore_too(here: Desktop) -> None:
    withdrawn(here)
    state = here.sync.state()
    assert state is not None
    here.sync.resend(state.incarnation, 2)

    here.sync.recovered("另一轮")

    assert here.rows("SELECT state, outcome FROM outbox WHERE cs_no = 2") == [("closed", "quarantined")]


def test_what_goes_again_and_lies_aside_is_seen_over_what_came_since(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    case = here.case()
    settle(here, there)
    backup = kit.backup()
    here.edit(case, cause="违法建设")
    settle(here, there)
    there.edit(case, cause="流动经营")
    settle(there, here)
    kit.restore(backup, towns=())

    here.line.caller = replace(here.line.caller, revoked=True)
    here.edit(case, brief="补记")
    settle(here)

    assert here.rows("SELECT outcome FROM outbox WHERE cs_no > 1") == [("quarantined",), ("quarantined",)]
    assert here.see(case).cause == "违法建设"


def test_what_lies_aside_while_all_is_pulled_afresh_changes_nothing_in_view(
    here: Desktop, there: Desktop
) -> None:
    case = here.case()
    settle(here, there)
    here.edit(case, cause="违法建设")
    settle(here, there)
    there.edit(case, cause="流动经营")
    settle(there, here)
    here.sync.recovered("另一轮")
    ((incarnation, cs_id),) = here.rows("SELECT incarnation, cs_id FROM outbox WHERE cs_no = 2")

    told = {"cs_no": 2, "cs_id": str(UUID(bytes=cs_id)), "seq": 1}
    here.sync.answered(incarnation, [{**told, "outcome": "quarantined", "reason": "device_revoked"}])

    assert here.rows("SELECT state, outcome FROM outbox WHERE cs_no = 2") == [("answered", "quarantined")]
    assert here.see(case).cause == "流动经营"


def test_a_report_after_a_restore_goes_in_parts_and_may_begin_again(
    kit: CityKit, here: Desktop, there: Desktop
) -> None:
    backup = kit.backup()
    cases = [here.case() for _ in range(9)]
    settle(here, there)
    for each in (here, there):
        each.engine._course.portions.operations = 2  # noqa: SLF001 - the size of parts is no matter of a caller
    kit.restore(backup, towns=(TOWN,))

    here.take(4)
    kit.restore(backup, towns=(TOWN,))
    settle(there, here)
    settle(there, here)

    assert "recover" in here.line.spoken
    for each in (here, there):
        assert all(each.sees(case) for case in cases)
    assert here.digest() == there.digest()


def test_a_lost_guard_costs_a_new_incarnation_and_nothing_else(here: Desktop, there: Desktop) -> None:
    case = here.case()
    here.guard.kept.clear()
    here.restart()
    settle(here, there)

    assert there.sees(case)
    assert here.rows("SELECT code FROM sync_log") == [("incarnation",), ("incarnation",)]


def test_a_store_that_went_back_says_how_much_it_lacks(here: Desktop) -> None:
    here.case()
    settle(here)
    image = here.image()
    for _ in range(3):
        here.case()
    settle(here)

    here.put_back(image)

    assert here.rows("SELECT detail FROM sync_log WHERE code = 'gone_back'") == [("3",)]


def test_a_guard_file_remembers_and_reads_nonsense_as_nothing(tmp_path: Path) -> None:
    guard = GuardFile(tmp_path / "guards")
    assert guard.known("甲") is None

    guard.keep("甲", "一", 7)
    guard.keep("甲", "一", 8)

    assert GuardFile(tmp_path / "guards").known("甲") == ("一", 8)
    (tmp_path / "guards" / "甲.json").write_text("{", "utf-8")
    assert guard.known("甲") is None


def test_a_store_bound_to_a_town_is_not_let_in_for_another(here: Desktop) -> None:
    before = here.sync.state()

    with pytest.raises(TownChangedError) as refused:
        here.sync.enrol(SERVER, "320281102", str(UUID(int=0xD999)))

    assert refused.value.code == "sync.other_town"
    assert here.sync.state() == before
