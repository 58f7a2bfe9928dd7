"""Discretion calculator (裁量计算): range, bands and proposals for one act and one party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from app.domain.hearing_limit import HearingLimit
from app.domain.money import ZERO, Money
from app.domain.penalty import LEANING_WORDS, Leaning
from app.rules.discretion.bands import Band, reduced_band, statutory_band
from app.rules.discretion.facts import FineFacts, Subject
from app.rules.discretion.law.circumstances import Circumstance, Leanings, leanings
from app.rules.discretion.law.procedure import (
    ProcedureFlags,
    ProcedureQuestion,
    procedure_flags,
    rules_with,
)
from app.rules.discretion.ranges import RangeResult, statutory_range
from app.rules.discretion.rounding import WHOLE_YUAN, Rounding
from app.rules.discretion.spec import FineSpec
from app.rules.discretion.standards.contract import Measure, Standard, StandardQuestion
from app.rules.discretion.wording import yuan

NO_FLOOR = Fraction(0)
"""The law sets no limit to how far a reduced fine may fall."""


@dataclass(frozen=True, slots=True)
class DiscretionQuestion:
    """What one weighing needs (裁量输入).

    Attributes:
        spec: The article in the version of the act day.
        facts: Subject, amounts, counts and ticked circumstances of the article.
        circumstances: Circumstances of the general law that evidence supports.
        standard: The standard the bureau has switched on for the item, if any.
        measures: Facts the standard looks at.
        day: Day that decides which procedural thresholds apply.
        reduced_floor: Share of the minimum below which a local rule forbids to reduce.
        limits: Hearing thresholds the office imported.
    """

    spec: FineSpec
    facts: FineFacts
    day: date
    circumstances: tuple[Circumstance, ...] = ()
    standard: Standard | None = None
    grade: str = ""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    department: str = ""
    business: bool | None = None
    rounding: Rounding = WHOLE_YUAN
    reduced_floor: Fraction = NO_FLOOR
    referred: FineSpec | None = None
    limits: tuple[HearingLimit, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure the officer may take or leave (参考数额), with the reason for it."""

    amount: Money
    reason: str


@dataclass(frozen=True, slots=True)
class Option:
    """One direction and what it allows (可选方案).

    Attributes:
        band: Amounts of this direction; ``None`` where no amount follows (不予处罚, or no range).
        by_standard: The band comes from the standard, or the law itself fixes the amount.
    """

    leaning: Leaning
    band: Band | None
    proposals: tuple[Proposal, ...]
    steps: tuple[str, ...]
    tier: str = ""
    by_standard: bool = False
    no_fine: bool = False


@dataclass(frozen=True, slots=True)
class Discretion:
    """The outcome of one weighing (裁量结论); the officer picks option and amount.

    Attributes:
        statutory: The statutory range or the refusal.
        responsible: The range for the persons responsible, fined in addition.
        options: Directions the circumstances leave open, lightest first.
        needs_human: Something only a person can settle stands open.
    """

    question: DiscretionQuestion
    statutory: RangeResult
    responsible: RangeResult
    leanings: Leanings
    options: tuple[Option, ...]
    needs_human: bool
    steps: tuple[str, ...]

    def option(self, leaning: Leaning) -> Option | None:
        """The option of one direction, if the circumstances leave it open."""
        return next((each for each in self.options if each.leaning is leaning), None)

    def flags(self, amount: Money) -> ProcedureFlags:
        """What an amount asks of the procedure on the day of the question."""
        minimum = self.statutory.minimum or ZERO
        return procedure_flags(
            ProcedureQuestion(
                fine=amount,
                subject=self.question.facts.subject,
                day=self.question.day,
                department=self.question.department,
                business=self.question.business,
                reduced=ZERO < amount < minimum,
                minimum=ZERO if amount < minimum else minimum,
            ),
            rules_with(self.question.limits),
        )


def weigh(question: DiscretionQuestion) -> Discretion:
    """Weigh one act of one party: range first, then every direction that is open."""
    statutory = statutory_range(question.spec, question.facts, question.referred)
    whole = statutory_band(statutory)
    open_ways = leanings(question.circumstances, room_below=statutory.has_minimum)
    options = tuple(_option(question, statutory, whole, way) for way in open_ways.allowed)
    return Discretion(
        question=question,
        statutory=statutory,
        responsible=_responsible(question),
        leanings=open_ways,
        options=options,
        needs_human=whole is None or open_ways.conflicting or len(options) > 1,
        steps=statutory.steps + open_ways.steps,
    )


def _responsible(question: DiscretionQuestion) -> RangeResult:
    facts = question.facts
    person = FineFacts(Subject.RESPONSIBLE, facts.amounts, facts.units, facts.stages)
    return statutory_range(question.spec, person, question.referred)


def _option(question: DiscretionQuestion, statutory: RangeResult, whole: Band | None, way: Leaning) -> Option:
    if way is Leaning.EXEMPT:
        return Option(way, None, (), ("不予处罚的，应当教育当事人，可以责令改正",), no_fine=True)
    if whole is None:
        return Option(way, None, (), statutory.steps)
    if way is Leaning.REDUCED:
        return _reduced(question, statutory)
    return _inside(question, statutory, whole, way)


def _reduced(question: DiscretionQuestion, statutory: RangeResult) -> Option:
    band = reduced_band(statutory, question.reduced_floor)
    if band is None:
        return Option(Leaning.REDUCED, None, (), ("没有减轻的余地",))
    text = f"减轻：低于法定最低{yuan(band.high)}，须说明理由并集体讨论"
    top = Proposal(question.rounding.inside(Fraction(band.last.fen), band), "减轻的上限")
    return Option(Leaning.REDUCED, band, (top,), (text,))


def _inside(question: DiscretionQuestion, statutory: RangeResult, whole: Band, way: Leaning) -> Option:
    if statutory.fixed:
        return Option(way, whole, _proposals(question, whole, way), statutory.steps, by_standard=True)
    if question.standard is None:
        text = f"{LEANING_WORDS[way]}：在法定幅度{whole}内，没有选用裁量基准，由办案人员说明理由"
        return Option(way, whole, _proposals(question, whole, way), (text,))
    answer = question.standard.answer(
        StandardQuestion(statutory, question.facts, way, question.grade, question.measures)
    )
    if answer.no_fine:
        return Option(way, None, (), answer.steps, answer.tier, by_standard=True, no_fine=True)
    if answer.band is None:
        return Option(way, whole, (), answer.steps, answer.tier)
    found = _proposals(question, answer.band, way)
    return Option(way, answer.band, found, answer.steps, answer.tier, by_standard=True)


def _proposals(question: DiscretionQuestion, band: Band, way: Leaning) -> tuple[Proposal, ...]:
    figures = {
        Leaning.LIGHTER: (Fraction(band.first.fen), "从轻：区间下限"),
        Leaning.NONE: ((band.low + band.high) / 2, "一般：区间中间值"),
        Leaning.HEAVIER: (Fraction(band.last.fen), "从重：区间上限"),
    }
    figure, reason = figures[way]
    return (Proposal(question.rounding.inside(figure, band), reason),)
