"""Printing panel (打印): printer, copies, sides, offsets, the fallback for drivers, or a PDF file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.documents.printing import Duplex
from app.domain.errors import AppError
from app.domain.field import Declared, Field, Kind
from ui.forms.entries import ChoiceEntry, LineEntry, Supply, TickEntry
from ui.forms.form import Slot
from ui.forms.preedit import PreeditGuard
from ui.jobs import Job, Lane
from ui.screens.document.orders import DUPLEX_WORDS, TO_FILE, last_printer, order_of, remember, remembered
from ui.screens.document.view_panels import Panel
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.documents.printing import PrintOrder
    from app.rules.file_review import Lost, Scored
    from ui.forms.entries import Entry
    from ui.screens.tools import Tools


CROSS = "打印校准页"


class PrintPanel(Panel):
    """Offers what was used on the printer before; hands over a ``PrintOrder``."""

    def __init__(self, tools: Tools, supply: Supply) -> None:
        super().__init__("打印")
        self._tools, self._supply = tools, supply
        self.slots_: dict[str, Slot] = {}
        self.title.setText("打印")
        self.file_button = QPushButton("选择…")
        self.cross_button = QPushButton("打印校准页")
        self._name = ""
        self._kinds: tuple[str, ...] = ()
        self.review = QLabel()
        self.review.setProperty("rank", "warn")
        self.review.setWordWrap(True)
        self.column.insertWidget(2, self.review)
        self.review.hide()
        for key in ("finish", "finish_pad"):
            bind(self, key, self.confirm)
        self.file_button.clicked.connect(self._choose_file)
        self.cross_button.clicked.connect(self.print_cross)

    def ask(self, name: str, copies: int, kinds: tuple[str, ...] = ()) -> None:
        """Find the printers and show the settings.

        Args:
            name: The job's and a file's name.
            copies: How many are prescribed.
            kinds: What each of them is for, where that is printed on them.
        """
        self._name, self._kinds = name, kinds
        tools = self._tools

        def work() -> tuple[Sequence[str], str]:
            return tools.pages.printers(), last_printer(tools.drafts)

        self.confirm_button.setEnabled(False)

        def build(found: tuple[Sequence[str], str]) -> None:
            self._build(*found, copies)

        job = Job(lambda _token: work(), build, lane=Lane.OTHER, ended=self._offer_again)
        tools.jobs.start(self, job)

    def show_review(self, found: Sequence[tuple[Scored, Lost]]) -> None:
        """Say what of the paper loses points in the review of the file; it may be printed all the same."""
        lines = [f"⚠ {each.message}（{line.rule.title}，扣{line.lost}分）" for line, each in found]
        self.review.setText("\n".join(lines))
        self.review.setVisible(bool(lines))

    def take_keys(self) -> None:
        """Put the keys on the printer, or on the button while printers are looked for."""
        self.slots_["printer"].entry.setFocus() if self.slots_ else self.back_button.setFocus()

    def texts(self) -> dict[str, str]:
        """Return what is typed."""
        return {name: slot.entry.text() for name, slot in self.slots_.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Show texts."""
        for name, text in texts.items():
            self.slots_[name].entry.set_text(text)

    def confirm(self) -> None:
        """Check, and hand the order over."""
        order = self._checked()
        if order is not None:
            self.confirmed.emit(order)

    def print_cross(self) -> None:
        """Print the page the offsets are measured by, moved as they are typed now; remember them."""
        order, texts, tools = self._checked(), self.texts(), self._tools
        if order is None:
            return

        def work() -> None:
            plain = replace(order, title=CROSS, copies=1, kinds=(), duplex=Duplex.ONE_SIDED)
            tools.pages.print(tools.pages.test_page(), plain)
            remember(tools.drafts, tools.clock, texts)

        def done(_none: object) -> None:
            self.told.setText("校准页已送打印机：量出偏差后修改上面两个毫米数，再打一张核对。")

        tools.jobs.start(self, Job(lambda _token: work(), done, tools.notices.failed, lane=Lane.OTHER))

    def show_error(self, error: AppError) -> bool:
        """Show a failure at the field its message quotes."""
        for slot in self.slots_.values():
            if f"“{slot.entry.declared.field.label}”" in error.message:
                slot.show_fault(error)
                slot.entry.setFocus()
                return True
        return False

    def _checked(self) -> PrintOrder | None:
        for slot in self.slots_.values():
            slot.show_fault(None)
        try:
            return order_of(self.texts(), self._name, self._kinds)
        except AppError as error:
            self.show_error(error)
            return None

    def _offer_again(self) -> None:
        """Let what was shown before be used, also where the printers could not be read anew."""
        self.confirm_button.setEnabled(bool(self.slots_))

    def _build(self, printers: Sequence[str], last: str, copies: int) -> None:
        entries = self._entries(printers)
        self.slots_ = {each.declared.name: Slot(each) for each in entries}
        inside = QFrame()
        inside.setObjectName("card")
        column = QVBoxLayout(inside)
        for name, slot in self.slots_.items():
            beside = {"file": self.file_button, "down_mm": self.cross_button}.get(name)
            column.addWidget(slot if beside is None else _with_button(slot, beside))
        column.addStretch()
        self.area.setWidget(inside)
        for entry, after in zip(entries, [*entries[1:], None], strict=True):
            PreeditGuard(entry.hand)
            entry.finished.connect(after.setFocus if after else self.confirm_button.setFocus)
        printer = self.slots_["printer"].entry
        printer.set_text(last or (printers[0] if printers else TO_FILE))
        printer.edited.connect(self._printer_chosen)
        usual = {"copies": str(copies), "duplex": Duplex.ONE_SIDED.value, "right_mm": "0", "down_mm": "0"}
        self.set_texts(usual)
        self.slots_["by_kind"].setVisible(bool(self._kinds))
        self._printer_chosen()
        self.told.setText("" if printers else "这台电脑没有可用的打印机，可打印到 PDF 文件。")
        self.confirm_button.setEnabled(True)
        self.take_keys()

    def _entries(self, printers: Sequence[str]) -> list[Entry]:
        names = [(each, each) for each in printers] + [(TO_FILE, "打印到 PDF 文件")]
        sides = [(each.value, words) for each, words in DUPLEX_WORDS.items()]
        return [
            ChoiceEntry(_field("printer", "打印机", Kind.CHOICE), names),
            LineEntry(_field("copies", "份数", Kind.TEXT), self._supply),
            TickEntry(_field("by_kind", f"按联各打一份（{'、'.join(self._kinds)}）", Kind.TICK)),
            ChoiceEntry(_field("duplex", "单双面", Kind.CHOICE), sides),
            LineEntry(_field("right_mm", "向右调整（毫米）", Kind.TEXT), self._supply),
            LineEntry(_field("down_mm", "向下调整（毫米）", Kind.TEXT), self._supply),
            TickEntry(_field("compatible", "兼容打印（字迹缺漏、乱码时勾选）", Kind.TICK)),
            LineEntry(_field("file", "保存到", Kind.TEXT), self._supply),
        ]

    def _printer_chosen(self) -> None:
        printer, tools = self.slots_["printer"].entry.text(), self._tools
        self.slots_["file"].setVisible(printer == TO_FILE)
        self.file_button.setVisible(printer == TO_FILE)
        tools.jobs.start(self, Job(lambda _token: remembered(tools.drafts, printer), self.set_texts))

    def _choose_file(self) -> None:
        named = QFileDialog.getSaveFileName(self, "打印到 PDF 文件", self._name + ".pdf", "*.pdf")
        path = named[0]
        if path:
            self.slots_["file"].entry.set_text(path)


def _field(name: str, label: str, kind: Kind) -> Declared:
    return Declared(name, Field(label, "打印", kind=kind), str, optional=True)


def _with_button(slot: Slot, button: QPushButton) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(slot, 1)
    line.addWidget(button)
    return row
