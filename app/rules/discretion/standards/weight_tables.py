"""Weight tables (权重表): a start weight and graded factors, applied by the weighing formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.rules.discretion.bands import point, statutory_band, whole_point
from app.rules.discretion.facts import Subject
from app.rules.discretion.standards.contract import StandardAnswer, StandardAsk, StandardQuestion
from app.rules.discretion.standards.weights import WeightMode, weighted


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor (裁量因素) with its grades from the lightest; a grade gives a share."""

    name: str
    grades: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class WeightTable:
    """A table of weights (裁量权重表); an unproved factor counts with its lowest grade."""

    title: str
    source: str
    start: Fraction
    factors: tuple[Factor, ...]
    mode: WeightMode
    floor: Fraction = Fraction(0)

    def asks(self, subject: Subject) -> tuple[StandardAsk, ...]:  # noqa: ARG002 - the same for everybody
        """Return every factor with its grades."""
        return tuple(StandardAsk(each.name, tuple(each.grades)) for each in self.factors)

    def answer(self, question: StandardQuestion) -> StandardAnswer:
        """Add the weights of the grades named in the measures and apply the formula."""
        whole = statutory_band(question.statutory)
        if whole is None:
            return StandardAnswer(None, "", ("没有法定幅度，不适用本基准",))
        found = [self._weight(factor, question) for factor in self.factors]
        result = weighted([self.start, *found], whole, self.mode, self.floor)
        head = f"《{self.title}》"
        return StandardAnswer(whole_point(point(result.fen)), "", (head, *result.steps))

    def _weight(self, factor: Factor, question: StandardQuestion) -> Fraction:
        chosen = question.measures.get(factor.name)
        if isinstance(chosen, str) and chosen in factor.grades:
            return factor.grades[chosen]
        return min(factor.grades.values())


def read_weights(raw: dict[str, Any], source: str) -> WeightTable:
    """Read a weight table from its TOML mapping."""
    factors = tuple(
        Factor(each["name"], {grade: Fraction(share) for grade, share in each["grades"].items()})
        for each in raw["factor"]
    )
    return WeightTable(
        raw["title"],
        source,
        Fraction(raw["start"]),
        factors,
        WeightMode(raw["mode"]),
        Fraction(raw.get("floor", "0")),
    )
