"""Contract of a standard (裁量基准): what it is asked and what it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from app.domain.penalty import Leaning
from app.rules.discretion.bands import Band
from app.rules.discretion.facts import FineFacts, Subject
from app.rules.discretion.ranges import RangeResult

Measure = Fraction | str | bool
TIER = "裁量阶次"
"""Name under which the grade of a tier table is asked for and kept."""
YES, NO = YES_NO = ("是", "否")
_FIGURE = re.compile(r"\d+(?:\.\d+|/0*[1-9]\d*)?")
NONE_FITS = "没有相符的阶次"
"""What an officer picks where no row of a table describes the case."""


@dataclass(frozen=True, slots=True)
class StandardAsk:
    """One thing a standard asks (基准所问): something to pick, or a figure where nothing is offered.

    Attributes:
        label: How it is asked; empty where its name says it.
        unit: What a figure counts in.
    """

    name: str
    choices: tuple[str, ...]
    label: str = ""
    unit: str = ""

    @property
    def figure(self) -> bool:
        """Whether a figure is asked."""
        return not self.choices

    @property
    def words(self) -> str:
        """The question in words, with the unit of a figure."""
        return f"{self.label or self.name}（{self.unit}）" if self.unit else self.label or self.name

    def measured(self, text: str) -> Measure | None:
        """Return what was picked or typed as the standard compares it; ``None`` for what cannot be used."""
        if self.choices == YES_NO:
            return {YES: True, NO: False}.get(text)
        if not self.figure:
            return text if text in self.choices else None
        return Fraction(text) if _FIGURE.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class StandardQuestion:
    """What a standard needs to know (裁量因素).

    Attributes:
        leaning: Which way the circumstances push.
        grade: Grade of the table the officer has picked by name, empty to let the rule find it.
        measures: Facts by name that tiers and cells look at (面积、株数、次数、区域…).
    """

    statutory: RangeResult
    facts: FineFacts
    leaning: Leaning = Leaning.NONE
    grade: str = ""
    measures: Mapping[str, Measure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StandardAnswer:
    """The band of a standard (基准结论).

    Attributes:
        band: Amounts the standard allows, already inside the statutory range; ``None`` if it is
            silent, and then the officer chooses and must give the reason.
        no_fine: The tier says that no fine is set (免罚).
        boundary: Two tiers both claim the figure; the milder one was taken.
    """

    band: Band | None
    tier: str
    steps: tuple[str, ...]
    no_fine: bool = False
    boundary: bool = False


class Standard(Protocol):
    """A discretion standard (裁量基准) that a bureau has switched on for an item."""

    @property
    def title(self) -> str:
        """Name as printed in documents."""

    @property
    def source(self) -> str:
        """Where it is published, with its confidence mark."""

    def asks(self, subject: Subject) -> tuple[StandardAsk, ...]:
        """Return what must be picked for one kind of subject; nothing where the rule finds it alone."""

    def answer(self, question: StandardQuestion) -> StandardAnswer:
        """Place the case in the standard."""
