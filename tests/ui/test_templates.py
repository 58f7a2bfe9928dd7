"""The templates page: a file is checked and tried, kept, set live; a form gets the office's title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.form_template import FormTemplate
from app.domain.role import Role
from tests.ui.case_world import case_tools
from tests.ui.hands import press_enter, type_text
from tests.unit.services.closed_case import Closed
from tests.unit.services.test_office_forms import BAD, GOOD
from tests.unit.services.world import FIRST
from ui.screens.templates.view import TemplatesView, build

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner


class Page:
    """The page at an administrator's desk, with the keys on one form."""

    def __init__(self, qtbot: QtBot, jobs: JobRunner) -> None:
        self.closed, self._jobs, self._qtbot = Closed(), jobs, qtbot
        self.closed.world.seat.take(FIRST.id, "甲", Role.ADMIN)
        self.view: TemplatesView = build(case_tools(jobs, self.closed.world), {})
        qtbot.addWidget(self.view)
        self.view.resize(1366, 700)
        self.view.show()
        self.settle()
        assert self.view.rows.go(lambda each: each.slug == "file_note")

    def settle(self) -> None:
        """Let everything begun come to its end."""
        self._qtbot.waitUntil(lambda: not self._jobs.busy)

    def take(self, folder: Path, content: bytes) -> None:
        """Take a file in hand."""
        path = folder / "备考表.docx"
        path.write_bytes(content)
        self.view.take_file(path)
        self.settle()

    def kept(self) -> list[FormTemplate]:
        """Return the templates as committed."""
        return list(self.closed.world.store.all(FormTemplate))


def test_a_good_file_is_tried_kept_and_set_live(qtbot: QtBot, jobs: JobRunner, tmp_path: Path) -> None:
    page = Page(qtbot, jobs)

    page.take(tmp_path, GOOD)
    assert "可以使用" in page.view.found.text()
    page.view.keep_button.click()
    page.settle()
    page.view.live_button.click()
    page.settle()

    (kept,) = page.kept()
    assert kept.live_from == page.closed.world.clock.today()
    assert page.view.rows.words(page.view.rows.currentRow(), 2).startswith("本单位第1版")
    page.view.drop_button.click()
    page.settle()
    assert page.view.rows.words(page.view.rows.currentRow(), 2) == "随程序安装"


def test_a_faulty_file_is_told_with_its_place_and_cannot_be_kept(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path
) -> None:
    page = Page(qtbot, jobs)

    page.take(tmp_path, BAD)

    assert page.view.faults.item(0).text().endswith("正文第3段：字段不认识")
    assert not page.view.keep_button.isEnabled()
    assert page.kept() == []


def test_a_form_gets_the_title_of_the_office(qtbot: QtBot, jobs: JobRunner) -> None:
    page = Page(qtbot, jobs)

    page.view.title.setFocus()
    type_text(page.view.title, "案卷备考表")
    press_enter(page.view.title)
    page.settle()

    assert page.view.rows.words(page.view.rows.currentRow(), 1) == "案卷备考表"


def test_a_file_that_is_gone_is_told(qtbot: QtBot, jobs: JobRunner, tmp_path: Path) -> None:
    page = Page(qtbot, jobs)

    page.view.take_file(tmp_path / "没有.docx")
    page.settle()

    assert "读不出来" in page.view.found.text()
