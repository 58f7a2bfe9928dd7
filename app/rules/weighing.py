"""Weighing (裁量衡量): from the records of a case to the question that the rules on discretion answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.act import Act
from app.domain.errors import AppError
from app.domain.party import Party
from app.domain.power_item import PowerItem
from app.rules.discretion.calculator import Discretion, DiscretionQuestion, weigh
from app.rules.discretion.law.circumstances import Circumstance, circumstances
from app.rules.discretion.spec import parse_spec
from app.rules.fine_facts import read_fine_facts
from app.rules.gates.figures import subject_of


class UnknownCircumstanceError(AppError):
    """A circumstance was named that the law's list does not know."""

    code = "penalty.circumstance"
    hint = "请从情节清单中选择。"

    def __init__(self, code: str) -> None:
        super().__init__(f"没有“{code}”这一情节。")


def weigh_records(party: Party, act: Act, item: PowerItem, found: Sequence[str], day: date) -> Discretion:
    """Weigh one act of one party; ``found`` are codes of circumstances that evidence supports.

    Raises ``AppError`` when the item's fine or the act's facts cannot be read, or a code is unknown.
    """
    return weigh(
        DiscretionQuestion(
            spec=parse_spec(item.fine_spec, item.penalty_basis),
            facts=read_fine_facts(act.fine_facts, subject_of(party)),
            day=day,
            circumstances=tuple(circumstance(each) for each in found),
            department=item.department,
        )
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
