"""Procedure flags (程序提示): what an amount asks of the procedure, by dated thresholds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from app.domain.hearing_limit import HearingLimit
from app.domain.money import ZERO, Money
from app.rules.discretion.facts import Subject
from app.rules.discretion.library import toml
from app.rules.discretion.spec import Comparison

_ANY = "*"
_TO_CONFIRM = "to-confirm"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One procedural threshold (程序标准) with its days in force and its source."""

    kind: str
    title: str
    subject: str
    business: bool | None
    fields: tuple[str, ...]
    comparison: Comparison
    limit: Money
    effective: date | None
    until: date | None
    source: str
    confidence: str

    def in_force(self, day: date) -> bool:
        """Tell whether the threshold holds on a day; an unknown first day counts as long past."""
        begun = self.effective is None or self.effective <= day
        return begun and (self.until is None or day <= self.until)

    @property
    def of_ministry(self) -> bool:
        """The threshold holds for some departments only (部门规章)."""
        return _ANY not in self.fields

    def meets(self, amount: Money) -> bool:
        """Tell whether an amount stands to the limit as the rule says."""
        return self.comparison.holds(Fraction(amount.fen), Fraction(self.limit.fen))


@dataclass(frozen=True, slots=True)
class ProcedureQuestion:
    """What decides the procedure (程序事实).

    Attributes:
        fine: The amount, or the sum of several acts.
        department: The delegating department, for the thresholds of its ministry.
        business: The act was a business act; ``None`` if not known, and then the lower limit counts.
        reduced: The fine lies below the statutory minimum.
        minimum: The statutory minimum, zero if none.
    """

    fine: Money
    subject: Subject
    day: date
    department: str = ""
    business: bool | None = None
    reduced: bool = False
    minimum: Money = ZERO


@dataclass(frozen=True, slots=True)
class ProcedureFlags:
    """What the amount asks for (程序提示); ``hearing_bases`` names each rule that gives the hearing."""

    simple: bool
    on_spot_collection: bool
    hearing: bool
    legal_review: bool
    collective_discussion: bool
    hearing_bases: tuple[Threshold, ...]
    steps: tuple[str, ...]


@cache
def thresholds() -> tuple[Threshold, ...]:
    """Every shipped threshold, past and present."""
    return tuple(_threshold(each) for each in toml("procedure.toml")["threshold"])


def rules_with(limits: Iterable[HearingLimit]) -> tuple[Threshold, ...]:
    """Return the shipped thresholds with those an office imported or the city gave out.

    Where there are such for a department, the shipped ones still to be confirmed stand back.
    """
    own = tuple(_own(each) for each in limits)
    if not own:
        return thresholds()
    return (*(each for each in thresholds() if not _stands_back(each, own)), *own)


def _stands_back(shipped: Threshold, own: tuple[Threshold, ...]) -> bool:
    doubtful = shipped.kind == "hearing" and shipped.confidence == _TO_CONFIRM
    return doubtful and any(each.fields in ((_ANY,), shipped.fields) for each in own)


def _own(limit: HearingLimit) -> Threshold:
    return Threshold(
        kind="hearing",
        title="市级下发的听证标准" if limit.from_city else "本单位导入的听证标准",
        subject="ind" if limit.person else "org",
        business=limit.business,
        fields=(limit.department,) if limit.department else (_ANY,),
        comparison=Comparison.ABOVE if limit.above else Comparison.FROM,
        limit=limit.amount,
        effective=limit.effective,
        until=limit.until,
        source=limit.source,
        confidence="imported",
    )


def procedure_flags(
    question: ProcedureQuestion, rules: tuple[Threshold, ...] | None = None
) -> ProcedureFlags:
    """Compare an amount with the thresholds of the day; ``rules`` defaults to the shipped ones."""
    current = [rule for rule in (thresholds() if rules is None else rules) if _applies(rule, question)]
    simple = [rule for rule in current if rule.kind == "simple"]
    collect = [rule for rule in current if rule.kind == "collect"]
    hearings = tuple(rule for rule in current if rule.kind == "hearing" and rule.meets(question.fine))
    hearing = bool(hearings)
    may_simple = any(rule.meets(question.fine) and rule.meets(question.minimum) for rule in simple)
    flags = ProcedureFlags(
        simple=may_simple and not question.reduced,
        on_spot_collection=any(rule.meets(question.fine) for rule in collect),
        hearing=hearing,
        legal_review=hearing,
        collective_discussion=hearing or question.reduced,
        hearing_bases=hearings,
        steps=(),
    )
    return _worded(flags, question)


def _applies(rule: Threshold, question: ProcedureQuestion) -> bool:
    subject = Subject.ORGANISATION if question.subject is Subject.ORGANISATION else Subject.PERSON
    right_field = _ANY in rule.fields or question.department.startswith(rule.fields)
    right_business = None in (rule.business, question.business) or (rule.business is question.business)
    return (
        rule.in_force(question.day)
        and right_field
        and right_business
        and rule.subject in (_ANY, subject.value)
    )


def _worded(flags: ProcedureFlags, question: ProcedureQuestion) -> ProcedureFlags:
    steps = ["可以适用简易程序（事实须清楚）" if flags.simple else "不适用简易程序，按普通程序办理"]
    if flags.on_spot_collection:
        steps.append("数额在当场收缴限额以内")
    if flags.hearing_bases:
        named = dict.fromkeys(f"{rule.title}，{rule.source.split(' ')[0]}" for rule in flags.hearing_bases)
        steps.append(f"应当告知听证权利（{'；'.join(named)}）")
    if flags.legal_review:
        steps.append("经过听证的，决定前须法制审核（《行政处罚法》第五十八条）")
    if question.reduced:
        steps.append("减轻处罚须说明理由并集体讨论（《行政处罚法》第五十七条）")
    elif flags.collective_discussion:
        steps.append("属于较大数额，须集体讨论（《行政处罚法》第五十七条）")
    return ProcedureFlags(
        flags.simple,
        flags.on_spot_collection,
        flags.hearing,
        flags.legal_review,
        flags.collective_discussion,
        flags.hearing_bases,
        tuple(steps),
    )


def _threshold(raw: dict[str, Any]) -> Threshold:
    return Threshold(
        kind=raw["kind"],
        title=raw.get("title", raw["source"]),
        subject=raw["subject"],
        business=raw.get("business"),
        fields=tuple(raw.get("field", [_ANY])),
        comparison=Comparison(raw["comparison"]),
        limit=Money.yuan(raw["yuan"]),
        effective=raw.get("effective"),
        until=raw.get("until"),
        source=raw["source"],
        confidence=raw["confidence"],
    )
