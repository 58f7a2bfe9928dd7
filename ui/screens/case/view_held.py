"""Held goods (查扣物品): what was seized or preserved and what of it is left; shown where there is any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.listed_goods import figure
from app.rules.gates.names import paper_name
from app.rules.held_goods import held_goods
from ui.screens.case.view_rows import Cells, Rows

if TYPE_CHECKING:
    from fractions import Fraction

    from app.domain.case_file import CaseFile
    from app.rules.held_goods import Held

_LINES_SHOWN = 4


class HeldGoods(QWidget):
    """A line that says how many things are left, and the table of all of them; Enter opens their list.

    Signals:
        wants: Slug of a screen and what it is opened with.
    """

    wants = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.rows = Rows(
            (
                Cells("物品", lambda each: each.name, 14),
                Cells("登记", lambda each: _much(each, each.had), 6),
                Cells("已处理", lambda each: _much(each, each.settled), 7),
                Cells("尚存", lambda each: _much(each, each.left) if each.left else "✔ 无", 6),
                Cells("登记文书", lambda each: f"{paper_name(each.taken.slug)}{each.taken.number}", 18),
            )
        )
        self.rows.opened.connect(lambda each: self.wants.emit("document", {"document_id": each.taken.id}))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.told)
        column.addWidget(self.rows)

    def show_file(self, file: CaseFile) -> None:
        """Show the things of a case; without any the whole part is away."""
        found = sorted(held_goods(file), key=lambda each: not each.left)
        left = [each for each in found if each.left]
        self.setVisible(bool(found))
        names = "、".join(each.left_words for each in left)
        self.told.setText(
            f"⚠ 查扣、登记保存尚未处理：{names}" if left else "✔ 查扣、登记保存的物品已全部处理"
        )
        self.rows.show_records(found)
        self._fit(min(len(found), _LINES_SHOWN))

    def _fit(self, lines: int) -> None:
        """Take no more room than the lines need, and give room up to the evidence above down to one line."""
        header = self.rows.horizontalHeader().sizeHint().height()
        one = self.rows.verticalHeader().defaultSectionSize()
        edge = header + 2 * self.rows.frameWidth()
        self.rows.setMinimumHeight(edge + one)
        self.rows.setMaximumHeight(edge + one * lines)


def _much(held: Held, quantity: Fraction) -> str:
    return f"{figure(quantity)}{held.unit}"
