"""Weighing (裁量衡量): from the records of a case to the question that the rules on discretion answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.act import Act
from app.domain.errors import AppError
from app.domain.hearing_limit import HearingLimit
from app.domain.party import Party
from app.domain.power_item import PowerItem
from app.rules.discretion.calculator import NO_FLOOR, Discretion, DiscretionQuestion, weigh
from app.rules.discretion.facts import Subject
from app.rules.discretion.law.circumstances import Circumstance, circumstances
from app.rules.discretion.rounding import WHOLE_YUAN, Rounding
from app.rules.discretion.spec import parse_spec
from app.rules.discretion.standards.catalogue import NamedStandard
from app.rules.discretion.standards.contract import TIER, Measure
from app.rules.fine_facts import PROOF, SEVERAL, read_fine_facts, read_picks
from app.rules.gates.figures import subject_of


class UnknownCircumstanceError(AppError):
    """A circumstance was named that the law's list does not know."""

    code = "penalty.circumstance"
    hint = "请从情节清单中选择。"

    def __init__(self, code: str) -> None:
        super().__init__(f"没有“{code}”这一情节。")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the office weighs by (裁量所据): the day, its standard for the item, its rounding.

    Attributes:
        day: Day that decides which procedural thresholds apply.
        standard: The standard in force on the day of the act that the bureau picked, if any.
        reduced_floor: Share of the minimum below which the bureau does not reduce; zero by law.
    """

    day: date
    standard: NamedStandard | None = None
    rounding: Rounding = WHOLE_YUAN
    reduced_floor: Fraction = NO_FLOOR
    limits: tuple[HearingLimit, ...] = ()

    def open_asks(self, act: Act, party: Party) -> tuple[str, ...]:
        """Return what the standard asks and nobody has picked yet."""
        if self.standard is None:
            return ()
        picks = read_picks(act.fine_facts)
        asks = self.standard.standard.asks(subject_of(party))
        if any(each.figure for each in asks):
            if any(each.name == TIER and picks.get(TIER) in each.choices for each in asks):
                return ()
            asks = tuple(each for each in asks if each.name != TIER)
        return tuple(each.words for each in asks if each.measured(picks.get(each.name, "")) is None)

    def measures(self, picks: Mapping[str, str], subject: Subject) -> dict[str, Measure]:
        """Return what was picked and typed as the standard compares it."""
        if self.standard is None:
            return {}
        asks = self.standard.standard.asks(subject)
        found = ((each.name, each.measured(picks.get(each.name, ""))) for each in asks)
        return {name: measure for name, measure in found if measure is not None}


def weigh_records(
    party: Party, act: Act, item: PowerItem, found: Sequence[str], ground: Ground
) -> Discretion:
    """Weigh one act of one party; ``found`` are codes of circumstances that evidence supports.

    Raises ``AppError`` when the item's fine or the act's facts cannot be read, or a code is unknown.
    """
    picks = read_picks(act.fine_facts)
    return weigh(
        DiscretionQuestion(
            spec=parse_spec(item.fine_spec, item.penalty_basis),
            facts=read_fine_facts(act.fine_facts, subject_of(party)),
            day=ground.day,
            circumstances=tuple(circumstance(each) for each in found),
            standard=None if ground.standard is None else ground.standard.standard,
            grade=picks.get(TIER, ""),
            measures=ground.measures(picks, subject_of(party)),
            department=item.department,
            rounding=ground.rounding,
            reduced_floor=ground.reduced_floor,
            limits=ground.limits,
        )
    )


def proof_steps(act: Act, found: Sequence[str]) -> tuple[str, ...]:
    """Return for each circumstance by which pieces of evidence it is established, or that none is named."""
    named = read_picks(act.fine_facts, PROOF)
    return tuple(
        f"证据〔{circumstance(each).question.rstrip('？')}〕"
        f"{'；'.join(named.get(each, '').split(SEVERAL)) or '（未写明证据）'}"
        for each in found
    )


def circumstance(code: str) -> Circumstance:
    """Return the circumstance of a code, or raise ``UnknownCircumstanceError``."""
    for each in circumstances():
        if each.code == code:
            return each
    raise UnknownCircumstanceError(code)


def circumstances_in(derivation: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of the circumstances a kept derivation weighed, in the order of the law."""
    return tuple(
        each.code
        for each in circumstances()
        if any(line.startswith(f"{each.question.rstrip('？')}：") for line in derivation)
    )
