"""Penalty at the scene (当场选定处罚): the weighing of the case page, before there is a case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.domain.party import PARTY_WORDS
from app.domain.penalty import PenaltyKind
from app.rules.gates.figures import kinds
from ui.screens.case.discretion import pairs
from ui.screens.case.view_basis import label
from ui.screens.case.view_discretion import DiscretionTab
from ui.screens.on_spot.facts import SpotLimitError, limit_of

if TYPE_CHECKING:
    from app.domain.case_file import CaseFile
    from app.domain.errors import AppError
    from ui.screens.case.discretion import Chosen, Pair
    from ui.screens.on_spot.facts import Spot
    from ui.screens.tools import Tools


class PenaltyPage(DiscretionTab):
    """Weighs what was typed at the scene; nothing is kept before the decision is drawn up.

    Signals:
        chosen: What was chosen (``Chosen``), to be kept with the case.
        back: The person wants the facts again.
        ordinary: The person wants the ordinary procedure.
    """

    orders = False
    chosen = Signal(object)
    back = Signal()
    ordinary = Signal()

    def __init__(self, tools: Tools, spot: Spot) -> None:
        super().__init__(tools, spot.case.id)
        self.spot = spot
        self.limit = limit_of(spot.party, tools.clock.today())
        self.keep_button.setText("开具当场处罚决定书（Ctrl+Enter）")
        self.undo_button.setText("清空处罚")
        self.back_button = QPushButton("返回现场情况（Alt+←）")
        self.ordinary_button = QPushButton("转普通程序")
        for at, button in enumerate((self.back_button, self.ordinary_button)):
            self.line.insertWidget(1 + at, button)
        self.column.insertWidget(0, label(self.limit_words(), "soft"))
        self.back_button.clicked.connect(self.back)
        self.ordinary_button.clicked.connect(self.ordinary)
        self.show_file(spot.file)

    def pairs_of(self, file: CaseFile) -> tuple[Pair, ...]:
        """Return the only pair, its draft kept for the next time this item is met."""
        allowed = kinds("simple_kinds").on(self._tools.clock.today()).value
        only = tuple(each for each in PenaltyKind if each in allowed)
        return tuple(replace(each, draft=f"on_spot/new/{each.item.id}", only=only) for each in pairs(file))

    def hand_over(self, chosen: Chosen) -> None:
        """Hand the choice to the page, which keeps it with the case."""
        self.chosen.emit(chosen)

    def limit_words(self) -> str:
        """Return the limit that counts for the party."""
        words = PARTY_WORDS[self.spot.party.kind]
        return f"当场处罚限于警告和罚款；对{words}罚款不超过{self.limit}（《行政处罚法》第五十一条）。"

    def show_refused(self, error: AppError) -> None:
        """Show an amount beyond the limit at the amount, anything else as the case page does."""
        if isinstance(error, SpotLimitError) and self.form is not None:
            self.form.show_fault("fine", error)
            self.area.ensureWidgetVisible(self.form.penalty.slots_["fine"])
        else:
            super().show_refused(error)
