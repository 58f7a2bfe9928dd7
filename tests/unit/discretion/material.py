"""Builders and strategies for the discretion tests; figures are yuan."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from app.domain.money import Money
from app.rules.discretion.facts import AmountFact, FineFacts, Subject, UnitFact
from app.rules.discretion.law.circumstances import Circumstance, circumstances
from app.rules.discretion.spec import FineSpec, parse_spec

DAY = date(2026, 3, 2)


def spec(*branches: dict[str, Any]) -> FineSpec:
    """An article of these branches; ``who`` defaults to any."""
    return parse_spec(json.dumps([{"who": "any", **branch} for branch in branches]), "《例法》第一条")


def fixed(low: int | None, high: int, **more: Any) -> dict[str, Any]:
    """A branch 处 low 以上 high 以下."""
    return {"type": "fixed", "min": low, "max": high, **more}


def facts(
    subject: Subject = Subject.ORGANISATION,
    *,
    stages: tuple[str, ...] = (),
    units: dict[str, str] | None = None,
    **amounts: str | None,
) -> FineFacts:
    """Facts with amounts in yuan by name; ``None`` says there is none."""
    lines = tuple(
        AmountFact.of(name, None if yuan is None else Money.yuan(yuan)) for name, yuan in amounts.items()
    )
    counts = tuple(UnitFact(unit, Fraction(count)) for unit, count in (units or {}).items())
    return FineFacts(subject, lines, counts, frozenset(stages))


def circumstance(code: str) -> Circumstance:
    """One circumstance of the general law."""
    return next(each for each in circumstances() if each.code == code)


ends = st.tuples(st.integers(0, 10**7), st.integers(1, 10**7)).map(sorted).filter(lambda pair: pair[1] > 0)
"""Lower and upper end of a fixed fine, in yuan."""

bases = st.integers(1, 10**12)
"""A base in fen."""

factors = st.tuples(
    st.fractions(min_value=Fraction(1, 1000), max_value=50),
    st.fractions(min_value=Fraction(1, 1000), max_value=50),
).map(sorted)
"""Lower and upper multiple."""
