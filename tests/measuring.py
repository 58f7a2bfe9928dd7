"""Measuring (测量): what a bench reports, and how it takes the time of a piece of work."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Measured:
    """One piece of work beside its goal; ``held`` says whether the goal was met in this run."""

    work: str
    goal: str
    measured: str
    held: bool

    def __str__(self) -> str:
        """The lines a bench prints."""
        verdict = "held" if self.held else "MISSED"
        return f"  {self.work}\n    goal      {self.goal}\n    measured  {self.measured}   {verdict}"


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that repeated runs of one piece of work took."""

    seconds: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.seconds)

    @property
    def slow(self) -> float:
        """What 95 of 100 runs did not pass."""
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, len(ranked) * 95 // 100)]

    def __str__(self) -> str:
        """Median and p95 in milliseconds, with the number of runs."""
        return f"{self.middle * 1e3:.2f} ms median, {self.slow * 1e3:.2f} ms p95 of {len(self.seconds)} runs"


def timed(work: Callable[[], object], runs: int) -> Timing:
    """Run a piece of work once unmeasured and then ``runs`` times by the clock."""
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return Timing(tuple(taken))
