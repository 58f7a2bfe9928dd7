"""Statutory range (法定幅度): least and most the article allows for the facts at hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil, floor

from app.domain.money import Money
from app.rules.discretion.facts import FineFacts
from app.rules.discretion.selection import Outcome, Selection, select
from app.rules.discretion.spec import Branch, FineSpec, FineType
from app.rules.discretion.wording import number, yuan


class Answer(Enum):
    """What the engine answers (幅度结论): a range, one of three refusals, or a question back."""

    RANGE = "RANGE"
    NEEDS_LOCAL_RULE = "NEEDS_LOCAL_RULE"
    NO_FINE = "NO_FINE"
    AMBIGUOUS = "AMBIGUOUS"
    NEEDS_FACTS = "NEEDS_FACTS"


@dataclass(frozen=True, slots=True)
class RangeResult:
    """A statutory range (法定幅度) with its derivation.

    Attributes:
        minimum: Least fine in whole fen, rounded up; zero where the article names no minimum.
        maximum: Most fine in whole fen, rounded down; both ``None`` unless ``answer`` is RANGE.
        exact: The two ends before rounding, in fen.
        uncapped: The two ends before rounding and before 但不超过; standards split these.
        has_minimum: The article names a minimum above zero (so 减轻 has room).
        optional: The article says 可以.
        missing: Names of amounts, units or circumstances still to be established.
        candidates: Branches among which a person must choose.
    """

    answer: Answer
    steps: tuple[str, ...]
    source: str = ""
    minimum: Money | None = None
    maximum: Money | None = None
    exact: tuple[Fraction, Fraction] | None = None
    uncapped: tuple[Fraction, Fraction] | None = None
    has_minimum: bool = False
    optional: bool = False
    branch: Branch | None = None
    missing: tuple[str, ...] = ()
    candidates: tuple[Branch, ...] = ()

    @property
    def fixed(self) -> bool:
        """The law leaves no discretion: both ends are one amount."""
        return self.minimum is not None and self.minimum == self.maximum


_OUTCOMES = {
    Outcome.NO_FINE: Answer.NO_FINE,
    Outcome.AMBIGUOUS: Answer.AMBIGUOUS,
    Outcome.MISSING: Answer.NEEDS_FACTS,
}


def statutory_range(spec: FineSpec, facts: FineFacts, referred: FineSpec | None = None) -> RangeResult:
    """Compute the range an article allows.

    Args:
        spec: The article.
        facts: Subject, amounts, counts and ticked circumstances.
        referred: The article a 转致 branch points to, if the list has set one.
    """
    chosen = select(spec, facts)
    branch = chosen.branch
    if chosen.outcome is not Outcome.FOUND or branch is None:
        return _refusal(chosen, spec.source)
    if branch.type is FineType.REFERENCE:
        return _referred(referred, facts, spec.source)
    if branch.type is FineType.UNSPECIFIED:
        text = "本条只规定可以罚款，没有规定数额，须先配置地方规定"
        return RangeResult(Answer.NEEDS_LOCAL_RULE, (chosen.reason, text), spec.source)
    return _figured(chosen.reason, branch, facts, spec.source)


def range_between(low: Fraction | None, high: Fraction, source: str = "") -> RangeResult:
    """Make a range of two ends in fen that are known already; ``None`` is 只有上限."""
    start = Fraction(0) if low is None else low
    inner = _inward(start, high)
    text = f"法定幅度：{yuan(inner[0])}至{yuan(inner[1])}"
    return RangeResult(
        Answer.RANGE,
        (text,),
        source,
        minimum=inner[0],
        maximum=inner[1],
        exact=(start, high),
        uncapped=(start, high),
        has_minimum=start > 0,
    )


def _refusal(chosen: Selection, source: str) -> RangeResult:
    return RangeResult(
        _OUTCOMES[chosen.outcome],
        (chosen.reason,),
        source,
        branch=chosen.branch,
        missing=chosen.missing,
        candidates=chosen.candidates,
    )


def _referred(referred: FineSpec | None, facts: FineFacts, source: str) -> RangeResult:
    if referred is None:
        text = "本条转致其他法律处罚，须先在事项库中指定所转致的条款"
        return RangeResult(Answer.NEEDS_LOCAL_RULE, (text,), source)
    return statutory_range(referred, facts)


@dataclass(frozen=True, slots=True)
class _Quantity:
    value: Fraction
    text: str


def _figured(reason: str, branch: Branch, facts: FineFacts, source: str) -> RangeResult:
    quantity = _quantity(branch, facts)
    if quantity is None:
        return _without_quantity(branch, facts, source)
    start = Fraction(0) if branch.minimum is None else branch.minimum
    end = start if branch.maximum is None else branch.maximum
    whole = start * quantity.value, end * quantity.value
    low, high = _capped(whole[0], branch), _capped(whole[1], branch)
    inner = _inward(low, high)
    steps = [reason]
    if quantity.text:
        steps.append(quantity.text)
    steps += _end_steps(branch, (low, high), inner)
    return RangeResult(
        Answer.RANGE,
        tuple(steps),
        source,
        minimum=inner[0],
        maximum=inner[1],
        exact=(low, high),
        uncapped=whole,
        has_minimum=low > 0,
        optional=branch.optional,
        branch=branch,
    )


def _quantity(branch: Branch, facts: FineFacts) -> _Quantity | None:
    if branch.base:
        return _base(branch, facts)
    if branch.unit:
        count = facts.count(branch.unit)
        if count is None:
            return None
        return _Quantity(count, f"计罚数量：{number(count)}{branch.unit}")
    return _Quantity(Fraction(1), "")


def _base(branch: Branch, facts: FineFacts) -> _Quantity | None:
    if not facts.knows_amount(branch.base):
        return None
    amount, floor_fen = facts.amount(branch.base), branch.base_floor
    if floor_fen is not None and (amount is None or amount < floor_fen):
        stated = "没有或者无法计算" if amount is None else yuan(amount)
        text = f"{branch.base}：{stated}，不足{yuan(floor_fen)}，按{yuan(floor_fen)}计算"
        return _Quantity(floor_fen, text)
    if amount is None:
        return None
    lines = facts.lines(branch.base)
    parts = "＋".join(f"{line.label}{yuan(line.fen)}" for line in lines if line.fen is not None)
    detail = f"（{parts}）" if len(lines) > 1 else ""
    return _Quantity(amount, f"{branch.base}：{yuan(amount)}{detail}")


def _without_quantity(branch: Branch, facts: FineFacts, source: str) -> RangeResult:
    name = branch.base or branch.unit
    if branch.base and facts.knows_amount(branch.base):
        text = f"{name}没有或者无法计算，本条没有规定此时如何计罚，须人工选择"
        return RangeResult(Answer.AMBIGUOUS, (text,), source, branch=branch, candidates=(branch,))
    return RangeResult(Answer.NEEDS_FACTS, (f"须先查明：{name}",), source, branch=branch, missing=(name,))


def _capped(fen: Fraction, branch: Branch) -> Fraction:
    return fen if branch.cap is None else min(fen, branch.cap)


def _inward(low: Fraction, high: Fraction) -> tuple[Money, Money]:
    """Round the lower end up and the upper end down, so that no fen lies outside the law.

    A span without a whole fen in it (a quota of a fraction) is cut to the fen below.
    """
    inside = ceil(low), floor(high)
    if inside[0] > inside[1]:
        return Money(floor(high)), Money(floor(high))
    return Money(inside[0]), Money(inside[1])


def _end_steps(branch: Branch, exact: tuple[Fraction, Fraction], inner: tuple[Money, Money]) -> list[str]:
    if inner[0] == inner[1]:
        return [f"定额：{yuan(inner[0])}，没有裁量空间{_cap_note(branch)}"]
    low = "没有下限" if branch.minimum is None else f"下限{yuan(inner[0])}"
    steps = [f"法定幅度：{low}，上限{yuan(inner[1])}{_cap_note(branch)}"]
    if any(end.denominator != 1 for end in exact):
        steps.append(f"精确值为{yuan(exact[0])}至{yuan(exact[1])}，下限进位到分、上限舍去不足一分")
    return steps


def _cap_note(branch: Branch) -> str:
    return "" if branch.cap is None else f"（最高不超过{yuan(branch.cap)}）"
