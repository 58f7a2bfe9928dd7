"""Tier tables (裁量阶次表): rows found by measured facts, each with its own fine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.rules.discretion.bands import Band, statutory_band
from app.rules.discretion.facts import Subject
from app.rules.discretion.library import toml
from app.rules.discretion.ranges import Answer, RangeResult, statutory_range
from app.rules.discretion.spec import Branch, Comparison, FineSpec, read_branch
from app.rules.discretion.standards.contract import (
    NONE_FITS,
    TIER,
    YES_NO,
    Measure,
    StandardAnswer,
    StandardAsk,
    StandardQuestion,
)
from app.rules.discretion.wording import fine, number


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
        measures: What the rows measure, asked as figures and by yes or no.
        strict: A figure that falls into two rows is put to a person, who picks the row by name.
    """

    title: str
    source: str
    rows: tuple[Tier, ...]
    overlapping: bool = False
    measures: tuple[StandardAsk, ...] = ()
    strict: bool = False

    def asks(self, subject: Subject) -> tuple[StandardAsk, ...]:
        """Return what the rows measure, and the rows that speak of the subject, to be picked by name."""
        own = tuple(row for row in self.rows if row.subject in (None, subject))
        label = "阶次（数值不能确定或者另有情节时选）" if self.measures else ""
        names = dict.fromkeys(row.label for row in own)
        return (*self.measures, StandardAsk(TIER, (*names, NONE_FITS), label))

    def answer(self, question: StandardQuestion) -> StandardAnswer:
        """Find the row, work out its fine and keep what lies inside the statutory range."""
        rows = sorted((row for row in self.rows if row.fits(question)), key=lambda row: row.order)
        if not rows:
            return StandardAnswer(None, "", (self._none(question),))
        if self.strict and not question.grade and len(rows) > 1:
            return StandardAnswer(None, "", (self._several(question, rows),), boundary=True)
        row = rows[0] if self.overlapping else rows[-1]
        boundary = self.overlapping and len(rows) > 1
        if row.fine is None:
            text = f"《{self.title}》“{row.label}”：不予罚款，责令改正"
            return StandardAnswer(None, row.label, (text,), no_fine=True, boundary=boundary)
        return self._value(row, row.fine, question, boundary=boundary)

    def _none(self, question: StandardQuestion) -> str:
        told = self._told(question)
        gap = f"{told}不在任何一档，" if told and not question.grade else ""
        return f"《{self.title}》没有与本案相符的阶次，{gap}须说明理由"

    def _several(self, question: StandardQuestion, rows: list[Tier]) -> str:
        labels = "”“".join(row.label for row in rows)
        return f"《{self.title}》{self._told(question)}同时落入“{labels}”，不自动选择，须人工选定阶次"

    def _told(self, question: StandardQuestion) -> str:
        """Return the figures in words."""
        given = ((each, question.measures.get(each.name)) for each in self.measures if each.figure)
        return "、".join(
            f"{ask.label or ask.name}{number(figure)}{ask.unit}"
            for ask, figure in given
            if isinstance(figure, Fraction)
        )

    def _value(
        self, row: Tier, branch: Branch, question: StandardQuestion, *, boundary: bool
    ) -> StandardAnswer:
        worked = statutory_range(FineSpec((branch,), self.source), question.facts)
        band = _inside(worked, question.statutory, open_top=row.open_top)
        told = "" if question.grade else self._told(question)
        head = f"《{self.title}》{f'按{told}属' if told else ''}“{row.label}”：{fine(branch)}"
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
    return TierTable(
        raw["title"], source, rows, raw.get("overlapping", False), _asked(raw, rows), raw.get("strict", False)
    )


def _asked(raw: dict[str, Any], rows: tuple[Tier, ...]) -> tuple[StandardAsk, ...]:
    """Return what rows measure, where every one of their facts has words; else a row is picked by name."""
    known = {**toml("measures.toml"), **{each["name"]: each for each in raw.get("measure", ())}}
    tests = [test for row in rows for tests in row.alternatives for test in tests]
    names = tuple(dict.fromkeys(test.name for test in tests))
    if not any(isinstance(test.value, Fraction) for test in tests) or not all(
        each in known for each in names
    ):
        return ()
    told = {test.name for test in tests if isinstance(test.value, bool)}
    return tuple(
        StandardAsk(each, YES_NO if each in told else (), known[each]["label"], known[each].get("unit", ""))
        for each in names
    )


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
