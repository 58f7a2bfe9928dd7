"""Fine specification (罚则结构): what one article says about a fine, branch by branch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from app.domain.errors import AppError


class FineSpecError(AppError):
    """A fine specification could not be read."""

    code = "discretion.spec"
    hint = "请在事项库中核对该事项的罚则结构。"

    def __init__(self, detail: str) -> None:
        super().__init__(f"罚则结构无法识别：{detail}。")


class FineType(Enum):
    """How an article words its fine (罚款方式)."""

    FIXED = "fixed"
    QUOTA = "quota"
    QUOTA_PER_UNIT = "quota_per_unit"
    MULTIPLE = "multiple"
    PERCENT = "percent"
    PER_UNIT = "per_unit"
    UNSPECIFIED = "unspecified"
    NONE = "none"
    REFERENCE = "ref"


class Who(Enum):
    """Whom a branch strikes (处罚对象): units, persons, both, or the persons responsible."""

    ORGANISATION = "org"
    PERSON = "ind"
    ANY = "any"
    RESPONSIBLE = "resp"


class Comparison(Enum):
    """A threshold word (分档比较): 不足, 以下, 超过, 以上, 没有."""

    BELOW = "<"
    UP_TO = "<="
    ABOVE = ">"
    FROM = ">="
    EQUAL = "=="

    def holds(self, left: Fraction, right: Fraction) -> bool:
        """Tell whether ``left`` stands to ``right`` as the word says."""
        truths = {
            Comparison.BELOW: left < right,
            Comparison.UP_TO: left <= right,
            Comparison.ABOVE: left > right,
            Comparison.FROM: left >= right,
            Comparison.EQUAL: left == right,
        }
        return truths[self]


@dataclass(frozen=True, slots=True)
class Condition:
    """A threshold of a branch (分档条件): a named amount against a value in fen."""

    name: str
    comparison: Comparison
    fen: Fraction
    or_none: bool = False

    def holds(self, amount: Fraction | None) -> bool:
        """Tell whether ``amount`` in fen meets it; ``None`` means there is none or none provable."""
        if amount is None:
            return self.or_none
        return self.comparison.holds(amount, self.fen)


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of a fine (罚则分支).

    Attributes:
        minimum: Lower figure in fen, or the factor of a multiple or percentage; ``None`` if unsaid.
        maximum: Upper figure in fen, or the factor.
        base: Name of the amount that is multiplied, empty if none.
        unit: Name of the unit counted, empty if none.
        base_floor: Amount in fen below which the base is lifted to it (不足…按…计算).
        cap: Amount in fen the fine may not exceed (但不超过).
        optional: The article says 可以.
        stages: Circumstances that must all be ticked.
    """

    who: Who
    type: FineType
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    base: str = ""
    unit: str = ""
    base_floor: Fraction | None = None
    cap: Fraction | None = None
    optional: bool = False
    conditions: tuple[Condition, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FineSpec:
    """All branches of one article (罚则), with the place it is printed."""

    branches: tuple[Branch, ...]
    source: str = ""

    def stages(self) -> tuple[str, ...]:
        """Every circumstance a branch waits for, in the order of the article."""
        named = (stage for branch in self.branches for stage in branch.stages)
        return tuple(dict.fromkeys(named))

    def amounts(self) -> tuple[str, ...]:
        """Every amount a base or threshold asks for."""
        bases = [branch.base for branch in self.branches if branch.base]
        limits = [limit.name for branch in self.branches for limit in branch.conditions]
        return tuple(dict.fromkeys(bases + limits))

    def units(self) -> tuple[str, ...]:
        """Every unit that is counted."""
        return tuple(dict.fromkeys(branch.unit for branch in self.branches if branch.unit))


_FACTOR_SCALE = {FineType.MULTIPLE: Fraction(1), FineType.PERCENT: Fraction(1, 100)}


def parse_spec(text: str, source: str = "") -> FineSpec:
    """Read the JSON of a list's ``fine_spec_json`` column, or raise ``FineSpecError``.

    Figures are yuan, percentages per hundred; fractions may be written as text (``"1/3"``).
    """
    try:
        raw = json.loads(text, parse_float=Decimal)
    except ValueError:
        raise FineSpecError(text[:40]) from None
    if not isinstance(raw, list) or not raw:
        raise FineSpecError(text[:40])
    return FineSpec(tuple(read_branch(each) for each in raw), source)


def read_branch(raw: Any) -> Branch:
    """Read one branch from a mapping in the form of ``fine_spec_json``, or raise ``FineSpecError``."""
    try:
        kind = FineType(raw["type"])
        scale = _FACTOR_SCALE.get(kind, Fraction(100))
        branch = Branch(
            who=Who(raw["who"]),
            type=kind,
            minimum=_figure(raw.get("min"), scale),
            maximum=_figure(raw.get("max"), scale),
            base=raw.get("base") or "",
            unit=raw.get("unit") or "",
            base_floor=_figure(raw.get("base_floor"), Fraction(100)),
            cap=_figure(raw.get("cap"), Fraction(100)),
            optional=raw.get("may", False) is True,
            conditions=tuple(_condition(each) for each in raw.get("cond", ())),
            stages=tuple(raw.get("stage", ())),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise FineSpecError(str(error)) from error
    _check(branch)
    return branch


def _condition(raw: Any) -> Condition:
    value = Fraction(raw["value"]) * 100
    return Condition(raw["var"], Comparison(raw["op"]), value, raw.get("or_none", False) is True)


def _figure(raw: Any, scale: Fraction) -> Fraction | None:
    return None if raw is None else Fraction(raw) * scale


def _check(branch: Branch) -> None:
    silent = branch.type in {FineType.UNSPECIFIED, FineType.NONE, FineType.REFERENCE}
    if not silent and branch.maximum is None:
        raise FineSpecError("没有上限")
    if branch.type in _FACTOR_SCALE and not branch.base:
        raise FineSpecError("倍数或者百分比没有基数")
    if branch.type in {FineType.PER_UNIT, FineType.QUOTA_PER_UNIT} and not branch.unit:
        raise FineSpecError("按单位计罚没有单位")
    low, high = branch.minimum, branch.maximum
    if low is not None and high is not None and low > high:
        raise FineSpecError("下限高于上限")
