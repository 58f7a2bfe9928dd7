"""Scans (签字件): signed originals taken in by choosing, dragging, pasting or from the scanner's folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.forms.entries import PickRows
from ui.forms.form import Asked
from ui.jobs import Job
from ui.screens.case.passing import content_of
from ui.screens.document.scan_folder import FOLDER, SCANS, ScanFolder
from ui.screens.document.view_panels import FormPanel, Panel, VoidFacts
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from app.documents.page import LaidOut
    from app.domain.document import Document
    from app.domain.errors import AppError
    from app.services.documents import Sheet
    from ui.screens.document.view import DocumentView

HELD = Qt.ItemDataRole.UserRole


class ScanPanel(Panel):
    """What is kept beside the paper, and what waits in the scanner's folder."""

    def __init__(self) -> None:
        super().__init__("上传所选文件")
        self.title.setText("签字件")
        self.told.setText(
            "打印、签名后的原件扫描上传，归档时装订在该文书之后。可拖入文件，或按Ctrl+V粘贴图片。"
        )
        self.kept, self.waiting = PickRows(), PickRows()
        self.kept.setAccessibleName("已上传")
        self.waiting.setAccessibleName("扫描文件夹")
        line = self.fontMetrics().lineSpacing()
        self.kept.setFixedHeight(line * 5)
        self.waiting.setFixedHeight(line * 8)
        self.look_button, self.drop_button = QPushButton("查看"), QPushButton("移除…")
        self.choose_button, self.folder_button = QPushButton("选择文件…"), QPushButton("扫描文件夹…")
        self.folder_words = QLabel()
        self.folder_words.setProperty("rank", "soft")
        self.folder_words.setWordWrap(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(QLabel("已上传"))
        column.addWidget(self.kept)
        column.addLayout(_line(self.look_button, self.drop_button))
        column.addWidget(self.folder_words)
        column.addWidget(self.waiting)
        column.addLayout(_line(self.choose_button, self.folder_button))
        column.addStretch()
        self.area.setWidget(inside)

    def take_keys(self) -> None:
        """Put the keys on what waits, else on the button that chooses a file."""
        self.waiting.setFocus() if self.waiting.count() else self.choose_button.setFocus()

    def show_kept(self, digests: Sequence[str]) -> None:
        """List what is kept."""
        self.kept.clear()
        for at, each in enumerate(digests, 1):
            QListWidgetItem(f"第{at}件　{each[:12]}", self.kept).setData(HELD, each)
        self.kept.setCurrentRow(self.kept.count() - 1)
        for button in (self.look_button, self.drop_button):
            button.setEnabled(bool(digests))

    def show_waiting(self, folder: ScanFolder) -> None:
        """List what the scanner left."""
        self.waiting.clear()
        for each in folder.files():
            QListWidgetItem(each.name, self.waiting).setData(HELD, each)
        self.waiting.setCurrentRow(0)
        where = f"扫描文件夹：{folder.folder}" if folder.folder else "没有设定扫描文件夹。"
        self.folder_words.setText(where)
        self.confirm_button.setEnabled(self.waiting.count() > 0)

    def chosen(self) -> str:
        """Return the kept scan the keys are on."""
        return str(_held(self.kept) or "")

    def scan(self) -> Path | None:
        """Return the waiting file the keys are on."""
        held = _held(self.waiting)
        return held if isinstance(held, Path) else None


class Scanning(QObject):
    """Takes scans in for one document, and shows one in the place of its pages."""

    def __init__(self, view: DocumentView) -> None:
        super().__init__(view)
        self._view, self._model, self._tools = view, view.model, view.model.tools
        self.panel, self.folder = ScanPanel(), ScanFolder()
        self.folder.setParent(self)
        self.dropping = FormPanel("移除", view.supply, self._tools.desk)
        for panel in (self.panel, self.dropping):
            view.left.addWidget(panel)
            panel.left.connect(view.doing.leave)
        self.button = QPushButton("签字件")
        self.button.setAutoDefault(True)
        view.head.add_button(self.button)
        view.setAcceptDrops(True)
        view.installEventFilter(self)
        self._wire()

    def show_sheet(self, sheet: Sheet) -> None:
        """Offer it for a paper that is final."""
        paper = sheet.document
        self.button.setVisible(paper.standing)
        self.button.setText(f"签字件（{len(paper.scans)}）" if paper.scans else "签字件")
        self.panel.show_kept(paper.scans)
        self.panel.drop_button.setEnabled(bool(paper.scans) and not sheet.case.read_only)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files in, one after the other."""
        scans = [each for each in paths if each.suffix.casefold() in SCANS]
        if not scans:
            self._tools.notices.say("只能上传JPG、PNG、TIF图片或者PDF文件。")
        elif self._ready():
            self._keep([partial(content_of, each) for each in scans])

    def paste(self) -> bool:
        """Take the picture or files of the clipboard in; tell whether there are any."""
        held = QGuiApplication.clipboard().mimeData()
        paths = [Path(each.toLocalFile()) for each in held.urls() if each.isLocalFile()]
        if paths:
            self.take_files(paths)
        elif held.hasImage() and self._ready():
            content = _png(QImage(QGuiApplication.clipboard().image()))
            self._keep([lambda: content])
        else:
            return False
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take files that are dropped on a final paper."""
        if isinstance(event, QDragEnterEvent) and self._files(event) and self._may():
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self.take_files(self._files(event))
            event.acceptProposedAction()
            return True
        return False

    def ask(self) -> None:
        """Show what is kept and what waits."""
        self.folder.watch(self._tools.remembered.text(FOLDER))
        self.panel.show_waiting(self.folder)
        self._view.doing.show_panel(self.panel)

    def _files(self, event: QDropEvent) -> list[Path]:
        return [Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()]

    def _may(self) -> bool:
        sheet = self._model.sheet
        return sheet is not None and sheet.document.standing and not sheet.case.read_only

    def _ready(self) -> bool:
        if not self._may():
            self._tools.notices.say("定稿后、归档前才能上传签字件。")
        return self._may()

    def _keep(self, contents: Sequence[Callable[[], bytes]]) -> None:
        scans, name = self._tools.scans, self._model.document_id

        def work() -> Document | None:
            kept = None
            for each in contents:
                kept = scans.attach(name, each())
            return kept

        done = f"已上传签字件{len(contents)}个。"
        self._model.do(Job(lambda _token: work(), lambda _paper: self._tools.notices.say(done)))

    def _look(self) -> None:
        digest, scans = self.panel.chosen(), self._tools.scans
        if digest:
            job = Job(lambda _token: scans.pages(digest), self._shown, self._tools.notices.failed)
            self._tools.jobs.start(self, job)

    def _shown(self, laid: LaidOut) -> None:
        self._view.preview.show_laid(laid)
        self._tools.notices.say("右侧为签字件；按F5恢复显示文书。")

    def _ask_drop(self) -> None:
        digest = self.panel.chosen()
        if digest and self._may():
            self.dropping.title.setText(f"移除签字件 {digest[:12]}")
            self.dropping.told.setText("传错的签字件移除后不再装订；文件本身仍保存备查。")
            self.dropping.ask(Asked(VoidFacts, (), f"document/{self._model.document_id}/scan/{digest[:12]}"))
            self._view.doing.show_panel(self.dropping)

    def _drop(self, values: Mapping[str, Any]) -> None:
        scans, name, digest = self._tools.scans, self._model.document_id, self.panel.chosen()

        def done(_paper: Document) -> None:
            self.dropping.drop_draft()
            self._view.doing.leave()
            self._tools.notices.say("签字件已移除。")

        self._model.do(Job(lambda _token: scans.take_off(name, digest, values["reason"]), done))

    def _choose(self) -> None:
        kinds = " ".join(f"*{each}" for each in SCANS)
        names, _filter = QFileDialog.getOpenFileNames(self._view, "选择签字件", "", f"扫描件 ({kinds})")
        if names:
            self.take_files([Path(each) for each in names])

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._view, "选择扫描仪保存文件的文件夹")
        if folder:
            self.set_folder(folder)

    def set_folder(self, folder: str) -> None:
        """Watch a folder from now on, at this computer."""
        self._tools.remembered.keep(FOLDER, folder)
        self.folder.watch(folder)
        self.panel.show_waiting(self.folder)

    def _confirm(self) -> None:
        path = self.panel.scan()
        if path is not None:
            self.take_files([path])

    def _wire(self) -> None:
        panel = self.panel
        self.button.clicked.connect(self.ask)
        bind(panel, "paste_scan", self.paste)
        panel.confirmed.connect(lambda _values: self._confirm())
        panel.waiting.entered.connect(self._confirm)
        panel.look_button.clicked.connect(self._look)
        panel.kept.entered.connect(self._look)
        panel.drop_button.clicked.connect(self._ask_drop)
        panel.choose_button.clicked.connect(self._choose)
        panel.folder_button.clicked.connect(self._choose_folder)
        self.dropping.confirmed.connect(self._drop)
        self.folder.changed.connect(lambda: panel.show_waiting(self.folder))
        self._model.shown.connect(self.show_sheet)
        for each in (panel, self.dropping):
            self._model.busy_changed.connect(each.confirm_button.setDisabled)

    def show_error(self, error: AppError) -> bool:
        """Show a failure where the reason is asked."""
        return self.dropping.show_error(error)


def _held(rows: PickRows) -> object:
    item: QListWidgetItem | None = rows.currentItem()
    return None if item is None else item.data(HELD)


def _line(*buttons: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    for each in buttons:
        each.setAutoDefault(True)
        line.addWidget(each)
    line.addStretch()
    return line


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(buffer.data().data())
