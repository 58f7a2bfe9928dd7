"""Head (案件抬头): number, parties, cause, handlers with certificate, stage, the nearest limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from app.domain.case import STATUS_WORDS, Procedure
from app.rules.deadlines.given import as_text, day_of
from app.rules.deadlines.terms import Holder
from ui.screens.case.progress import progress
from ui.screens.showing import DEMONSTRATION, shown
from ui.stages import LATE
from ui.widgets.icons import icon
from ui.widgets.step_bar import StepBar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from app.domain.case_file import CaseFile
    from app.rules.deadlines.clock import OpenDeadline
    from ui.screens.case.viewmodel import Seen
    from ui.tokens import Palette

_NO_NUMBER = {Procedure.ORDINARY: "（立案后取得案号）", Procedure.SIMPLE: "（当场处罚，不编案号）"}


class OneLine(QLabel):
    """Words on one line; what does not fit is left out at the end and told on pointing."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tell(self, words: str) -> None:
        """Show words."""
        self._words = words
        self.setToolTip(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the words into the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(0, self.width() - self.fontMetrics().horizontalAdvance("…"))
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class CaseHead(QFrame):
    """Two lines of facts above the bar of stages.

    Signals:
        limit_asked: The nearest limit was pressed.
    """

    limit_asked = Signal()

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setObjectName("card")
        self._palette = palette
        self.number, self.procedure, self.status = QLabel(), QLabel(), QLabel()
        self.facts, self.people = OneLine(), OneLine()
        self.limit = QPushButton()
        self.bar = StepBar()
        self._arrange()
        self.limit.hide()
        self.limit.clicked.connect(self.limit_asked)

    def show_seen(self, seen: Seen, today: date) -> None:
        """Show a new reading."""
        case = seen.file.case
        mark = DEMONSTRATION if case.demonstration else ""
        self.number.setText(f"{mark}{case.number or _NO_NUMBER[case.procedure]}")
        self.procedure.setText(f"〔{shown(case.procedure)}〕")
        self.status.setText(_status(seen.file))
        rank = "bad" if seen.file.case.status in LATE else "soft" if seen.file.case.read_only else "good"
        if rank != self.status.property("rank"):
            self.status.setProperty("rank", rank)
            self.status.style().polish(self.status)
        parties = "、".join(each.name for each in seen.file.active_parties) or "未登记"
        self.facts.tell(f"当事人：{parties}　　案由：{case.cause}")
        self.people.tell(f"承办：{handlers(seen.file, today)}")
        self._show_limit(nearest(seen.limits), today)
        self.bar.show_steps(progress(seen.file, seen.offers))

    def _show_limit(self, limit: OpenDeadline | None, today: date) -> None:
        self.limit.setVisible(limit is not None)
        if limit is None:
            return
        self.limit.setText(limit_words(limit, today))
        self.limit.setToolTip("\n".join((*limit.result.steps, limit.result.article)))
        overdue = day_of(limit.legal_due) < today
        colour = self._palette.bad if overdue else self._palette.accent
        self.limit.setIcon(icon("triangle-alert" if overdue else "clock", colour))
        self.limit.setAccessibleName(f"{'已超期' if overdue else '最近期限'} {limit.result.name}")

    def _arrange(self) -> None:
        self.number.setProperty("rank", "title")
        for each in (self.procedure, self.people):
            each.setProperty("rank", "soft")
        for each in (self.number, self.facts, self.people):
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.limit.setProperty("rank", "link")
        first = QHBoxLayout()
        for each in (self.number, self.procedure, self.status):
            first.addWidget(each)
        first.addStretch()
        first.addWidget(self.limit)
        second = QGridLayout()
        second.addWidget(self.facts, 0, 0)
        second.addWidget(self.people, 0, 1)
        second.setColumnStretch(0, 3)
        second.setColumnStretch(1, 2)
        self.people.setAlignment(Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.bar)


def handlers(file: CaseFile, day: date) -> str:
    """Return the handlers with the certificate each holds on a day, and what is wrong with it."""
    found = []
    for each in file.case.handlers:
        officer, certificate = file.officer(each), file.certificate_on(each, day)
        name = officer.name if officer else "（已不在本单位）"
        why = "无执法证" if certificate is None else certificate.why_not_on(day)
        found.append(f"{name}（{why or (certificate.number if certificate else '')}）")
    return "、".join(found) or "未指定"


def nearest(limits: Sequence[OpenDeadline]) -> OpenDeadline | None:
    """Return the nearest limit of the office itself, or the nearest of anyone."""
    ours = [each for each in limits if each.result.holder is Holder.ORGAN]
    return next(iter(ours or limits), None)


def limit_words(limit: OpenDeadline, today: date) -> str:
    """Return a limit with how many days are left, or by how many it is over."""
    left = (day_of(limit.legal_due) - today).days
    rest = f"已超{-left}日" if left < 0 else ("今日到期" if left == 0 else f"还有{left}日")
    return f"{limit.result.name}　{as_text(limit.legal_due)}（{rest}）"


def _status(file: CaseFile) -> str:
    if file.case.merged_into is not None:
        return "已并入其他案件，只能查看"
    words = STATUS_WORDS[file.case.status]
    return f"{words}，只能查看" if file.case.read_only else words
