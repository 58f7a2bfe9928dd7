"""Tier tables (裁量阶次表): rows found by measured facts, each with its own fine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.rules.discretion.bands import Band, statutory_band
from app.rules.discretion.facts import Subject
from app.rules.discretion.ranges import Answer, RangeResult, statutory_range
from app.rules.discretion.spec import Branch, Comparison, FineSpec, read_branch
from app.rules.discretion.standards.contract import (
    NONE_FITS,
    TIER,
    Measure,
    StandardAnswer,
    StandardAsk,
    StandardQuestion,
)
from app.rules.discretion.wording import fine


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a tier (适用条件): a fact compared with a figure, a word or yes/no."""

    name: str
    comparison: Comparison
    value: Measure

    def holds(self, measures: Mapping[str, Measure]) -> bool:
        """Tell whether the facts meet it; a fact nobody stated does not."""
        stated = measures.get(self.name)
        if stated is None:
            return False
        if isinstance(stated, Fraction) and isinstance(self.value, Fraction):
            return self.comparison.holds(stated, self.value)
        return stated == self.value


@dataclass(frozen=True, slots=True)
class Tier:
    """One row of a table (阶次): any of its alternatives suffices, all tests of one must hold.

    Attributes:
        order: Weight of the row; the higher is the heavier.
        fine: What the row sets; ``None`` says no fine (免罚).
    """

    order: int
    label: str
    alternatives: tuple[tuple[Criterion, ...], ...]
    fine: Branch | None
    subject: Subject | None = None
    open_top: bool = False

    def fits(self, question: StandardQuestion) -> bool:
        """Tell whether the case falls into the row."""
        if self.subject not in (None, question.facts.subject):
            return False
        if question.grade:
            return self.label == question.grade
        return any(all(test.holds(question.measures) for test in tests) for tests in self.alternatives)


@dataclass(frozen=True, slots=True)
class TierTable:
    """A bureau's tier table (裁量基准表).

    Attributes:
        overlapping: Neighbouring rows both include their common edge (以上以下均含本数); the
            milder row is then proposed and the overlap is flagged.
    """

    title: str
    source: str
    rows: tuple[Tier, ...]
    overlapping: bool = False

    def asks(self, subject: Subject) -> tuple[StandardAsk, ...]:
        """Return the rows of the table that speak of the subject, to be picked by name."""
        own = (row.label for row in self.rows if row.subject in (None, subject))
        return (StandardAsk(TIER, (*dict.fromkeys(own), NONE_FITS)),)

    def answer(self, question: StandardQuestion) -> StandardAnswer:
        """Find the row, work out its fine and keep what lies inside the statutory range."""
        rows = sorted((row for row in self.rows if row.fits(question)), key=lambda row: row.order)
        if not rows:
            return StandardAnswer(None, "", (f"《{self.title}》没有与本案相符的阶次，须说明理由",))
        row = rows[0] if self.overlapping else rows[-1]
        boundary = self.overlapping and len(rows) > 1
        if row.fine is None:
            text = f"《{self.title}》“{row.label}”：不予罚款，责令改正"
            return StandardAnswer(None, row.label, (text,), no_fine=True, boundary=boundary)
        return self._value(row, row.fine, question, boundary=boundary)

    def _value(
        self, row: Tier, branch: Branch, question: StandardQuestion, *, boundary: bool
    ) -> StandardAnswer:
        worked = statutory_range(FineSpec((branch,), self.source), question.facts)
        band = _inside(worked, question.statutory, open_top=row.open_top)
        head = f"《{self.title}》“{row.label}”：{fine(branch)}"
        if band is None:
            return StandardAnswer(None, row.label, (head, *worked.steps), boundary=boundary)
        notes = [f"{head}，即{band}"]
        if boundary:
            notes.append("数值恰在两档分界，两档均可适用，先按较轻一档")
        if band.empty:
            notes.append("该档在法定幅度内没有空间，须人工选择")
            return StandardAnswer(None, row.label, tuple(notes), boundary=boundary)
        return StandardAnswer(band, row.label, tuple(notes), boundary=boundary)


def _inside(worked: RangeResult, statutory: RangeResult, *, open_top: bool) -> Band | None:
    own = statutory_band(worked)
    if own is None:
        return None
    cut = Band(own.low, own.high, high_in=not open_top)
    whole = statutory_band(statutory) if statutory.answer is Answer.RANGE else None
    return cut if whole is None else cut.within(whole)


_TESTS = {
    "from": Comparison.FROM,
    "above": Comparison.ABOVE,
    "below": Comparison.BELOW,
    "upto": Comparison.UP_TO,
    "is": Comparison.EQUAL,
}


def read_tiers(raw: dict[str, Any], source: str) -> TierTable:
    """Read a tier table from its TOML mapping; figures may be numbers or fractions as text."""
    rows = tuple(_row(order, each) for order, each in enumerate(raw["row"], start=1))
    return TierTable(raw["title"], source, rows, raw.get("overlapping", False))


def _row(order: int, raw: dict[str, Any]) -> Tier:
    subject, written = raw.get("subject"), raw.get("fine")
    return Tier(
        order=raw.get("order", order),
        label=raw["label"],
        alternatives=tuple(_tests(each) for each in raw["when"]),
        fine=None if written is None else read_branch({"who": "any", **written}),
        subject=None if subject is None else Subject(subject),
        open_top=raw.get("open_top", False),
    )


def _tests(raw: dict[str, Any]) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(name, _TESTS[word], _measure(value))
        for name, limits in raw.items()
        for word, value in limits.items()
    )


def _measure(value: Any) -> Measure:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and not value.replace("/", "").replace(".", "").isdigit():
        return value
    return Fraction(value)
