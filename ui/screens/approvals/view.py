"""Approval box: what waits left, the paper first on the right, then the case and earlier opinions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.approval import Verdict
from app.domain.role import ROLE_WORDS
from app.rules.gates.names import paper_name
from app.services.approvals import Waiting
from ui.forms.supply import FormSupply
from ui.screens.approvals.view_opinion import OpinionBox
from ui.screens.approvals.viewmodel import ApprovalModel, InHand
from ui.screens.showing import shown
from ui.widgets.bindings import bind
from ui.widgets.page_view import Darkroom, PageView
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from app.domain.approval import Approval
    from app.services.approvals import Opinion
    from ui.forms.drafting import DraftKeeper
    from ui.screens.tools import Tools

WORDS = "words"
WAITING = Qt.ItemDataRole.UserRole


class WaitingList(QListWidget):
    """Two lines for each paper; a digit takes a phrase.

    Signals:
        digit: The digit that was pressed.
    """

    digit = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Hand digits over."""
        if event.text().isdecimal() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.digit.emit(int(event.text()))
        else:
            super().keyPressEvent(event)

    def show_waiting(self, found: Sequence[Waiting]) -> None:
        """Show what waits."""
        self.clear()
        for each in found:
            since = shown(each.document.final_at or each.document.created_at)
            case = each.case.number or each.case.cause
            words = f"{paper_name(each.document.slug)}\n{case}\n{ROLE_WORDS[each.role]}\n自 {since}"
            QListWidgetItem(words, self).setData(WAITING, each)

    def waiting(self) -> Waiting | None:
        """Return the paper the keys are on."""
        row: QListWidgetItem | None = self.currentItem()
        found = row.data(WAITING) if row is not None else None
        return found if isinstance(found, Waiting) else None


class ApprovalsView(ScreenView):
    """The next paper opens by itself after each opinion."""

    def __init__(self, tools: Tools, model: ApprovalModel) -> None:
        super().__init__()
        self._tools, self.model = tools, model
        model.setParent(self)
        self.in_hand: InHand | None = None
        self._keeper: DraftKeeper | None = None
        self.rows, self.count, self.told = WaitingList(), QLabel(), QLabel()
        self.pages = PageView(darkroom=Darkroom(tools.pages, tools.jobs))
        self.opinion = OpinionBox(FormSupply(tools.clock))
        self._arrange()
        self._wire()
        model.read_phrases()
        model.refresh()

    def take_keys(self) -> None:
        """Put the keys on the list."""
        self.rows.setFocus()

    def refresh(self) -> None:
        """Read what waits anew."""
        self.model.refresh()

    def _show(self, found: Sequence[Waiting]) -> None:
        at = max(0, self.rows.currentRow())
        self.rows.show_waiting(found)
        self.count.setText(f"待我审批 {len(found)} 件" if found else "没有等您审批的文书。")
        self.titled.emit(f"待我审批（{len(found)}）" if found else "待我审批")
        self.rows.setCurrentRow(min(at, len(found) - 1))
        if not found:
            self._empty()

    def _empty(self) -> None:
        self.in_hand = None
        self.pages.show_pages(())
        self.told.clear()
        self.opinion.setEnabled(False)

    def _open(self) -> None:
        waiting = self.rows.waiting()
        if waiting is None:
            return
        self.in_hand = None
        self.opinion.clear()
        self.opinion.setEnabled(False)
        self._keeper = self.model.keeper(waiting)
        self.model.open(waiting)

    def _read(self, found: InHand) -> None:
        self.in_hand = found
        self.opinion.setEnabled(True)
        self.pages.show_pages(found.pages.pages)
        self.pages.verticalScrollBar().setValue(0)
        self.told.setText(_facts(found))
        if self._keeper is not None:
            self._keeper.load(partial(self._restore, found))

    def _restore(self, found: InHand, texts: Mapping[str, str]) -> None:
        if found is self.in_hand and not self.opinion.words.entry.text():
            self.opinion.words.entry.set_text(texts.get(WORDS, ""))

    def _typed(self) -> None:
        if self._keeper is not None:
            self._keeper.keep({WORDS: self.opinion.words.entry.text()})

    def _say(self, verdict: Verdict) -> None:
        if self.in_hand is not None:
            self.opinion.say(verdict)

    def _give(self, opinion: Opinion) -> None:
        if self.in_hand is not None:
            self.model.give(self.in_hand.waiting, opinion)

    def _given(self, given: Approval) -> None:
        self._tools.notices.say(f"已{shown(given.verdict)}。")
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper = None
        self.rows.setFocus()

    def _open_case(self) -> None:
        if self.in_hand is not None:
            self.wants.emit("case", {"case_id": self.in_hand.waiting.case.id})

    def _arrange(self) -> None:
        em = self.fontMetrics().horizontalAdvance("字")
        self.pages.fit_width()
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.rows.setAccessibleName("待审批文书")
        self.rows.setWordWrap(True)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.told)
        left, right = QWidget(), QWidget()
        for side, widgets in ((left, (self.count, self.rows)), (right, (area, self.opinion))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            for each in widgets:
                column.addWidget(each, 1 if each in (self.rows, area) else 0)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        for widget, wide in ((left, 16), (self.pages, 34), (right, 20)):
            split.addWidget(widget)
            widget.setMinimumWidth(em * (23 if widget is right else 14))
            split.setStretchFactor(split.count() - 1, wide)
        split.setSizes([em * 16, em * 32, em * 27])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(split)

    def _wire(self) -> None:
        model = self.model
        model.listed.connect(self._show)
        model.read.connect(self._read)
        model.given.connect(self._given)
        model.refused.connect(self._tools.notices.failed)
        model.phrases_read.connect(self.opinion.show_phrases)
        self.opinion.phrases_changed.connect(model.keep_phrases)
        self.opinion.words.entry.edited.connect(self._typed)
        self.opinion.ready.connect(self._give)
        self.rows.currentItemChanged.connect(lambda *_: self._open())
        self.rows.digit.connect(self.opinion.take_phrase)
        for key in ("agree", "agree_pad"):
            bind(self, key, lambda: self._say(Verdict.AGREE))
        bind(self, "send_back", lambda: self._say(Verdict.RETURN))
        bind(self, "refresh", self.refresh)
        bind(self.rows, "open_row", self._open_case)


def _facts(found: InHand) -> str:
    case, file = found.waiting.case, found.file
    lines = [f"案件：{case.number or '未立案'}　{shown(case.status)}", f"案由：{case.cause}"]
    lines += [f"当事人：{'、'.join(each.name for each in file.active_parties)}"]
    names = {each.id: each.name for each in file.officers}
    lines += [f"承办人：{'、'.join(names[each] for each in case.handlers if each in names)}"]
    lines += [f"案情：{case.brief}"] if case.brief else []
    lines += [f"证据：{len(file.evidence)}件", "", "此前意见："]
    lines += [_opinion(each) for each in found.earlier] or ["（没有）"]
    return "\n".join(lines)


def _opinion(given: Approval) -> str:
    way = "（纸质签批）" if given.on_paper else ""
    who = f"{ROLE_WORDS[given.role]} {given.by_name}"
    return f"{given.on}　{who}　{shown(given.verdict)}{way}　{given.opinion}"


def build(tools: Tools, _args: Mapping[str, object]) -> ApprovalsView:
    """Build the approval box."""
    return ApprovalsView(tools, ApprovalModel(tools))
