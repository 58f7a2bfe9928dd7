"""The page of random inspection over a real store: pools, freeze, draw before a witness, result, clue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.adapters.sheets import read_sheets
from app.domain.clue import ClueState
from app.domain.inspection import DrawnFrom, Finding
from app.window import tools_of
from tests.builders import ident
from tests.e2e.office import MovedClock, founded
from tests.ui.hands import type_text
from tests.unit.services.test_draws import a_matter, a_plan, some_objects
from ui.notices import Notices
from ui.screens.random.facts import names_for, plan_of
from ui.screens.random.view import HELD, build
from ui.screens.random.view_new import build_matter, build_object, build_plan
from ui.screens.random.view_objects import build_objects

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.bootstrap import Program
    from ui.jobs import JobRunner
    from ui.screens.random.view import RandomView
    from ui.screens.tools import Tools


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A founded bureau with a matter, ten objects and a plan."""
    made = founded(tmp_path, MovedClock())
    a_matter(made)
    some_objects(made)
    a_plan(made)
    yield made
    made.close()


@pytest.fixture
def real(program: Program, jobs: JobRunner) -> Tools:
    """Tools over the store."""
    return tools_of(program, jobs, Notices())


@pytest.fixture
def page(qtbot: QtBot, real: Tools) -> RandomView:
    """The page with the only plan chosen."""
    view = build(real, {})
    qtbot.addWidget(view)
    view.resize(1180, 680)
    view.show()
    qtbot.waitUntil(view.pools.freeze.isEnabled, timeout=20000)
    return view


def drawn(qtbot: QtBot, page: RandomView) -> None:
    """Freeze, and draw before a witness."""
    page.pools.freeze.click()
    qtbot.waitUntil(page.draws.reveal.isEnabled, timeout=20000)
    page.tabs.setCurrentWidget(page.draws)
    type_text(page.draws.witness, "示例见证人")
    type_text(page.draws.word, "春天")
    page.draws.reveal.click()
    qtbot.waitUntil(lambda: page.tasks.table.rowCount() == 3, timeout=20000)


def test_the_pools_say_how_many_are_drawn_and_why_others_are_not(page: RandomView) -> None:
    assert "较高风险5个抽取2个" in page.pools.said.text()
    assert "每个对象派2名执法人员" in page.pools.said.text()
    left = [page.pools.outside.item(n).text() for n in range(page.pools.outside.count())]
    assert any("没有执法证" in each for each in left)
    assert page.pools.inside.count() == 10


def test_a_plan_is_drawn_and_its_files_written(qtbot: QtBot, page: RandomView, tmp_path: Path) -> None:
    drawn(qtbot, page)
    made = page.draws.chosen
    assert made is not None
    target = tmp_path / "抽取记录表.pdf"

    page.model.write(page.model._tools.draws.minutes, made.id, target)  # noqa: SLF001 - the dialog of the system is left out

    qtbot.waitUntil(target.exists, timeout=20000)
    assert target.read_bytes().startswith(b"%PDF")
    assert "春天" in page.draws.told.text()
    assert page.draws.record.isEnabled()
    assert not page.draws.reveal.isEnabled()


def test_a_problem_found_becomes_a_clue(qtbot: QtBot, page: RandomView, program: Program) -> None:
    drawn(qtbot, page)
    tasks = page.tasks
    tasks.table.setCurrentCell(0, 0)
    tasks.finding.setCurrentIndex(tasks.finding.findData(Finding.PROBLEM.value))
    type_text(tasks.words, "示例问题")

    tasks.report.click()
    qtbot.waitUntil(tasks.clue.isEnabled, timeout=20000)
    tasks.clue.click()
    qtbot.waitUntil(lambda: cell(page, 0, 6) == "已转线索", timeout=20000)

    assert "前公示" in cell(page, 0, 5)
    assert len(program.store.lists.ids("clues", {"state": ClueState.OPEN})) == 1


def test_a_result_is_marked_public(qtbot: QtBot, page: RandomView) -> None:
    drawn(qtbot, page)
    page.tasks.table.setCurrentCell(1, 0)
    page.tasks.report.click()
    qtbot.waitUntil(page.tasks.publish.isEnabled, timeout=20000)

    page.tasks.publish.click()

    qtbot.waitUntil(lambda: cell(page, 1, 5).startswith("已公示"), timeout=20000)
    assert not page.tasks.report.isEnabled()


def test_a_frozen_draw_can_be_given_up(qtbot: QtBot, page: RandomView) -> None:
    page.pools.freeze.click()
    qtbot.waitUntil(page.draws.give_up.isEnabled, timeout=20000)
    type_text(page.draws.reason, "名录有误")

    page.draws.give_up.click()

    qtbot.waitUntil(lambda: "作废理由：名录有误" in page.draws.told.text(), timeout=20000)


