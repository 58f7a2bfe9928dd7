"""Step page (办理步骤): what a step is, what stands against it as links, and the facts it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.case import STATUS_WORDS
from app.domain.role import ROLE_WORDS
from app.services.refused import RefusedError
from ui.forms.form import Asked, Form
from ui.screens.case.values import StepFacts
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.errors import AppError
    from app.rules.gates.refusal import Refusal
    from app.services.cases import Offer
    from ui.screens.case.viewmodel import CaseModel


class StepPage(QWidget):
    """One step; Ctrl+Enter or the button takes it, Alt+Left goes back.

    Signals:
        left: The step was taken, or the person went back.
        place_wanted: Where a reason is put right.
    """

    left = Signal()
    place_wanted = Signal(object)

    def __init__(self, model: CaseModel) -> None:
        super().__init__()
        self._model = model
        self.offer: Offer | None = None
        self.form: Form | None = None
        self.links: list[QPushButton] = []
        self._held = False
        self.reasons: dict[str, QLineEdit] = {}
        self.title, self.told = QLabel(), QLabel()
        self.title.setProperty("rank", "title")
        self.told.setProperty("rank", "soft")
        self.told.setWordWrap(True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.back_button = QPushButton("返回（Alt+←）")
        self.take_button = QPushButton("办理（Ctrl+Enter）")
        self.take_button.setProperty("rank", "main")
        self._arrange()
        self.back_button.clicked.connect(self.left)
        self.take_button.clicked.connect(self.take)
        model.busy_changed.connect(self.take_button.setDisabled)
        bind(self, "back", self.left.emit)
        self._keys = [bind(self, key, self.take) for key in ("finish", "finish_pad")]

    def show_offer(self, offer: Offer) -> None:
        """Show a step; a draft of its facts is put back."""
        transition = offer.transition
        self.reasons = {}
        self.offer = offer
        self.title.setText(f"办理：{offer.label}")
        roles = "、".join(ROLE_WORDS[each] for each in transition.roles)
        self.told.setText(
            f"办理后案件为“{STATUS_WORDS[transition.target]}”。依据：{transition.article}。办理人：{roles}。"
        )
        self._fill(offer.refusals, offer.warnings, permitted=offer.permitted)
        self.take_keys()

    def renew(self, offer: Offer) -> None:
        """Show what stands against the same step after a new reading."""
        old = self.offer
        changed = old is None or (old.refusals, old.warnings) != (offer.refusals, offer.warnings)
        self.offer = offer
        if changed:
            self._fill(offer.refusals, offer.warnings, permitted=offer.permitted)

    def take_keys(self) -> None:
        """Put the keys into the first fact, on the first reason, or on the button."""
        if self.form is not None:
            next(iter(self.form.slots_.values())).entry.setFocus()
        elif self._held and self.links:
            self.links[0].setFocus()
        else:
            self.take_button.setFocus()

    def take(self) -> None:
        """Take the step with its facts."""
        if self.form is not None:
            self.form.confirm()
        else:
            self._advance({})

    def _advance(self, facts: Mapping[str, str]) -> None:
        offer = self.offer
        if offer is not None:
            cases, case_id, code = self._model.tools.cases, self._model.case_id, offer.transition.code
            given = {gate: line.text() for gate, line in self.reasons.items() if line.text().strip()}
            self._model.do(
                lambda: cases.advance_despite(case_id, code, given, **facts), self._taken, self._refused
            )

    def _taken(self, _case: object) -> None:
        if self.form is not None:
            self.form.drop_draft()
        if self.offer is not None:
            self._model.tools.notices.say(f"已办理：{self.offer.label}。")
        self.left.emit()

    def _refused(self, error: AppError) -> None:
        if isinstance(error, RefusedError):
            self._fill(error.refusals, (), permitted=True)
            self.take_keys()
        elif self.form is None or not self.form.show_error(error):
            self._model.tools.notices.failed(error)

    def _fill(self, refusals: Sequence[Refusal], warnings: Sequence[Refusal], *, permitted: bool) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        if not permitted:
            column.addWidget(_words("✕ 您没有办理这一步骤的角色。", "bad"))
        self.links, self._held = [], bool(refusals)
        if refusals:
            told = f"以下{len(refusals)}项补正后才能办理，回车前往补正："
            column.addWidget(self._reasons(told, refusals, "✕"))
        self._ask_reasons(column, refusals)
        self._ask(column)
        if warnings:
            told = f"提示{len(warnings)}项，不影响办理，建议先行处理："
            column.addWidget(self._reasons(told, warnings, "⚠"))
        column.addStretch()
        self.area.setWidget(inside)
        for key in self._keys:
            key.setEnabled(self.form is None)

    def _ask(self, column: QVBoxLayout) -> None:
        self.form = None
        if self.offer is None or not self.offer.transition.asks:
            return
        code, asks = self.offer.transition.code, self.offer.transition.asks
        asked = Asked(StepFacts, asks, f"case/{self._model.case_id}/step/{code}")
        self.form = Form(asked, self._model.supply, self._model.tools.desk)
        self.form.confirmed.connect(self._advance)
        self.form.ended.connect(self.take_button.setFocus)
        column.addWidget(self.form)

    def _ask_reasons(self, column: QVBoxLayout, refusals: Sequence[Refusal]) -> None:
        """Ask for the reason where the law leaves room and the person may answer for it."""
        written = {gate: line.text() for gate, line in self.reasons.items()}
        self.reasons = {}
        gates = {each.gate for each in refusals}
        for each in self.offer.liftable if self.offer is not None else ():
            if each.gate in gates:
                roles = "、".join(ROLE_WORDS[role] for role in each.roles)
                column.addWidget(
                    _words(f"！ 也可以由{roles}写明理由后办理，理由记入日志并计数：{each.room}。", "warn")
                )
                column.addWidget(_words(each.article, "soft"))
                line = QLineEdit(written.get(each.gate, ""), placeholderText="写明理由")
                line.setAccessibleName(f"说明理由：{each.room}")
                self.reasons[each.gate] = line
                column.addWidget(line)

    def _reasons(self, told: str, refusals: Sequence[Refusal], mark: str) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.addWidget(_words(told, "warn"))
        for each in refusals:
            link = QPushButton(f"{mark} {each.message}")
            link.setProperty("rank", "link")
            link.setToolTip(each.article)
            link.setAutoDefault(True)
            link.clicked.connect(lambda _on=False, place=each.place: self.place_wanted.emit(place))
            self.links.append(link)
            column.addWidget(link)
            column.addWidget(_words(f"　{each.article}", "soft"))
        return card

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.back_button)
        line.addStretch()
        line.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addWidget(self.area, 1)
        column.addLayout(line)


def _words(text: str, rank: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("rank", rank)
    label.setWordWrap(True)
    return label
