"""Share standards (按比例划分幅度): 30/70, midpoint and their like, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from app.domain.penalty import LEANING_WORDS, Leaning
from app.rules.discretion.bands import Band, statutory_band, whole_point
from app.rules.discretion.facts import Subject
from app.rules.discretion.ranges import RangeResult
from app.rules.discretion.standards.contract import StandardAnswer, StandardAsk, StandardQuestion
from app.rules.discretion.wording import number


class Measured(Enum):
    """What a share is a share of (比例基准)."""

    SPAN = "span"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"


class Applies(Enum):
    """For which kind of range a grade is written (适用的幅度)."""

    RANGED = "ranged"
    MAX_ONLY = "max_only"
    MIN_ONLY = "min_only"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a grade (档次端点): a share, of what, and whether it belongs to the grade."""

    share: Fraction
    of: Measured
    included: bool

    def fen(self, low: Fraction, high: Fraction) -> Fraction:
        """The end in fen for a range from ``low`` to ``high``."""
        if self.of is Measured.SPAN:
            return low + (high - low) * self.share
        return (high if self.of is Measured.MAXIMUM else low) * self.share

    def word(self) -> str:
        """The share in words."""
        percent = f"{number(self.share * 100)}%"
        names = {Measured.SPAN: "幅度的", Measured.MAXIMUM: "最高额的", Measured.MINIMUM: "最低额的"}
        return names[self.of] + percent


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a share standard (档次)."""

    name: str
    leaning: Leaning | None
    applies: Applies
    low: End | None
    high: End | None


@dataclass(frozen=True, slots=True)
class ShareStandard:
    """A standard that cuts any range by shares (比例划分).

    Attributes:
        implied_minimum: Share of the maximum that counts as minimum where the law names none.
    """

    title: str
    source: str
    grades: tuple[Grade, ...]
    implied_minimum: Fraction = Fraction(0)

    def asks(self, subject: Subject) -> tuple[StandardAsk, ...]:  # noqa: ARG002 - the same for everybody
        """Return nothing: the direction of the circumstances decides the grade."""
        return ()

    def answer(self, question: StandardQuestion) -> StandardAnswer:
        """Find the grade by name or leaning and cut its part out of the range.

        Factors are split before they are multiplied and capped, so the ends are those of the
        range before 但不超过.
        """
        ends, whole = question.statutory.uncapped, statutory_band(question.statutory)
        if ends is None or whole is None:
            return StandardAnswer(None, "", ("没有法定幅度，不适用本基准",))
        grade = self._grade(question)
        wanted = question.grade or LEANING_WORDS[question.leaning]
        if grade is None:
            return StandardAnswer(None, "", (f"《{self.title}》没有规定“{wanted}”的幅度",))
        return self._cut(grade, self._from(question.statutory, ends), whole)

    def from_minimum(self, minimum: Fraction, grade: str) -> Fraction | None:
        """The figure of a grade where the law names a minimum and no maximum; ``None`` if none is set."""
        for each in self.grades:
            if each.applies is Applies.MIN_ONLY and each.name == grade and each.low is not None:
                return each.low.fen(minimum, minimum)
        return None

    def _from(self, statutory: RangeResult, ends: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
        if statutory.has_minimum:
            return ends
        return ends[1] * self.implied_minimum, ends[1]

    def _grade(self, question: StandardQuestion) -> Grade | None:
        fitting = Applies.RANGED if question.statutory.has_minimum else Applies.MAX_ONLY
        for grade in self.grades:
            named = grade.name == question.grade if question.grade else grade.leaning is question.leaning
            if named and grade.applies in (fitting, Applies.ANY):
                return grade
        return None

    def _cut(self, grade: Grade, ends: tuple[Fraction, Fraction], whole: Band) -> StandardAnswer:
        if grade.low is None or grade.high is None:
            return StandardAnswer(
                None, grade.name, (f"《{self.title}》“{grade.name}”：不予罚款",), no_fine=True
            )
        cut = Band(grade.low.fen(*ends), grade.high.fen(*ends), grade.low.included, grade.high.included)
        band = whole_point(cut.within(whole))
        words = f"{grade.low.word()}至{grade.high.word()}"
        if band.empty:
            text = f"《{self.title}》“{grade.name}”（{words}）在法定幅度内没有空间"
            return StandardAnswer(None, grade.name, (text,))
        return StandardAnswer(band, grade.name, (f"《{self.title}》“{grade.name}”：{words}，即{band}",))


def read_shares(raw: dict[str, Any], source: str) -> ShareStandard:
    """Read a share standard from its TOML mapping."""
    grades = tuple(_grade(each) for each in raw["grade"])
    return ShareStandard(raw["title"], source, grades, Fraction(raw.get("implied_minimum", "0")))


def _grade(raw: dict[str, Any]) -> Grade:
    leaning = raw.get("leaning")
    return Grade(
        raw["name"],
        None if leaning is None else Leaning(leaning),
        Applies(raw.get("applies", "any")),
        _end(raw.get("low")),
        _end(raw.get("high")),
    )


def _end(raw: dict[str, Any] | None) -> End | None:
    if raw is None:
        return None
    return End(Fraction(raw["share"]), Measured(raw.get("of", "span")), raw.get("included", True))
