"""The calculator alone: an item weighed without a case, its account printed, nothing kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QGuiApplication

from app.domain.act import Act
from app.domain.case import Case, CaseStatus
from app.domain.penalty import Penalty, PenaltyKind
from app.domain.power_item import PowerItem
from tests.builders import a_case, an_item, ident
from tests.ui.hands import type_text
from tests.ui.spot_world import tools_over
from tests.unit.services.world import World
from ui.screens import screens
from ui.screens.case.view_versions import VersionTable
from ui.screens.discretion_account.view import build as build_account

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.calculator.view import CalculatorView
    from ui.screens.tools import Tools

OLDER = '[{"who": "ind", "type": "fixed", "min": 20, "max": 60}]'


@pytest.fixture
def world() -> World:
    """A bureau with one case; the item had another version before 2026."""
    found = World(a_case(CaseStatus.INVESTIGATING))
    now = an_item(listed_from=date(2026, 1, 1))
    then = replace(
        now, id=ident("older"), fine_spec=OLDER, listed_from=date(2021, 7, 15), listed_to=date(2025, 12, 31)
    )
    found.put(now, then)
    return found


@pytest.fixture
def tools(jobs: JobRunner, world: World) -> Tools:
    """Tools over the world."""
    return tools_over(jobs, world)


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> CalculatorView:
    """The calculator for the item."""
    view: Any = screens()["calculator"].build(tools, {"code": an_item().code})
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    return view  # type: ignore[no-any-return] # a screen builds its own view


def begin(page: CalculatorView, qtbot: QtBot, day: str) -> None:
    """Ask for a day and begin."""
    assert page.form is not None
    page.form.set_texts({"began_on": day})
    page.confirm()
    qtbot.waitUntil(lambda: page.tab is not None and not page.model.tools.jobs.busy)


def fine(page: CalculatorView, qtbot: QtBot, yuan: str) -> Any:
    """Choose a fine with a reason and return what the window is asked to open."""
    assert page.tab is not None
    assert page.tab.form is not None
    form = page.tab.form
    form.kinds.tick({PenaltyKind.FINE.value})
    form.kinds.edited.emit()
    form.penalty.go("fine")
    type_text(form.penalty.entry("fine").hand, yuan)
    form.penalty.go("reason")
    type_text(form.penalty.entry("reason").hand, "情节一般")
    with qtbot.waitSignal(page.wants) as asked:
        page.tab.keep()
    return asked.args


def test_the_item_of_the_day_of_the_act_is_weighed(page: CalculatorView, qtbot: QtBot) -> None:
    begin(page, qtbot, "2025-06-01")

    assert page.tab is not None
    assert page.tab.panel.range.sight is not None
    assert page.tab.panel.range.sight.words.startswith("法定幅度20元至60元")


def test_an_account_is_told_in_capitals_and_nothing_is_kept(
    page: CalculatorView, qtbot: QtBot, world: World
) -> None:
    before = {kind: world.store.all(kind) for kind in (Case, Act, Penalty, PowerItem)}
    begin(page, qtbot, "2026-02-24")
    slug, args = fine(page, qtbot, "300")

    assert slug == "discretion_account"
    text = "\n".join(args["lines"])
    assert "法定幅度：100元至500元" in text
    assert "罚款大写：叁佰元整" in text
    assert "计算过程：" in text
    assert {kind: world.store.all(kind) for kind in before} == before


def test_an_amount_outside_the_law_is_refused_at_its_field(page: CalculatorView, qtbot: QtBot) -> None:
    begin(page, qtbot, "2026-02-24")
    assert page.tab is not None
    assert page.tab.form is not None
    form = page.tab.form
    form.kinds.tick({PenaltyKind.FINE.value})
    form.penalty.set_texts({"fine": "900", "reason": "情节一般"})
    page.tab.keep()
    qtbot.waitUntil(lambda: "不在法定幅度" in form.penalty.slots_["fine"].fault.text())


def test_a_day_before_the_list_is_told(page: CalculatorView, qtbot: QtBot) -> None:
    begin(page, qtbot, "2020-01-01")

    assert "清单中没有本事项" in page.said.text()


def test_a_fine_changed_since_the_act_is_told(page: CalculatorView, qtbot: QtBot) -> None:
    begin(page, qtbot, "2025-06-01")

    assert "第三十七条" in page.said.text()
    assert page.tab is not None
    qtbot.waitUntil(lambda: page.tab is not None and bool(page.tab.findChildren(VersionTable)))
    (table,) = page.tab.findChildren(VersionTable)
    now = table.table.item(1, 1)
    assert now is not None
    assert "100元以上500元以下" in now.text()


def test_norms_that_compete_are_all_shown_and_the_higher_is_named(
    page: CalculatorView, qtbot: QtBot, world: World
) -> None:
    spec = '[{"who": "any", "type": "fixed", "min": 200, "max": 2000}]'
    world.put(an_item(id=ident("other"), code="QT-001", penalty_basis="《另法》第一条", fine_spec=spec))
    page.model.read()
    qtbot.waitUntil(lambda: not page.model.tools.jobs.busy)
    begin(page, qtbot, "2026-02-24")
    page.compare.click()
    page.receive({"code": "QT-001"})
    begin(page, qtbot, "2026-02-24")
    page.compare.click()

    lines = page.norms.text().split("\n")
    assert len(lines) == 4
    assert "适用《另法》第一条（QT-001）" in lines[-1]

    page.forget.click()
    assert page.norms.isHidden()


def test_another_item_can_be_taken(page: CalculatorView, qtbot: QtBot) -> None:
    begin(page, qtbot, "2026-02-24")
    page.again.click()

    assert page.tab is None
    assert page.begin.isVisible()


def test_the_page_for_the_file_is_laid_out_copied_and_saved(
    qtbot: QtBot, tools: Tools, tmp_path: Path
) -> None:
    view = build_account(tools, {"lines": ("法定幅度：100元至500元",)})
    qtbot.addWidget(view)
    qtbot.waitUntil(view.print_button.isEnabled)

    view.copy_button.click()
    with qtbot.waitSignal(view.model.said):
        view.model.export(tmp_path / "裁量说明.pdf")

    assert "法定幅度：100元至500元" in QGuiApplication.clipboard().text()
    assert (tmp_path / "裁量说明.pdf").read_bytes()


def test_a_place_that_cannot_be_written_is_told(qtbot: QtBot, tools: Tools, tmp_path: Path) -> None:
    view = build_account(tools, {"lines": ("一行",)})
    qtbot.addWidget(view)
    qtbot.waitUntil(view.print_button.isEnabled)

    with qtbot.waitSignal(view.model.refused) as refused:
        view.model.export(tmp_path / "没有的文件夹" / "a.pdf")

    assert refused.args[0].code == "account.file"


def test_the_keys_are_in_the_search_for_the_item_once_the_items_are_read(qtbot: QtBot, tools: Tools) -> None:
    view: Any = screens()["calculator"].build(tools, {})
    qtbot.addWidget(view)
    view.show()
    view.take_keys()
    qtbot.waitUntil(lambda: not tools.jobs.busy)

    assert view.form.entry("item_id").isAncestorOf(view.focusWidget())
