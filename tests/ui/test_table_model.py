"""The table model: rows are read by window, in both directions, and never all of them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.fakes import MemoryLists, memory_lists
from ui.screens.showing import CASE_COLUMNS
from ui.widgets import table_model
from ui.widgets.table_model import KEPT_WINDOWS, ROW, WINDOW, ListModel, Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner

MANY = 5_000


@pytest.fixture(scope="module")
def lists() -> MemoryLists:
    """A list of cases far longer than a window."""
    return memory_lists(clues=0, cases=MANY)


class SlowFirst(MemoryLists):
    """Lists whose order of answers a test decides."""

    def __init__(self, lists: MemoryLists) -> None:
        super().__init__(lists.lists)
        self.asked: list[str] = []

    def ids(self, name: str, filters: Mapping[str, object], text: str = "") -> Sequence[bytes]:
        """Remember what is asked."""
        self.asked.append(text)
        return super().ids(name, filters, text)


def a_model(qtbot: QtBot, jobs: JobRunner, lists: MemoryLists) -> ListModel:
    """Return a model whose first search has come back."""
    model = ListModel("cases", CASE_COLUMNS, lists, jobs)
    model.search(Wanted())
    qtbot.waitUntil(lambda: not jobs.busy)
    return model


def test_the_model_is_sound_to_qt(
    qtbot: QtBot, jobs: JobRunner, lists: MemoryLists, qtmodeltester: ModelTester
) -> None:
    model = a_model(qtbot, jobs, lists)

    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt types it not


def test_a_search_reads_no_row_until_one_is_looked_at(
    qtbot: QtBot, jobs: JobRunner, lists: MemoryLists
) -> None:
    lists.windows.clear()

    model = a_model(qtbot, jobs, lists)

    assert model.rowCount() == MANY
    assert lists.windows == []


def test_looking_at_the_end_reads_the_last_window_alone(
    qtbot: QtBot, jobs: JobRunner, lists: MemoryLists
) -> None:
    model = a_model(qtbot, jobs, lists)
    lists.windows.clear()
    last = model.index(MANY - 1, 0)

    before = model.data(last)
    qtbot.waitUntil(lambda: not jobs.busy)

    assert before == "…"
    assert model.data(last) == f"澄徐综执立〔2026〕{MANY}号"
    assert lists.windows == [WINDOW]


def test_memory_is_kept_to_some_windows(qtbot: QtBot, jobs: JobRunner, lists: MemoryLists) -> None:
    model = a_model(qtbot, jobs, lists)

    for window in range(KEPT_WINDOWS + 10):
        model.row(window * WINDOW)
        qtbot.waitUntil(lambda: not jobs.busy)
    lists.windows.clear()
    model.row(0)
    qtbot.waitUntil(lambda: not jobs.busy)

    assert lists.windows == [WINDOW]


def test_a_window_is_asked_for_once(qtbot: QtBot, jobs: JobRunner, lists: MemoryLists) -> None:
    model = a_model(qtbot, jobs, lists)
    lists.windows.clear()

    for at in range(WINDOW):
        model.row(at)
    qtbot.waitUntil(lambda: not jobs.busy)

    assert lists.windows == [WINDOW]


def test_an_answer_to_an_older_search_is_forgotten(qtbot: QtBot, jobs: JobRunner, lists: MemoryLists) -> None:
    slow = SlowFirst(lists)
    model = ListModel("cases", CASE_COLUMNS, slow, jobs)
    counts: list[int] = []
    model.found.connect(counts.append)

    model.search(Wanted("〔2026〕1号"))
    model.search(Wanted("〔2026〕2号"))
    qtbot.waitUntil(lambda: not jobs.busy)

    assert slow.asked == ["〔2026〕1号", "〔2026〕2号"]
    assert counts == [1]
    model.row(0)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert model.data(model.index(0, 0)) == "澄徐综执立〔2026〕2号"


def test_the_whole_row_is_handed_over_beside_its_texts(
    qtbot: QtBot, jobs: JobRunner, lists: MemoryLists
) -> None:
    model = a_model(qtbot, jobs, lists)
    model.row(0)
    qtbot.waitUntil(lambda: not jobs.busy)

    row = model.data(model.index(0, 0), ROW)

    assert row["number"] == "澄徐综执立〔2026〕1号"


def test_headings_are_words(qtbot: QtBot, jobs: JobRunner, lists: MemoryLists) -> None:
    model = a_model(qtbot, jobs, lists)

    headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]

    assert headings[:3] == ["案号", "当事人", "案由"]


def test_no_window_of_rows_is_skipped_to() -> None:
    assert "offset" not in inspect.getsource(table_model).lower()
