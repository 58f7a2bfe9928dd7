"""Routes (演示路线): the ways the cases of the town go, as far as the installed forms carry them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.domain.case import CaseStatus
from app.rules.flow import step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from app.rules.flow import Transition

HEARING_FORM = "hearing_right_notice"
SEIZURE_FORMS = ("seizure_decision", "measure_scene_record", "property_list")


@dataclass(frozen=True, slots=True)
class Route:
    """One way a case goes (演示路线).

    Attributes:
        share: How many of a hundred cases, in proportion to the other ways.
        weight: What is imposed: small, hearing, warning, spot or none.
        says: What the party does after the notice.
        matters: Step → matter of the approval form.
        verdicts: Step → what the organ head says instead of agreeing.
        seizes: Whether goods are seized at the end of the way.
    """

    name: str
    share: int
    weight: str
    steps: tuple[str, ...]
    says: str = "silent"
    simple: bool = False
    collects: bool = False
    complex: bool = False
    seizes: bool = False
    matters: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)

    def transitions(self) -> Iterator[Transition]:
        """Return the steps in order, each found from the status the one before led to."""
        status = CaseStatus.SP_DRAFT if self.simple else CaseStatus.CLUE
        for code in self.steps:
            found = step(status, code)
            yield found
            status = found.target

    def goal(self) -> CaseStatus:
        """Return the status the way ends in."""
        ends = [each.target for each in self.transitions()]
        return ends[-1] if ends else (CaseStatus.SP_DRAFT if self.simple else CaseStatus.CLUE)

    def carried_by(self, installed: Collection[str]) -> bool:
        """Tell whether every paper the way needs has an installed form."""
        if self.weight == "hearing" and HEARING_FORM not in installed:
            return False
        if self.seizes and not set(SEIZURE_FORMS) <= set(installed):
            return False
        needs = (need for each in self.transitions() for need in each.needs)
        return all(any(slug in installed for slug in need.slugs) for need in needs)


@cache
def routes() -> tuple[Route, ...]:
    """Return every way of resources/demo/routes.toml."""
    return tuple(_route(each) for each in _data()["route"])


@cache
def pace() -> Mapping[str, tuple[int, int]]:
    """Return the working days before a step, from and to."""
    return {code: (first, last) for code, (first, last) in _data()["pace"].items()}


def lingers(goal: CaseStatus) -> int:
    """Return for how many working days at most a case has stood where its way ends."""
    found: dict[str, int] = _data()["lingers"]
    return found.get(goal.value, found["other"])


@cache
def papers_before() -> Mapping[str, tuple[str, ...]]:
    """Return the papers made before a step besides those it asks for."""
    return {code: tuple(slugs) for code, slugs in _data()["papers"].items()}


def spread(ways: Sequence[Route], cases: int) -> tuple[Route, ...]:
    """Return one way for each case: every way at least once where there are enough cases."""
    ranked = sorted(ways, key=lambda each: -each.share)
    if cases <= len(ranked):
        return tuple(ranked[:cases])
    whole, rest = sum(each.share for each in ways), cases - len(ranked)
    counts = {each.name: 1 + each.share * rest // whole for each in ranked}
    byrest = sorted(ranked, key=lambda each: -(each.share * rest % whole))
    for each in byrest[: cases - sum(counts.values())]:
        counts[each.name] += 1
    return tuple(each for each in ranked for _ in range(counts[each.name]))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("resources").joinpath("demo", "routes.toml").read_text("utf-8"))


def _route(raw: dict[str, Any]) -> Route:
    return Route(**(raw | {"steps": tuple(raw["steps"])}))
