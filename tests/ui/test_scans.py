"""Signed originals by dragging, pasting, and from the scanner's folder; shown and taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage

from tests.builders import a_document
from tests.ui.hands import press_enter
from tests.ui.paper_world import edited, kept, paper_tools, settle
from tests.unit.services.closed_case import Closed
from ui.screens.document.scan_folder import FOLDER, newest

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.document.view import DocumentView

PAPER = a_document("site_record")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a scan and something else."""
    (tmp_path / "扫描0001.jpg").write_bytes(b"\xff\xd8 one")
    (tmp_path / "说明.txt").write_text("说明", "utf-8")
    return tmp_path


@pytest.fixture
def closed() -> Closed:
    """Return a closed case."""
    return Closed().complete()


@pytest.fixture
def view(qtbot: QtBot, jobs: JobRunner, closed: Closed, folder: Path) -> DocumentView:
    """Return the editor of a final transcript; the scanner's folder is known."""
    tools = paper_tools(jobs, closed.world)
    tools.remembered.keep(FOLDER, str(folder))
    return edited(qtbot, tools, PAPER.id)


def count(closed: Closed) -> int:
    return len(kept(closed.world, PAPER.id).scans)


def drop(view: DocumentView, path: Path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QGuiApplication.sendEvent(view, QDragEnterEvent(QPoint(5, 5), copy, held, left, none))
    QGuiApplication.sendEvent(view, QDropEvent(QPointF(5, 5), copy, held, left, none))


def test_a_file_dropped_on_the_paper_is_its_signed_original(
    qtbot: QtBot, view: DocumentView, closed: Closed, folder: Path
) -> None:
    drop(view, folder / "扫描0001.jpg")
    settle(qtbot, view)

    assert count(closed) == 1
    assert view.scanning.button.text() == "签字件（1）"


def test_a_file_that_is_no_scan_is_told_and_not_kept(
    qtbot: QtBot, view: DocumentView, closed: Closed, folder: Path
) -> None:
    drop(view, folder / "说明.txt")
    settle(qtbot, view)

    assert count(closed) == 0


def test_a_picture_is_pasted(qtbot: QtBot, view: DocumentView, closed: Closed) -> None:
    picture = QImage(20, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(picture)
    view.scanning.ask()

    assert view.scanning.paste()
    settle(qtbot, view)

    assert count(closed) == 1


def test_the_scanners_folder_is_listed_as_files_come_and_enter_takes_one(
    qtbot: QtBot, view: DocumentView, closed: Closed, folder: Path
) -> None:
    view.scanning.ask()
    panel = view.scanning.panel
    assert [panel.waiting.item(at).text() for at in range(panel.waiting.count())] == ["扫描0001.jpg"]

    (folder / "扫描0002.png").write_bytes(b"\x89PNG two")
    qtbot.waitUntil(lambda: panel.waiting.count() == 2)
    press_enter(panel.waiting)
    settle(qtbot, view)

    assert count(closed) == 1


def test_a_kept_scan_is_shown_and_taken_off_with_the_reason(
    qtbot: QtBot, view: DocumentView, closed: Closed, folder: Path
) -> None:
    drop(view, folder / "扫描0001.jpg")
    settle(qtbot, view)
    view.scanning.ask()

    view.scanning.panel.look_button.click()
    settle(qtbot, view)
    view.scanning.panel.drop_button.click()
    form = view.scanning.dropping.form
    assert form is not None
    form.set_texts({"reason": "传错"})
    view.scanning.dropping.confirm()
    settle(qtbot, view)

    assert count(closed) == 0


def test_a_folder_lists_the_newest_scans_only(folder: Path) -> None:
    assert [each.name for each in newest(folder)] == ["扫描0001.jpg"]
