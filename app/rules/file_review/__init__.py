"""File review (案卷评查): scores a case file by rules that are data; each lost point has reason and place."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import import_module
from importlib.resources import files
from inspect import isfunction, signature
from pkgutil import iter_modules
from typing import Any, TypeAlias

from app.domain.case import Procedure
from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.errors import AppError
from app.rules.gates.refusal import Place

HUNDRED = 100
_PARAMETERS = ["file", "today"]
_ON_SPOT = "on_spot_decision"


@dataclass(frozen=True, slots=True)
class Lost:
    """One reason to lose points (扣分点): a Chinese sentence with the remedy, and what to open."""

    message: str
    place: Place


Check: TypeAlias = Callable[[CaseFile, date], Iterable[Lost]]
"""Looks at a case file on a day and names what loses points."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One scoring rule (评分细则).

    Attributes:
        points: What it is worth; ``each`` is lost for one finding, all of them together at most ``points``.
        since: From when on it counts: ``always``, ``filed``, ``decided`` or ``closed``.
        procedures: In which procedures it counts.
        source: What the duty rests on; ``confidence`` says how sure that is.
    """

    code: str
    check: str
    title: str
    group: str
    points: int
    each: int
    since: str
    procedures: frozenset[Procedure]
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One rule as it came out (得分项): its worth, what is lost of it and why."""

    rule: Rule
    points: int
    lost: int
    findings: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """评查结果 (review): the rules that count for the file now, in their order."""

    lines: tuple[Scored, ...]

    @property
    def full(self) -> int:
        """What the rules that count are worth together."""
        return sum(each.points for each in self.lines)

    @property
    def kept(self) -> int:
        """What the file keeps of it."""
        return self.full - sum(each.lost for each in self.lines)

    @property
    def score(self) -> Fraction:
        """What is kept, out of a hundred, exactly; a hundred while no rule counts."""
        return Fraction(self.kept * HUNDRED, self.full) if self.full else Fraction(HUNDRED)

    @property
    def losing(self) -> tuple[Scored, ...]:
        """The rules that lose points, the dearest first."""
        return tuple(sorted((each for each in self.lines if each.lost), key=lambda each: -each.lost))


class WrongWeightError(AppError):
    """A weight of a rule cannot be used."""

    code = "review.weight"
    hint = f"请填写0至{HUNDRED}的整数；0表示不评该项。"

    def __init__(self, rule: Rule) -> None:
        super().__init__(f"“{rule.title}”的分值不是可用的分数。")


@cache
def review_data() -> Mapping[str, Any]:
    """Return the scoring as the data has it."""
    return tomllib.loads(files("resources").joinpath("review", "rules.toml").read_text("utf-8"))


@cache
def rules() -> tuple[Rule, ...]:
    """Return every scoring rule, in the order of the data."""
    return tuple(_rule(each) for each in review_data()["rule"])


@cache
def checks() -> Mapping[str, Check]:
    """Return every check by name: the public functions of a check's shape in the modules beside this one."""
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
    return {
        name: found
        for module in modules
        for name, found in vars(module).items()
        if isfunction(found)
        and found.__module__ == module.__name__
        and not name.startswith("_")
        and list(signature(found).parameters) == _PARAMETERS
    }


def review(file: CaseFile, today: date, weights: Mapping[str, int] | None = None) -> Review:
    """Score a file by the rules that count for it; ``weights`` are an office's own points by rule.

    Raises:
        WrongWeightError: A weight is no number of points.
    """
    own = weights or {}
    counting = (each for each in rules() if _counts(each, file))
    return Review(
        tuple(
            _scored(each, weight, tuple(checks()[each.check](file, today)))
            for each in counting
            if (weight := weight_of(each, own)) > 0
        )
    )


def weight_of(rule: Rule, weights: Mapping[str, Any]) -> int:
    """Return what a rule is worth with an office's own points, or raise ``WrongWeightError``."""
    points = weights.get(rule.code, rule.points)
    if isinstance(points, bool) or not isinstance(points, int) or not 0 <= points <= HUNDRED:
        raise WrongWeightError(rule)
    return points


def about_paper(found: Review, document: Document) -> tuple[tuple[Scored, Lost], ...]:
    """Return the findings of a review that one paper can put right, with the rules they cost."""
    names = (document.slug, str(document.id))
    return tuple(
        (line, each)
        for line in found.losing
        for each in line.findings
        if each.place.kind == "document" and each.place.key in names
    )


def _scored(rule: Rule, weight: int, findings: tuple[Lost, ...]) -> Scored:
    """An office that changes what a rule is worth changes what a finding costs, never to nothing."""
    each = max(1, rule.each * weight // rule.points)
    return Scored(rule, weight, min(weight, each * len(findings)), findings)


def _counts(rule: Rule, file: CaseFile) -> bool:
    case = file.case
    reached = {
        "always": True,
        "filed": case.filed_on is not None or case.procedure is Procedure.SIMPLE,
        "decided": case.decided_on is not None or bool(file.standing(_ON_SPOT)),
        "closed": case.closed_on is not None,
    }
    return case.procedure in rule.procedures and reached[rule.since]


def _rule(raw: Mapping[str, Any]) -> Rule:
    named = raw.get("procedures", [each.value for each in Procedure])
    return Rule(
        code=raw["code"],
        check=raw["check"],
        title=raw["title"],
        group=raw["group"],
        points=raw["points"],
        each=raw.get("each", raw["points"]),
        since=raw.get("since", "always"),
        procedures=frozenset(Procedure(each) for each in named),
        source=raw["source"],
        confidence=raw["confidence"],
    )
