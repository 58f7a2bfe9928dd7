"""Runner (算例核对): sends every row to its rule and gathers what does not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.domain.errors import AppError
from app.rules.discretion.examples import general, statutory, systems
from app.rules.discretion.examples.outcome import Outcome, differences
from app.rules.discretion.examples.rows import ExampleRow


@dataclass(frozen=True, slots=True)
class RowFailure:
    """A row that does not agree (不符的算例), with one Chinese sentence for each difference."""

    row: ExampleRow
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.row.id} {self.row.rule}：{'；'.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """The outcome of a file (核对结果)."""

    passed: int
    failures: tuple[RowFailure, ...]

    @property
    def summary(self) -> str:
        """The closing line, ``N passed, M failed``."""
        return f"{self.passed} passed, {len(self.failures)} failed"


_RULES: Mapping[str, Callable[[ExampleRow], Outcome]] = {
    "QUOTA-CHILD": statutory.child_labour,
    "RESP-PCT": statutory.responsible,
    "MITIGATE": statutory.mitigated,
    "COMBINE": general.several,
    "ART29": general.competing,
    "TIME-LAW": general.time_of_law,
    "TIME-BAR": general.time_bar,
    "AGE": general.age,
    "DAILY": general.daily,
    "LATE-3PCT": general.late,
    "PROC-SIMPLE": general.procedure,
    "PROC-COLLECT": general.procedure,
    "HEAR-JS": general.procedure,
    "HEAR-YJ": general.procedure,
    "ENV-WEIGHT-GD": systems.weights,
    "ENV-WEIGHT-GD-FLOOR": systems.weights,
    "ENV-WEIGHT-GD-FRACTION": systems.weights,
    "ENV-WEIGHT-MODEB": systems.span_weights,
    "ENV-RANGE-GD": systems.cells,
    "ENV-ADJUST-JM": systems.adjustment,
    "ENV-COEF-JS-OLD": systems.coefficients,
    "ENV-COEF-JS-OLD-CEIL": systems.coefficients,
    "APOLOGY-GD": systems.apology,
    "MAXONLY-GD": systems.shares,
    "PCT-30-70": systems.shares,
    "PCT-30-70-MAXONLY": systems.shares,
    "AGR180-MID": systems.shares,
    "AGR180-MAXONLY": systems.shares,
    "TIER-LILING": systems.shares,
}


def run_examples(rows: Iterable[ExampleRow]) -> ExampleReport:
    """Run rows of any file of the known form; what the engine refuses is a failure, not an end."""
    passed, failures = 0, []
    for row in rows:
        reasons = _reasons(row)
        if reasons:
            failures.append(RowFailure(row, reasons))
        else:
            passed += 1
    return ExampleReport(passed, tuple(failures))


def _reasons(row: ExampleRow) -> tuple[str, ...]:
    try:
        return tuple(differences(row, _rule(row.rule)(row)))
    except AppError as error:
        return (error.message,)


def _rule(name: str) -> Callable[[ExampleRow], Outcome]:
    if name in _RULES:
        return _RULES[name]
    return systems.tiers if name.startswith("TIER-") else statutory.by_statute
