"""Document head (文书抬头): title, number, party, state, opinions, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.domain.document import DocumentState
from app.domain.role import ROLE_WORDS
from ui.screens.showing import shown
from ui.widgets.button_line import ButtonLine

if TYPE_CHECKING:
    from app.domain.approval import Approval
    from app.services.documents import Sheet

_PARTY_PAPER = "party"


class DocumentHead(QFrame):
    """Two lines of facts above the buttons, which take as many lines as the width asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title, self.state = QLabel(), QLabel()
        self.facts, self.told = QLabel(), QLabel()
        self.title.setProperty("rank", "title")
        for each in (self.facts, self.told):
            each.setProperty("rank", "soft")
        for each in (self.title, self.facts):
            each.setWordWrap(True)
        self.check_button = _button("检查（F9）")
        self.final_button = _button("定稿（Ctrl+Enter）", main=True)
        self.print_button = _button("打印（Ctrl+P）", main=True)
        self.issue_button, self.serve_button = _button("签发"), _button("送达")
        self.pdf_button, self.word_button = _button("导出PDF"), _button("导出Word")
        self.void_button = _button("作废")
        self.buttons = ButtonLine()
        self._arrange()

    def add_button(self, button: QPushButton) -> None:
        """Put a button before those that export."""
        self.buttons.add(button, self.pdf_button)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a reading, and only what can be done now."""
        document = sheet.document
        self.title.setText(f"{sheet.title}　{document.number}".rstrip())
        self.state.setText(f"〔{shown(document.state)}〕")
        lines = [f"案件：{sheet.case.number or sheet.case.cause}"]
        lines += [f"当事人：{sheet.party_name}"] if sheet.party_name else []
        lines += [f"签发日期：{document.issued_on}"] if document.issued_on else []
        lines += [f"已打印{document.prints}份"] if document.prints else []
        lines += [f"作废理由：{document.void_reason}"] if document.void_reason else []
        self.facts.setText("　　".join(lines) + "".join(f"\n{_opinion(each)}" for each in sheet.approvals))
        self._allow(sheet)

    def _allow(self, sheet: Sheet) -> None:
        document = sheet.document
        draft, open_ = document.state is DocumentState.DRAFT, not sheet.case.read_only
        for each in (self.check_button, self.final_button):
            each.setVisible(draft and open_)
        for each in (self.print_button, self.pdf_button):
            each.setVisible(document.standing)
        self.issue_button.setVisible(document.state is DocumentState.FINAL and open_)
        self.serve_button.setVisible(document.standing and open_ and sheet.form.audience == _PARTY_PAPER)
        self.void_button.setVisible(document.state is not DocumentState.VOID and open_)
        self.buttons.place()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        for each in (self.state, self.told):
            top.addWidget(each)
        for button in (
            self.check_button,
            self.final_button,
            self.print_button,
            self.issue_button,
            self.serve_button,
            self.pdf_button,
            self.word_button,
            self.void_button,
        ):
            self.buttons.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.addLayout(top)
        column.addWidget(self.facts)
        column.addWidget(self.buttons)


def _button(words: str, *, main: bool = False) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(True)
    if main:
        button.setProperty("rank", "main")
    return button


def _opinion(given: Approval) -> str:
    way = "（纸质签批）" if given.on_paper else ""
    words = f"：{given.opinion}" if given.opinion else ""
    return f"{ROLE_WORDS[given.role]} {given.by_name} {given.on} {shown(given.verdict)}{way}{words}"
