"""Fine facts (计罚事实): what the article of an item asks to be counted, as fields of a form and back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.domain.errors import AppError
from app.domain.field import Declared, Field, Kind
from app.domain.money import Money
from app.rules.discretion.facts import AmountFact, FineFacts, Subject, UnitFact
from app.rules.discretion.spec import parse_spec
from app.rules.discretion.wording import number
from app.rules.fine_facts import PROOF, STANDARD, read_fine_facts, read_picks, with_picks, write_fine_facts
from ui.forms.form import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.act import Act
    from app.domain.power_item import PowerItem
    from app.rules.discretion.spec import FineSpec

AMOUNT, ABSENT, UNIT, STAGE = "amount", "absent", "unit", "stage"
_BY_PLACE = Subject.PERSON
"""The subject is the party's and is not kept with an act; any will do for reading."""


class CountTextError(AppError):
    """A typed count is no number."""

    code = "act.count"
    hint = "可填整数、小数或分数，如 12.5 或 1/3。"

    def __init__(self, label: str) -> None:
        super().__init__(f"“{label}”不是数量。")


@dataclass(frozen=True, slots=True)
class FineAsked(Asked):
    """A form of the lines an article asks for (计罚事实表)."""

    lines: tuple[Declared, ...] = ()

    @property
    def declared(self) -> tuple[Declared, ...]:
        """The lines."""
        return self.lines


def fine_spec(item: PowerItem) -> FineSpec:
    """Return what the article of an item says about a fine, or raise ``FineSpecError``."""
    return parse_spec(item.fine_spec, item.penalty_basis)


def fine_asked(act: Act, item: PowerItem) -> FineAsked | None:
    """Return the form of an act's fine facts; ``None`` when its article counts nothing."""
    spec = fine_spec(item)
    lines = (*_amounts(spec), *_units(spec), *_stages(spec))
    if not lines:
        return None
    return FineAsked(type(act), (), f"act/{act.id}/fine", _start(act, spec), lines)


def fine_facts(item: PowerItem, values: Mapping[str, Any]) -> str:
    """Return the text an act keeps of the values of its form, or raise ``CountTextError``."""
    spec = fine_spec(item)
    amounts = [
        AmountFact(name, _fen(values.get(f"{AMOUNT}{n}")))
        for n, name in enumerate(spec.amounts())
        if values.get(f"{AMOUNT}{n}") is not None or values.get(f"{ABSENT}{n}")
    ]
    units = [
        UnitFact(unit, _count(unit, text))
        for n, unit in enumerate(spec.units())
        if (text := str(values.get(f"{UNIT}{n}") or "").strip())
    ]
    stages = {stage for n, stage in enumerate(spec.stages()) if values.get(f"{STAGE}{n}")}
    return write_fine_facts(FineFacts(_BY_PLACE, tuple(amounts), tuple(units), frozenset(stages)))


def refilled(act: Act, item: PowerItem, values: Mapping[str, Any]) -> str:
    """Return the facts as typed, with what was picked in a standard and named as evidence before."""
    text = fine_facts(item, values)
    for part in (STANDARD, PROOF):
        text = with_picks(text, read_picks(act.fine_facts, part), part)
    return text


def told_fine_facts(act: Act, item: PowerItem | None) -> str:
    """Return in words what an act keeps of what its article asks for."""
    if item is None:
        return ""
    spec = fine_spec(item)
    asked = (*spec.amounts(), *spec.units(), *spec.stages())
    if not asked:
        return "本条不需要"
    kept = read_fine_facts(act.fine_facts, _BY_PLACE)
    words = [f"{each.name}{_yuan(each)}" for each in kept.amounts]
    words += [f"{number(each.count)}{each.unit}" for each in kept.units]
    words += sorted(kept.stages)
    return "、".join(words) or "未填写"


def _amounts(spec: FineSpec) -> list[Declared]:
    found = []
    for n, name in enumerate(spec.amounts()):
        found.append(_line(f"{AMOUNT}{n}", name, Kind.MONEY, "金额", Money))
        found.append(_line(f"{ABSENT}{n}", f"没有或者无法计算{name}", Kind.TICK, "金额", bool))
    return found


def _units(spec: FineSpec) -> list[Declared]:
    return [
        _line(f"{UNIT}{n}", f"数量（{unit}）", Kind.TEXT, "数量", str) for n, unit in enumerate(spec.units())
    ]


def _stages(spec: FineSpec) -> list[Declared]:
    return [_line(f"{STAGE}{n}", stage, Kind.TICK, "情形", bool) for n, stage in enumerate(spec.stages())]


def _line(name: str, label: str, kind: Kind, group: str, plain: type) -> Declared:
    return Declared(name, Field(label, group, kind=kind), plain, kind is Kind.MONEY)


def _start(act: Act, spec: FineSpec) -> dict[str, Any]:
    kept = read_fine_facts(act.fine_facts, _BY_PLACE)
    start: dict[str, Any] = {}
    for n, name in enumerate(spec.amounts()):
        fen = kept.amount(name)
        if fen is not None and fen.denominator == 1:
            start[f"{AMOUNT}{n}"] = Money(fen.numerator)
        start[f"{ABSENT}{n}"] = kept.knows_amount(name) and fen is None
    for n, unit in enumerate(spec.units()):
        count = kept.count(unit)
        start[f"{UNIT}{n}"] = "" if count is None else number(count)
    for n, stage in enumerate(spec.stages()):
        start[f"{STAGE}{n}"] = stage in kept.stages
    return start


def _fen(amount: Money | None) -> Fraction | None:
    return None if amount is None else Fraction(amount.fen)


def _count(unit: str, text: str) -> Fraction:
    try:
        count = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise CountTextError(f"数量（{unit}）") from None
    if count < 0:
        raise CountTextError(f"数量（{unit}）")
    return count


def _yuan(fact: AmountFact) -> str:
    if fact.fen is None:
        return "没有或者无法计算"
    return str(Money(fact.fen.numerator)) if fact.fen.denominator == 1 else f"{number(fact.fen / 100)}元"
