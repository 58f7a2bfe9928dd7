"""Range panel (幅度和结论): the bar, an amount for reference, a standard to compare with, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.money import ZERO
from app.domain.penalty import LEANING_WORDS, Leaning
from app.rules.discretion.choice import judge
from app.rules.discretion.ranges import Answer
from ui.screens.case.discretion import CONFIDENCE_WORDS, compared
from ui.screens.case.view_basis import label
from ui.screens.case.view_range import RangeBar, Sight, Span

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.money import Money
    from app.rules.discretion.calculator import Discretion, Option
    from ui.screens.case.discretion import Compared, Pair
    from ui.tokens import Look

_MARKS = {"bad": "✕", "warn": "!", "good": "✔"}
_NONE_BESIDE = "不对照外地基准"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What stands in the fields, weighed (当前裁量).

    Attributes:
        begun: Whether any kind of penalty is ticked.
        reasoned: Whether a reason is typed.
        simple: Whether it is decided on the spot.
    """

    pair: Pair
    found: Discretion
    leaning: Leaning
    fine: Money
    begun: bool
    reasoned: bool
    simple: bool


class RangePanel(QWidget):
    """Shows a weighing; ``told`` is laid out by the page, beside its buttons.

    Signals:
        proposed: The amount for reference was taken (its text in yuan).
    """

    proposed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weighed: Weighed | None = None
        self.range = RangeBar(look)
        self.verdict, self.told = label("", "soft"), label("", "soft")
        self.proposal, self.beside = QPushButton(), QComboBox()
        self.proposal.setProperty("rank", "link")
        self.beside.setAccessibleName("对照基准")
        narrow(self.beside)
        for each in (self.proposal, self.beside):
            each.hide()
        offer = QHBoxLayout()
        offer.addWidget(self.proposal)
        offer.addWidget(self.verdict, 1)
        offer.addWidget(self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.range)
        column.addLayout(offer)
        self.proposal.clicked.connect(self._take)
        self.beside.currentIndexChanged.connect(lambda _at: self._again())

    def show_weighed(self, weighed: Weighed) -> None:
        """Show a weighing instead of the one before."""
        self._weighed = weighed
        beside = compared(weighed.pair, weighed.found, weighed.leaning)
        self._list(beside)
        at = self.beside.currentIndex()
        self.range.show_sight(_sight(weighed, beside[at - 1] if at > 0 else None))
        amounts = _proposals(weighed)
        self.proposal.setVisible(bool(amounts))
        if amounts:
            self.proposal.setText(f"取参考数额 {amounts[0][0]}（{amounts[0][1]}）")
        self.say(*_conclusion(weighed))

    def show_failure(self, error: AppError) -> None:
        """Say why nothing can be weighed."""
        self.clear()
        self.say(f"{error.message}{error.hint}", "bad")

    def clear(self) -> None:
        """Show nothing."""
        self._weighed = None
        self.range.show_sight(None)
        for each in (self.proposal, self.beside):
            each.hide()
        self.say("", "soft")

    def say(self, words: str, rank: str) -> None:
        """Show a verdict; its mark says what its colour says."""
        mark = f"{_MARKS[rank]} " if rank in _MARKS and words else ""
        self.verdict.setText(mark + words)
        self.verdict.setProperty("rank", rank)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)

    def _take(self) -> None:
        amounts = _proposals(self._weighed) if self._weighed is not None else ()
        if amounts:
            yuan, fen = divmod(amounts[0][0].fen, 100)
            self.proposed.emit(f"{yuan}.{fen:02d}" if fen else str(yuan))

    def _again(self) -> None:
        if self._weighed is not None:
            self.show_weighed(self._weighed)

    def _list(self, beside: tuple[Compared, ...]) -> None:
        titles = [f"{each.title}（参考，{CONFIDENCE_WORDS[each.confidence]}）" for each in beside]
        if titles != [self.beside.itemText(at) for at in range(1, self.beside.count())]:
            self.beside.blockSignals(True)  # noqa: FBT003 - Qt's signature
            self.beside.clear()
            self.beside.addItems([_NONE_BESIDE, *titles])
            self.beside.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.beside.setVisible(bool(titles))


def narrow(box: QComboBox) -> None:
    """Let a pick-list be narrower than its longest entry."""
    box.setMinimumContentsLength(12)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)


def _proposals(weighed: Weighed) -> tuple[tuple[Money, str], ...]:
    option = weighed.found.option(weighed.leaning)
    return tuple((each.amount, each.reason) for each in option.proposals) if option is not None else ()


def _conclusion(weighed: Weighed) -> tuple[str, str]:
    statutory = weighed.found.statutory
    if statutory.minimum is None and statutory.answer is not Answer.NO_FINE:
        return f"{statutory.steps[-1]}。", "warn"
    if weighed.fine == ZERO and not weighed.begun and weighed.leaning is not Leaning.EXEMPT:
        return "尚未选定处罚种类和数额。", "soft"
    verdict = judge(weighed.found, weighed.leaning, weighed.fine)
    if verdict.refused:
        return verdict.message, "bad"
    flags = weighed.found.flags(weighed.fine)
    unsettled = verdict.needs_approval or (verdict.needs_reason and not weighed.reasoned)
    rank = "warn" if unsettled else "good"
    said = verdict.message if unsettled or not weighed.reasoned else "在幅度内，理由已填写。"
    if weighed.simple:
        return "　".join((said, *flags.steps)), rank if flags.simple else "bad"
    return "　".join((said, *flags.steps[1 + flags.on_spot_collection :])), rank


def _band_words(option: Option | None, leaning: Leaning) -> str:
    """Name a band by its direction, and by the tier where a standard gives it."""
    tier = option.tier if option is not None and option.tier != LEANING_WORDS[leaning] else ""
    return "·".join(filter(None, (tier, LEANING_WORDS[leaning])))


def _sight(weighed: Weighed, beside: Compared | None) -> Sight | None:
    low, high = weighed.found.statutory.minimum, weighed.found.statutory.maximum
    if low is None or high is None:
        return None
    option = weighed.found.option(weighed.leaning)
    band = option.band if option is not None else None
    return Sight(
        Span("法定幅度", low, high),
        None if band is None else Span(_band_words(option, weighed.leaning), band.first, band.last),
        None if beside is None else Span(beside.title, beside.band.first, beside.band.last),
        tuple(amount for amount, _reason in _proposals(weighed)),
        weighed.fine if weighed.fine > ZERO else None,
        () if weighed.pair.footing is None else tuple(each.fine for each in weighed.pair.footing.past),
    )
