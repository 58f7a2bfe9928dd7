"""General figures (总则数额): limitation, ages and surcharge of the penalty law, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from app.domain.dated import Edition, Editions
from app.rules.discretion.library import toml
from app.rules.discretion.standards.derived import LateRule


@dataclass(frozen=True, slots=True)
class LimitationRule:
    """Years after which an act may no longer be punished (追责时效, APL 36)."""

    years: int
    long_years: int


@dataclass(frozen=True, slots=True)
class AgeRule:
    """Ages in full years below which there is no or a lighter penalty (责任年龄, APL 30)."""

    none_below: int
    relief_below: int


@cache
def limitation_rules() -> Editions[LimitationRule]:
    """The limitation of the penalty law, by day."""
    return Editions(
        "行政处罚追责时效",
        (
            Edition(raw["effective"], raw["source"], LimitationRule(raw["years"], raw["long_years"]))
            for raw in toml("general_law.toml")["limitation"]
        ),
    )


@cache
def age_rules() -> Editions[AgeRule]:
    """The ages of the penalty law, by day."""
    return Editions(
        "行政处罚责任年龄",
        (
            Edition(raw["effective"], raw["source"], AgeRule(raw["none_below"], raw["relief_below"]))
            for raw in toml("general_law.toml")["age"]
        ),
    )


@cache
def late_rules() -> Editions[LateRule]:
    """The surcharge for late payment, by day."""
    return Editions(
        "加处罚款",
        (
            Edition(
                raw["effective"],
                raw["source"],
                LateRule(Fraction(raw["daily"]), Fraction(raw["ceiling"])),
            )
            for raw in toml("general_law.toml")["late_payment"]
        ),
    )


def age_effect(age: int, day: date) -> str:
    """Code of the circumstance an age gives rise to on the day of the act, empty for none."""
    rule = age_rules().on(day).value
    if age < rule.none_below:
        return "under_fourteen"
    return "fourteen_to_eighteen" if age < rule.relief_below else ""
