"""The register of all documents: narrowed, opened, exported, printed as a ledger, numbers explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from app.domain.document import DocumentState
from app.domain.number_use import NumberState, NumberUse
from app.domain.sync_centre import Stock
from app.services.number_register import NumberRegister
from tests.builders import TOWN, ident
from tests.sync_facts import a_link
from tests.sync_fakes import MemorySyncReading
from tests.ui.case_world import case_tools
from tests.ui.fakes import MemoryLists
from tests.ui.hands import press_enter, type_text
from tests.unit.services.closed_case import Closed
from ui.screens.documents_register.columns import LEDGER, ON_PAPER, period
from ui.screens.documents_register.view import RegisterView, build

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.tools import Tools


def row(n: int, slug: str, state: DocumentState, day: int) -> dict[str, Any]:
    """Return a document as a narrow row."""
    return {
        "id": UUID(int=n),
        "slug": slug,
        "number": f"澄示综执罚字〔2026〕{n}号",
        "state": state,
        "case_id": ident("case"),
        "party_id": None,
        "town": TOWN,
        "created_at": datetime(2026, 3, day, 1, tzinfo=UTC),
        "final_at": datetime(2026, 3, day, 1, tzinfo=UTC),
        "issued_on": date(2026, 3, day),
        "pages": 2,
        "prints": n,
        "void_reason": "",
        "case_number": f"示案{n}",
        "cause": "示例案由",
    }


ROWS = [
    row(1, "penalty_decision", DocumentState.SERVED, 3),
    row(2, "penalty_prior_notice", DocumentState.SERVED, 5),
    row(3, "penalty_decision", DocumentState.VOID, 9),
]


@pytest.fixture
def tools(jobs: JobRunner) -> Tools:
    """Return tools with three documents and numbers of which one is missing."""
    closed = Closed()
    closed.world.put(*(_use(n) for n in (1, 3)))
    made = case_tools(jobs, closed.world)
    lists = MemoryLists({"officers": [], "items": [], "cases": [], "clues": [], "documents": ROWS})
    return replace(made, lists=lists)


def _use(n: int) -> NumberUse:
    return NumberUse(ident(f"use {n}"), TOWN, "罚", 2026, n, f"{n}号", None, NumberState.USED)


def register(qtbot: QtBot, tools: Tools, **args: object) -> RegisterView:
    view = build(tools, args)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    qtbot.waitUntil(lambda: not tools.jobs.busy)
    return view


def count(view: RegisterView) -> int:
    return view.listed.model.rowCount()


def test_the_list_is_narrowed_by_state_form_and_days(qtbot: QtBot, tools: Tools) -> None:
    view = register(qtbot, tools)
    assert count(view) == 3

    view.forms.setCurrentIndex(view.forms.findData("penalty_decision"))
    qtbot.waitUntil(lambda: count(view) == 2)
    type_text(view.first, "20260305")
    press_enter(view.first)
    qtbot.waitUntil(lambda: count(view) == 1)
    view.receive({"filter": "served"})
    qtbot.waitUntil(lambda: count(view) == 0)


def test_a_row_opens_its_document_and_its_case(qtbot: QtBot, tools: Tools) -> None:
    view = register(qtbot, tools)
    wanted: list[tuple[str, object]] = []
    view.wants.connect(lambda slug, args: wanted.append((slug, args)))
    view.listed.table.selectRow(0)
    qtbot.waitUntil(lambda: view.listed.current() is not None)

    view.open_button.click()
    view.case_button.click()

    assert wanted == [
        ("document", {"document_id": UUID(int=1)}),
        ("case", {"case_id": ident("case"), "tab": "documents"}),
    ]


def test_what_is_listed_is_written_into_a_sheet(qtbot: QtBot, tools: Tools, tmp_path: Path) -> None:
    view = register(qtbot, tools)

    view.export_to(tmp_path / "台账.xlsx")
    qtbot.waitUntil(lambda: (tmp_path / "台账.xlsx").exists() and not tools.jobs.busy)

    sheet = load_workbook(tmp_path / "台账.xlsx").active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][:2] == ("文书", "文号")
    assert [each[0] for each in rows[1:]] == ["行政处罚决定书", "行政处罚事先告知书", "行政处罚决定书"]


def test_the_numbers_are_explained_series_by_series(qtbot: QtBot, tools: Tools) -> None:
    view = register(qtbot, tools)

    view.receive({"filter": "numbers"})
    qtbot.waitUntil(lambda: view.numbers.rows.rowCount() == 1)

    rows = view.numbers.rows
    assert [rows.words(0, at) for at in (0, 1, 2, 3, 5)] == ["罚", "2026", "3", "2", "缺号：2号"]
    assert view.numbers.told.text().startswith("本单位共1个字号。✕")
    assert not view.listed.isVisible()


def test_numbers_lent_to_other_computers_are_no_gap(qtbot: QtBot, tools: Tools) -> None:
    lent = MemorySyncReading(a_link(), lent=(Stock("罚", 2026, (4,)),))
    closed = Closed()
    closed.world.put(*(_use(n) for n in (1, 3)))
    view = register(qtbot, replace(tools, numbers=NumberRegister(closed.world.office, lent)))

    view.receive({"filter": "numbers"})
    qtbot.waitUntil(lambda: view.numbers.rows.rowCount() == 1)

    assert view.numbers.told.text().startswith("本单位共1个字号。✔ 没有缺号。文号由市级平台分给")
    words = "本机待用：4号；尚未使用（可能已借给其他电脑）：2号"
    assert view.numbers.rows.words(0, 5) == words
    assert words in view.numbers.whole.text()


def test_the_ledger_has_a_heading_for_each_column() -> None:
    assert len(LEDGER) == len(ON_PAPER)


def test_a_stretch_of_days_takes_both_ends_in() -> None:
    days = period(date(2026, 3, 5), date(2026, 3, 5))

    assert days is not None
    assert [days.holds(each["final_at"]) for each in ROWS] == [False, True, False]
    assert period(None, None) is None


def test_the_quick_look_shows_no_code_of_the_town(qtbot: QtBot, tools: Tools) -> None:
    view = register(qtbot, tools)

    view.look.show_row(ROWS[0])

    assert "示例案由" in view.look.words.text()
    assert TOWN not in view.look.words.text()
