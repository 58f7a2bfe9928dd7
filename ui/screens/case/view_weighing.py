"""Weighing (裁量录入): everything asked for one act of one party, and one draft of all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.penalty import PENALTY_WORDS, Leaning, Penalty, PenaltyKind
from app.rules.discretion.law.circumstances import Effect, circumstances
from app.rules.fine_facts import PROOF, read_picks, with_picks
from app.rules.gates.figures import subject_of
from ui.forms.drafting import DraftKeeper
from ui.forms.entries import ChoiceEntry
from ui.forms.form import Asked, Form
from ui.forms.reading import read
from ui.screens.case.discretion import ASKED, CONFIDENCE_WORDS, Chosen, Pair, names, offered_kinds
from ui.screens.case.fine import fine_asked, fine_facts
from ui.screens.case.view_basis import card, standard_words
from ui.screens.case.view_picks import Line, Picks
from ui.screens.case.view_ticks import Ticks
from ui.widgets.bindings import bind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtGui import QStandardItemModel

    from app.rules.discretion.law.circumstances import Circumstance
    from ui.forms.entries import Supply
    from ui.screens.tools import Tools

_EFFECTS = {Effect.EXEMPT: "不予处罚", Effect.RELIEF: "从轻或者减轻", Effect.HEAVIER: "从重"}
_FACTS, _PENALTY, _FOUND, _KINDS = "facts.", "penalty.", "found", "kinds"
_PICKS, _PROOF = "picks.", "proof."
_FOUND_ROWS, _KIND_ROWS = 6, 2


class WeighingForm(QWidget):
    """Item, facts, circumstances, kinds, amounts and reason of one pair.

    Signals:
        edited: Something was typed or ticked.
        confirmed: Ctrl+Enter was pressed in it.
        ended: Enter was pressed in the last field.
        restored: An earlier draft was put back.
    """

    edited = Signal()
    confirmed = Signal()
    ended = Signal()
    restored = Signal()

    def __init__(self, tools: Tools, supply: Supply, pair: Pair) -> None:
        super().__init__()
        self.pair, self._supply = pair, supply
        self._keeper = DraftKeeper(tools.desk, pair.place, self)
        asked = fine_asked(pair.act, pair.item)
        self.facts = Form(replace(asked, place=""), supply, tools.desk) if asked else None
        self.found = Ticks("裁量情节")
        self.kinds = Ticks("处罚种类")
        self.picks, self.proof = Picks(), Picks()
        self.penalty = Form(Asked(Penalty, ASKED, "", _start(pair)), supply, tools.desk)
        self._fill()
        self._arrange()
        self._wire()
        self._keeper.load(self._restore)

    def fine_facts(self) -> str:
        """Return the facts as typed, those that cannot be read left out, or raise ``CountTextError``."""
        text = self.pair.act.fine_facts
        if self.facts is not None:
            text = fine_facts(self.pair.item, _readable(self.facts, self._supply))
        text = with_picks(text, self.picks.values() or read_picks(self.pair.act.fine_facts))
        return with_picks(text, self.proof.values(), PROOF)

    def values(self) -> dict[str, Any]:
        """Return what is typed of the penalty, ``None`` for what cannot be read."""
        return _readable(self.penalty, self._supply)

    def chosen(self) -> Chosen | None:
        """Return all of it checked, or show the faults at their fields and return ``None``."""
        try:
            facts_good = self.facts is None or self.facts.check() is not None
            facts = self.fine_facts() if facts_good else ""
        except AppError as error:
            if self.facts is not None:
                self.facts.show_error(error)
            return None
        values = self.penalty.check() if facts_good else None
        if values is None:
            return None
        kinds = tuple(PenaltyKind(each) for each in self.kinds.ticked())
        ordered = tuple(each for each in PenaltyKind if each in kinds)
        return Chosen(self.pair, ordered, self.found.ticked(), facts, values)

    def allow(self, leanings: Collection[Leaning]) -> None:
        """Let only the directions be picked that the circumstances leave open."""
        entry = self.penalty.entry("leaning")
        if not isinstance(entry, ChoiceEntry):
            raise TypeError(entry)
        rows: QStandardItemModel = entry.box.model()  # type: ignore[assignment]  # a combo box of texts has this
        for at in range(1, entry.box.count()):
            rows.item(at).setEnabled(Leaning(entry.box.itemData(at)) in leanings)
        if len(leanings) == 1:
            entry.set_text(next(iter(leanings)).value)

    def take_amount(self, text: str) -> None:
        """Put an amount into the field of the fine, with its kind ticked."""
        self.penalty.set_texts({"fine": text})
        self.kinds.tick({*self.kinds.ticked(), PenaltyKind.FINE.value})
        self._typed()
        self.penalty.go("reason")

    def show_fault(self, name: str, error: AppError) -> None:
        """Show a refusal at a field of the penalty, and go there."""
        for key, slot in self.penalty.slots_.items():
            slot.show_fault(error if key == name else None)
        self.penalty.go(name)

    def drop_draft(self) -> None:
        """Forget the draft: it is kept, or thrown away."""
        self._keeper.drop()

    def ask_proof(self) -> None:
        """Ask by which evidence each ticked circumstance is established."""
        if self.pair.evidence:
            ticked = self.found.ticked()
            lines = [
                Line(each.code, f"证明“{each.question.rstrip('？')}”", self.pair.evidence, several=True)
                for each in circumstances()
                if each.code in ticked
            ]
            self.proof.show_lines(lines)

    def _fill(self) -> None:
        kept = self.pair.act.fine_facts
        self.picks.set_values(read_picks(kept))
        self.proof.set_values(read_picks(kept, PROOF))
        if self.pair.standard is not None:
            asks = self.pair.standard.standard.asks(subject_of(self.pair.party))
            self.picks.show_lines([Line(each.name, each.words, each.choices) for each in asks])
        self.found.show_choices([(each.code, _question(each)) for each in circumstances()], self.pair.found)
        old = self.pair.penalty
        item = self.pair.item
        kinds = [
            (each.value, PENALTY_WORDS[each] + ("" if names(item, each) else "※"))
            for each in offered_kinds(self.pair)
        ]
        self.kinds.show_choices(kinds, [each.value for each in old.kinds] if old else [])
        self.ask_proof()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if self.facts is not None:
            column.addWidget(self.facts)
        self.found.show_lines(_FOUND_ROWS)
        self.kinds.show_lines(_KIND_ROWS)
        self.kinds.lie_side_by_side()
        listed = self.pair.item.kinds.replace(";", "、")
        asked = QWidget()
        inner = QVBoxLayout(asked)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.found)
        inner.addWidget(self.proof)
        column.addWidget(card("裁量情节", "有证据证明的才勾选（空格勾选，回车到下一项）", asked))
        if self.pair.standard is not None:
            column.addWidget(card("裁量基准", standard_words(self.pair.standard), self.picks))
        column.addWidget(card("处罚种类", f"事项列明：{listed}；带※的事项没有列明", self.kinds))
        column.addWidget(self.penalty)

    def _wire(self) -> None:
        for ticks in (self.found, self.kinds):
            ticks.edited.connect(self._typed)
            for key in ("finish", "finish_pad"):
                bind(ticks, key, self.confirmed.emit)
        for picks in (self.picks, self.proof):
            picks.edited.connect(self._typed)
        self.found.entered.connect(self.kinds.setFocus)
        self.kinds.entered.connect(lambda: self.penalty.go("fine"))
        self.penalty.ended.connect(self.ended)
        for form in filter(None, (self.facts, self.penalty)):
            form.edited.connect(self._typed)
            form.confirmed.connect(lambda _values: self.confirmed.emit())
        if self.facts is not None:
            self.facts.ended.connect(self.found.setFocus)

    def texts(self) -> dict[str, str]:
        """Return all that stands in it, as a draft keeps it."""
        texts = {f"{_PENALTY}{name}": text for name, text in self.penalty.texts().items()}
        if self.facts is not None:
            texts |= {f"{_FACTS}{name}": text for name, text in self.facts.texts().items()}
        texts |= {f"{_PICKS}{name}": picked for name, picked in self.picks.values().items()}
        texts |= {f"{_PROOF}{name}": picked for name, picked in self.proof.values().items()}
        return texts | {_FOUND: ",".join(self.found.ticked()), _KINDS: ",".join(self.kinds.ticked())}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Fill it with what stood in another form of the same pair."""
        self.penalty.set_texts(_under(texts, _PENALTY))
        if self.facts is not None:
            self.facts.set_texts(_under(texts, _FACTS))
        self.found.tick(texts.get(_FOUND, "").split(","))
        self.kinds.tick(texts.get(_KINDS, "").split(","))
        self.ask_proof()
        self.picks.set_values(_under(texts, _PICKS))
        self.proof.set_values(_under(texts, _PROOF))

    def _typed(self) -> None:
        self.ask_proof()
        self._keeper.keep(self.texts())
        self.edited.emit()

    def _restore(self, texts: Mapping[str, str]) -> None:
        self.put_back(texts)
        self.restored.emit()


def _start(pair: Pair) -> dict[str, Any]:
    if pair.penalty is None:
        return {"leaning": Leaning.NONE}
    return {name: getattr(pair.penalty, name) for name in ASKED}


def _readable(form: Form, supply: Supply) -> dict[str, Any]:
    """What the form shows at the field as a fault is ``None`` here, as if it were not typed yet."""
    values: dict[str, Any] = {}
    for name, slot in form.slots_.items():
        try:
            values[name] = read(slot.entry.declared, slot.entry.text(), supply.today())
        except AppError:
            values[name] = None
    return values


def _under(texts: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in texts.items() if name.startswith(prefix)}


def _question(each: Circumstance) -> str:
    must = "应当" if each.must else "可以"
    sure = "" if each.confidence == "verified" else f"，{CONFIDENCE_WORDS.get(each.confidence, '待确认')}"
    return f"{each.question.rstrip('？')}　〔{must}{_EFFECTS[each.effect]}，{each.basis}{sure}〕"
