"""Discretion tab (裁量): per party and act the range, why it is so, and the penalty chosen in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.case import Procedure
from app.domain.errors import AppError
from app.domain.money import ZERO
from app.domain.penalty import Leaning
from app.rules.weighing import proof_steps
from app.services.penalties import PenaltyRefusedError
from ui.forms.supply import FormSupply
from ui.screens.case.discretion import (
    Chosen,
    DiscretionModel,
    Pair,
    fault_place,
    pairs,
    told,
    weighed,
)
from ui.screens.case.footings import Footings
from ui.screens.case.view_above import Above
from ui.screens.case.view_basis import label, why_card
from ui.screens.case.view_panel import RangePanel, Weighed, narrow
from ui.screens.case.view_weighing import WeighingForm
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from app.domain.case_file import CaseFile
    from app.domain.penalty import Penalty
    from app.rules.discretion.calculator import Discretion
    from app.rules.discretion.choice import Verdict
    from ui.screens.tools import Tools

_LOW = 17
"""Lines of text; on a page that is lower, the panel scrolls with the form."""
NOTHING = "登记当事人和违法行为后，在这里裁量。"


class DiscretionTab(QWidget):
    """Weighs while it is typed; Ctrl+Enter keeps. Facts of the act and the penalty are kept one by one.

    Signals:
        changed: Something of the case was kept; the page reads it anew.
        wants: Slug of a screen and what it is opened with.
    """

    orders = True
    """Whether an order to put things right can be made from here."""
    drafted = "录入即存为草稿，保存后生效。"
    """What is said while something is being typed."""
    changed = Signal()
    wants = Signal(str, object)

    def __init__(self, tools: Tools, case_id: UUID) -> None:
        super().__init__()
        self._tools, self._case_id = tools, case_id
        self._supply = FormSupply(tools.clock, in_capitals=tools.in_capitals)
        self.model = DiscretionModel(tools)
        self.model.setParent(self)
        self.file: CaseFile | None = None
        self.form: WeighingForm | None = None
        self._pairs: tuple[Pair, ...] = ()
        self._touched = False
        self._discretion: Discretion | None = None
        self._footings = Footings(tools, case_id)
        self._footings.setParent(self)
        self._footings.read.connect(self._take_footings)
        self._above: Above | None = None
        self._inside: QVBoxLayout | None = None
        self._build()
        self._arrange()
        self._wire()

    def _build(self) -> None:
        self.pick = QComboBox()
        self.pick.setAccessibleName("当事人和违法行为")
        narrow(self.pick)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.panel, self.why = RangePanel(self._tools.look), label("", "")
        self.account_button = QPushButton("裁量说明…")
        self.undo_button = QPushButton("放弃修改")
        self.keep_button = QPushButton("保存裁量（Ctrl+Enter）")
        self.keep_button.setProperty("rank", "main")
        self.keep_button.setAutoDefault(True)

    def show_file(self, file: CaseFile) -> None:
        """Show a case; what is being typed stays."""
        old = self.pair
        self.file = file
        self._pairs = tuple(map(self._footings.footed, self.pairs_of(file)))
        self._footings.look(self._pairs)
        self.pick.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.pick.clear()
        self.pick.addItems([each.words for each in self._pairs])
        same = [n for n, each in enumerate(self._pairs) if old is not None and each.place == old.place]
        self.pick.setCurrentIndex(same[0] if same else min(0, len(self._pairs) - 1))
        self.pick.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.pick.setVisible(len(self._pairs) > 1)
        if same and self._touched and self.form is not None:
            self.form.pair = self._pairs[same[0]]
            self._weigh()
        else:
            self._open()

    def _take_footings(self) -> None:
        self._pairs = tuple(map(self._footings.footed, self._pairs))
        at, form = self.pick.currentIndex(), self.form
        if form is None or not 0 <= at < len(self._pairs):
            return
        now = self._pairs[at]
        more = (now.standard, now.exemptions, now.later) != (
            form.pair.standard,
            form.pair.exemptions,
            form.pair.later,
        )
        if more:
            texts, touched = form.texts(), self._touched
            keys = form.isAncestorOf(self.window().focusWidget())
            self._open()
            if self.form is not None:
                self.form.put_back(texts)
                self._touched = touched
                self._weigh()
            if keys:
                self.take_keys()
        else:
            form.pair = self._pairs[at]
            self._weigh()

    def pairs_of(self, file: CaseFile) -> tuple[Pair, ...]:
        """Return what is weighed of a case."""
        return pairs(file)

    def hand_over(self, chosen: Chosen) -> None:
        """Keep what was chosen; a page that decides on the spot does something else with it."""
        self.model.keep(chosen)

    @property
    def pair(self) -> Pair | None:
        """What is weighed now."""
        return None if self.form is None else self.form.pair

    @property
    def weighed(self) -> Discretion | None:
        """What stands in the fields, weighed; ``None`` while it cannot be."""
        return self._discretion

    def take_keys(self) -> None:
        """Put the keys where the weighing begins."""
        self.setFocus()

    def go(self, key: str) -> None:
        """Show the first pair of a party or penalty by id, or put the keys into a field."""
        if self.form is not None and key in self.form.penalty.slots_:
            self.form.penalty.go(key)
            self.area.ensureWidgetVisible(self.form.penalty.slots_[key])
            return
        for at, each in enumerate(self._pairs):
            kept = each.penalty.id if each.penalty is not None else None
            if key in (str(each.party.id), str(each.act.id), str(kept)):
                self.pick.setCurrentIndex(at)
                break
        self.take_keys()

    def keep(self) -> None:
        """Check everything and keep it."""
        if self.form is None or self._read_only:
            return
        chosen = self.form.chosen()
        if chosen is not None:
            self._touched = False
            self.hand_over(chosen)

    @property
    def _read_only(self) -> bool:
        return self.file is None or self.file.case.read_only

    def _open(self) -> None:
        at = self.pick.currentIndex()
        self.form, self._touched, self._discretion, self._inside = None, False, None, None
        self._above = None
        kept = 0 <= at < len(self._pairs) and self._pairs[at].penalty is not None
        self.account_button.setVisible(kept)
        self.panel.clear()
        self.panel.told.setText("")
        self._panel_below()
        file = self.file
        if file is None or not 0 <= at < len(self._pairs):
            self.area.setWidget(label(NOTHING, "soft"))
            return
        self._fill(file, self._pairs[at])
        self._place_panel()
        self._weigh()

    def _fill(self, file: CaseFile, pair: Pair) -> None:
        """Put the cards, the form and the reasoning of a pair into the page."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        orders = self.orders and not self._read_only
        self._above = Above(self._tools, file, pair, told=self.orders, orders=orders)
        self._above.wants.connect(self.wants)
        column.addWidget(self._above)
        try:
            self.form = WeighingForm(self._tools, self._supply, pair)
        except AppError as error:
            column.addWidget(label(f"✕ {error.message}{error.hint}", "bad"))
        else:
            column.addWidget(self.form)
            self._follow(self.form)
        self.why = label("", "")
        column.addWidget(why_card(self.why))
        column.addStretch()
        self.area.setWidget(inside)
        self._inside = column

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the panel scroll with the form where the page is low for its text size."""
        super().resizeEvent(event)
        self._place_panel()

    def _place_panel(self) -> None:
        low = self.height() < self.fontMetrics().height() * _LOW
        if self._inside is None or low is (self.panel.parentWidget() is not self):
            return
        if low:
            self._inside.insertWidget(self._inside.count() - 2, self.panel)
        else:
            self._panel_below()

    def _panel_below(self) -> None:
        self.column.insertWidget(self.column.indexOf(self.area) + 1, self.panel)

    def _follow(self, form: WeighingForm) -> None:
        form.setEnabled(not self._read_only)
        first = form.found if form.facts is None else next(iter(form.facts.slots_.values())).entry
        self.setFocusProxy(first)
        form.edited.connect(self._edited)
        form.confirmed.connect(self.keep)
        form.ended.connect(self.keep_button.setFocus)
        form.restored.connect(self._restored)

    def _edited(self) -> None:
        self._touched = True
        self.panel.told.setText(self.drafted)
        self._weigh()

    def _restored(self) -> None:
        self._touched = True
        self.panel.told.setText("已恢复上次未保存的录入。")
        self._weigh()

    def _weigh(self) -> None:
        """Work out the range anew from what stands in the fields."""
        form = self.form
        if form is None:
            return
        try:
            today = self._tools.clock.today()
            found = weighed(form.pair, form.fine_facts(), form.found.ticked(), today)
        except AppError as error:
            self._discretion = None
            self.panel.show_failure(error)
            return
        self._discretion = found
        if self._above is not None:
            self._above.compare(form.pair, form.fine_facts())
        form.allow(found.leanings.allowed)
        values = form.values()
        leaning, reason = values["leaning"] or Leaning.NONE, values["reason"] or ""
        self._explain(found, leaning)
        self.panel.show_weighed(
            Weighed(
                form.pair,
                found,
                leaning,
                values["fine"] or ZERO,
                begun=bool(form.kinds.ticked()),
                reasoned=bool(reason.strip()),
                simple=self.file is not None and self.file.case.procedure is Procedure.SIMPLE,
            )
        )

    def _explain(self, found: Discretion, leaning: Leaning) -> None:
        option = found.option(leaning)
        lines = (*found.steps, *self._proofs(), *(option.steps if option is not None else ()))
        if found.responsible.minimum is not None:
            lines += tuple(f"责任人员：{each}" for each in found.responsible.steps)
        self.why.setText("\n".join(f"{n}. {each}" for n, each in enumerate(dict.fromkeys(lines), 1)))

    def _proofs(self) -> tuple[str, ...]:
        form = self.form
        if form is None or not form.pair.evidence:
            return ()
        return proof_steps(replace(form.pair.act, fine_facts=form.fine_facts()), form.found.ticked())

    def _take_proposal(self, text: str) -> None:
        if self.form is not None and not self._read_only:
            self.form.take_amount(text)

    def _kept(self, penalty: Penalty, verdict: Verdict) -> None:
        if self.form is not None and not self._touched:
            self.form.drop_draft()
            self.panel.told.setText("")
        self._tools.notices.say(f"裁量已保存：{told(penalty)}。{verdict.message}")
        self.changed.emit()

    def show_refused(self, error: AppError) -> None:
        """Show a failure at the field it is about, else among the notices."""
        self._touched = True
        chosen = self.form.chosen() if self.form is not None else None
        if isinstance(error, PenaltyRefusedError) and chosen is not None and self._discretion is not None:
            name = fault_place(chosen, self._discretion)
            if self.form is not None:
                self.form.show_fault(name, error)
                self.area.ensureWidgetVisible(self.form.penalty.slots_[name])
        else:
            self._tools.notices.failed(error)

    def _tell_account(self) -> None:
        if self.pair is not None and self.pair.penalty is not None:
            kept = self.pair.penalty
            self.wants.emit("discretion_account", {"case_id": self._case_id, "penalty_id": kept.id})

    def _undo(self) -> None:
        if self.form is not None:
            self.form.drop_draft()
            self._open()
            self.take_keys()

    def _arrange(self) -> None:
        self.line = QHBoxLayout()
        self.line.addWidget(self.panel.told, 1)
        self.line.addWidget(self.account_button)
        self.line.addWidget(self.undo_button)
        self.line.addWidget(self.keep_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.column.addWidget(self.pick)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self.panel)
        self.column.addLayout(self.line)

    def _wire(self) -> None:
        self.pick.currentIndexChanged.connect(lambda _at: self._open())
        self.panel.proposed.connect(self._take_proposal)
        self.undo_button.clicked.connect(self._undo)
        self.account_button.clicked.connect(self._tell_account)
        self.keep_button.clicked.connect(self.keep)
        self.model.kept.connect(self._kept)
        self.model.refused.connect(self.show_refused)
        self.model.facts_kept.connect(self.changed)
        self.model.busy_changed.connect(self.keep_button.setDisabled)
        for key in ("finish", "finish_pad"):
            bind(self.keep_button, key, self.keep)
