"""Acts and evidence on the case page: typed, counted, dropped in, verified, excluded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from app.domain.act import Act
from app.domain.case import CaseStatus
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.money import Money
from app.rules.discretion.facts import Subject
from app.rules.fine_facts import read_fine_facts
from tests.builders import (
    a_case,
    an_act,
    an_item,
    ident,
    some_evidence,
)
from tests.ui.case_hands import confirm, form_of, opened, settle, tab_of
from tests.ui.case_world import case_tools
from tests.ui.hands import press_ctrl, press_enter, type_text
from tests.unit.services.world import TODAY, World
from ui.screens.case.fine import fine_asked, fine_facts

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner

COUNTED = '[{"who": "any", "type": "multiple", "base": "货值金额", "min": 1, "max": 3},'
COUNTED += ' {"who": "any", "type": "per_unit", "unit": "平方米", "min": 10, "max": 50}]'


def test_an_act_is_added_with_an_item_found_by_its_name(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.FILED))
    world.drop(an_act())
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "act", "field": "new"})
    form = form_of(view, "acts")
    type_text(form.entry("item_id").hand, an_item().code)
    press_enter(form.entry("item_id").hand)
    type_text(form.entry("began_on").hand, "0224")
    type_text(form.entry("place").hand, "示例路口")

    confirm(qtbot, view, tools, "acts")

    (kept,) = world.store.all(Act)
    assert (kept.item_code, kept.place, kept.began_on.isoformat()) == (
        an_item().code,
        "示例路口",
        "2026-02-24",
    )


def test_what_an_article_counts_is_asked_and_kept_with_the_act(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.FILED))
    world.put(an_item(fine_spec=COUNTED))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "acts"})
    press_ctrl(tab_of(view, "acts").rows, Qt.Key.Key_J)
    form = form_of(view, "acts")
    type_text(form.entry("amount0").hand, "1200.50")
    type_text(form.entry("unit0").hand, "12.5")

    confirm(qtbot, view, tools, "acts")

    facts = read_fine_facts(world.store.all(Act)[0].fine_facts, Subject.PERSON)
    assert facts.amount("货值金额") == 120050
    assert facts.count("平方米") == 12.5
    assert tab_of(view, "acts").rows.words(0, 3) == "货值金额1,200.50元、12.5平方米"


def test_a_count_that_is_none_is_refused_at_its_field(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.FILED))
    world.put(an_item(fine_spec=COUNTED))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "acts"})
    press_ctrl(tab_of(view, "acts").rows, Qt.Key.Key_J)
    form = form_of(view, "acts")
    type_text(form.entry("unit0").hand, "很多")

    confirm(qtbot, view, tools, "acts")

    assert form.slots_["unit0"].fault.isVisible()
    assert world.store.all(Act)[0].fine_facts == "{}"


@given(
    fen=st.none() | st.integers(0, 10**12),
    absent=st.booleans(),
    count=st.none() | st.fractions(0, 10**6, max_denominator=1000),
)
def test_fine_facts_come_back_to_the_form_as_they_were_typed(
    fen: int | None, absent: bool, count: object
) -> None:
    item = an_item(fine_spec=COUNTED)
    typed = {
        "amount0": None if fen is None else Money(fen),
        "absent0": absent and fen is None,
        "unit0": "" if count is None else str(count),
    }

    act = replace(an_act(), fine_facts=fine_facts(item, typed))

    asked = fine_asked(act, item)
    assert asked is not None
    assert asked.start.get("amount0") == typed["amount0"]
    assert asked.start["absent0"] == typed["absent0"]
    assert fine_facts(item, asked.start) == act.fine_facts


def test_several_dropped_files_are_asked_about_in_turn(qtbot: QtBot, jobs: JobRunner, tmp_path: Path) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.drop(some_evidence())
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "evidence"})
    paths = [tmp_path / "现场照片.jpg", tmp_path / "录音.mp3"]
    for each in paths:
        each.write_bytes(each.name.encode())

    view.pages["evidence"].take_files(paths)  # type: ignore[attr-defined]  # the tab of evidence
    assert form_of(view, "evidence").entry("name").text() == "现场照片"
    type_text(form_of(view, "evidence").entry("proves").hand, "占道事实")
    confirm(qtbot, view, tools, "evidence")
    assert form_of(view, "evidence").entry("name").text() == "录音"
    assert form_of(view, "evidence").entry("proves").text() == "占道事实"
    form_of(view, "evidence").set_texts({"kind": EvidenceKind.AUDIOVISUAL.value})
    confirm(qtbot, view, tools, "evidence")

    kept = world.store.all(Evidence)
    assert [(each.number, each.file_name, each.kind) for each in kept] == [
        (1, "现场照片.jpg", EvidenceKind.DOCUMENTARY),
        (2, "录音.mp3", EvidenceKind.AUDIOVISUAL),
    ]
    assert all(each.file_hash and each.act_id == ident("act") for each in kept)


def test_evidence_of_a_double_number_is_marked_and_numbered_apart_by_a_button(
    qtbot: QtBot, jobs: JobRunner
) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(some_evidence("录像"))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "evidence"})
    tab = view.pages["evidence"]
    assert not tab.apart.isHidden()  # type: ignore[attr-defined]  # the tab of evidence

    tab.apart.click()  # type: ignore[attr-defined]  # the tab of evidence
    qtbot.waitUntil(tab.apart.isHidden)  # type: ignore[attr-defined]  # the tab of evidence

    assert sorted(each.number for each in world.store.all(Evidence)) == [1, 2]


def test_a_file_that_is_gone_is_told_and_nothing_is_kept(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path
) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "evidence"})
    view.pages["evidence"].take_files([tmp_path / "没有.jpg"])  # type: ignore[attr-defined]  # the tab of evidence
    type_text(form_of(view, "evidence").entry("proves").hand, "占道事实")

    confirm(qtbot, view, tools, "evidence")

    assert tools.notices.last is not None
    assert "没有.jpg" in tools.notices.last.message
    assert len(world.store.all(Evidence)) == 1


def test_evidence_is_verified_by_one_key(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    world.put(some_evidence(verified_by=None, verified_on=None))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "evidence"})

    press_ctrl(tab_of(view, "evidence").rows, Qt.Key.Key_Y)
    settle(qtbot, tools)

    assert world.store.all(Evidence)[0].verified_on == TODAY


def test_evidence_is_excluded_only_with_a_reason(qtbot: QtBot, jobs: JobRunner) -> None:
    world = World(a_case(CaseStatus.INVESTIGATING))
    tools = case_tools(jobs, world)
    view = opened(qtbot, tools, {"tab": "evidence"})
    press_ctrl(tab_of(view, "evidence").rows, Qt.Key.Key_Minus)

    confirm(qtbot, view, tools, "evidence")
    assert form_of(view, "evidence").slots_["reason"].fault.isVisible()
    type_text(form_of(view, "evidence").entry("reason").hand, "取得程序违法")
    confirm(qtbot, view, tools, "evidence")

    assert world.store.all(Evidence)[0].excluded_reason == "取得程序违法"
