"""Account page: the page as it prints, and what can be done with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.documents.discretion_page import TITLE
from ui.screens.discretion_account.viewmodel import AccountModel
from ui.widgets.bindings import bind
from ui.widgets.page_view import Darkroom, PageView
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.documents.page import LaidOut
    from ui.screens.tools import Tools


class AccountView(ScreenView):
    """Shows one account; it is printed, saved or copied, never changed here."""

    def __init__(self, model: AccountModel) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        tools = model.tools
        self.pages = PageView(darkroom=Darkroom(tools.pages, tools.jobs))
        self.copy_button = QPushButton("复制文字")
        self.file_button = QPushButton("保存为PDF…")
        self.print_button = QPushButton("打印（Ctrl+P）")
        self.print_button.setProperty("rank", "main")
        told = QLabel("存卷用。数额、档次和理由与调查终结报告、事先告知书、决定审批表、决定书一致。")
        told.setProperty("rank", "soft")
        told.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(told, 1)
        for each in (self.copy_button, self.file_button, self.print_button):
            line.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(line)
        column.addWidget(self.pages, 1)
        self._enable(on=False)
        model.laid.connect(self._show)
        model.said.connect(tools.notices.say)
        model.refused.connect(tools.notices.failed)
        self.copy_button.clicked.connect(self.copy)
        self.file_button.clicked.connect(self._save)
        self.print_button.clicked.connect(model.print)
        bind(self, "print", model.print)

    def take_keys(self) -> None:
        """Put the keys on the page."""
        self.pages.setFocus()

    def receive(self, args: Mapping[str, object]) -> None:
        """Show another account."""
        self.model.take(args)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join((TITLE, *self.model.lines)))
        self.model.said.emit("裁量说明已复制。")

    def _save(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, "保存裁量说明", f"{TITLE}.pdf", "*.pdf")
        if path:
            self.model.export(Path(path))

    def _show(self, laid: LaidOut) -> None:
        self.pages.show_pages(laid.pages)
        self._enable(on=True)

    def _enable(self, *, on: bool) -> None:
        for each in (self.copy_button, self.file_button, self.print_button):
            each.setEnabled(on)


def build(tools: Tools, args: Mapping[str, object]) -> AccountView:
    """Build the account of ``lines``, or of a penalty of a case."""
    view = AccountView(AccountModel(tools))
    view.receive(args)
    return view