def test_a_matter_leads_to_its_plan(qtbot: QtBot, page: RandomView) -> None:
    branch = page.tree.topLevelItem(0)
    assert branch is not None
    page.tree.setCurrentItem(branch)

    with qtbot.waitSignal(page.wants) as asked:
        page.new_plan.click()

    assert asked.args is not None
    assert asked.args[0] == "inspection_plan_new"
    assert asked.args[1]["matter_id"] == branch.data(0, HELD).id


def test_a_new_plan_matter_and_object_are_kept(qtbot: QtBot, real: Tools, program: Program) -> None:
    files = build_plan(real, {"drawn_from": DrawnFrom.FILES, "about": "案卷"})
    matter, one = build_matter(real, {}), build_object(real, {})
    texts = (
        {"name": "案卷评查抽取", "all": "5"},
        {"name": "示例事项二", "basis": "《示例条例》第二条"},
        {"name": "示例新对象", "risk": "low"},
    )
    for view, typed in zip((files, matter, one), texts, strict=True):
        qtbot.addWidget(view)
        view.show()
        qtbot.waitUntil(lambda: not real.jobs.busy, timeout=20000)
        assert view.form is not None
        view.form.set_texts(typed)
        with qtbot.waitSignal(view.ended, timeout=20000):
            view.form.confirm()

    assert {each.name for each in program.inspections.plans()} == {"示例抽查计划", "案卷评查抽取"}
    assert {each.name for each in program.inspections.matters()} == {"示例抽查事项", "示例事项二"}
    assert "示例新对象" in {each.name for each in program.inspections.objects()}


def test_objects_come_from_a_sheet_and_doubtful_rows_are_named(
    qtbot: QtBot, real: Tools, program: Program, tmp_path: Path
) -> None:
    head = ("企业名称", "统一社会信用代码", "地址", "风险等级")
    rows = [
        ("示例甲公司", "91320281000000000L", "示例路1号", "A类"),
        ("示例乙公司", "91320281000000000X", "示例路2号", "低"),
        ("", "", "示例路3号", ""),
        ("示例对象1", "", "示例新址", "高"),
        ("示例丙公司", "9.1320281E+17", "", ""),
        ("示例丁公司", "", "", "很高"),
        ("示例甲公司", "", "", ""),
    ]
    sheet = tmp_path / "名录.xlsx"
    sheet.write_bytes(real.sheets.write(head, rows))
    view = build_objects(real, {})
    qtbot.addWidget(view)

    with qtbot.waitSignal(view.taking.taken, timeout=20000) as taken:
        view.taking.take(sheet)

    assert taken.args is not None
    report = taken.args[0]
    assert [(each.row, each.column) for each in report.doubts] == [(3, 2), (4, 1), (6, 2), (7, 4), (8, 1)]
    kept = {each.name: each for each in program.inspections.objects()}
    assert len(kept) == 11
    assert kept["示例对象1"].id == ident("object 1")
    assert kept["示例对象1"].address == "示例新址"
    assert real.notices.last is not None
    assert "没有导入的行" in real.notices.last.message


def test_the_objects_in_sight_are_written_as_a_sheet_that_can_be_read_back(
    qtbot: QtBot, real: Tools, program: Program, tmp_path: Path
) -> None:
    view = build_objects(real, {})
    qtbot.addWidget(view)
    known = sorted(each.name for each in program.inspections.objects())
    qtbot.waitUntil(lambda: len(view.listed.model.ids) == len(known))

    with qtbot.waitSignal(view.export.written, timeout=20000):
        view.export_to(tmp_path / "名录.xlsx")

    content = (tmp_path / "名录.xlsx").read_bytes()
    (sheet,) = read_sheets(content)
    assert sheet.rows[0][:3] == ("对象名称", "统一社会信用代码", "风险等级")
    assert sorted(row[0] for row in sheet.rows[1:]) == known
    assert len(program.inspections.read_objects(content).objects) == len(known)


def test_shares_are_asked_by_class_for_objects_alone() -> None:
    assert "high" in names_for(DrawnFrom.OBJECTS)
    assert names_for(DrawnFrom.FILES)[-1] == "all"


def test_a_typed_plan_keeps_only_the_shares_that_were_given(program: Program) -> None:
    plan = program.inspections.plans()[0]
    values = {"name": "甲", "starts_on": plan.starts_on, "ends_on": plan.ends_on, "low": "5", "high": " "}

    made = plan_of(values, plan.id, plan.town, {"drawn_from": DrawnFrom.OBJECTS, "matter_id": plan.matter_id})

    assert made.shares == {"low": "5"}
    assert (made.each, made.year) == (2, plan.starts_on.year)


def cell(page: RandomView, row: int, column: int) -> str:
    """Return the text of a cell of the tasks."""
    item = page.tasks.table.item(row, column)
    return item.text() if item is not None else ""


def test_the_buttons_of_a_draw_break_into_lines_before_they_push_the_window_wide(
    page: RandomView,
) -> None:
    draws = page.draws
    buttons = (draws.reveal, draws.give_up, draws.frozen, draws.record, draws.minutes)

    assert draws.minimumSizeHint().width() < sum(each.sizeHint().width() for each in buttons)
