"""Fine facts (计罚事实): how an act keeps the amounts, counts and ticks its fine depends on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from app.domain.errors import AppError
from app.rules.discretion.facts import AmountFact, FineFacts, Subject, UnitFact


class FineFactsError(AppError):
    """The kept facts of a fine cannot be read."""

    code = "act.fine_facts"
    hint = "请在“违法行为”中重新填写计罚事实。"

    def __init__(self, text: str) -> None:
        super().__init__(f"计罚事实无法识别：{text[:40]}。")


def read_fine_facts(text: str, subject: Subject) -> FineFacts:
    """Read the facts an act keeps, for one kind of subject, or raise ``FineFactsError``.

    Amounts are fen as text, whole or a fraction (``"100/3"``); ``null`` says there is none.
    """
    try:
        raw = json.loads(text, parse_float=Decimal)
        return FineFacts(
            subject,
            tuple(
                AmountFact(each["name"], _fraction(each["fen"]), each.get("label", ""))
                for each in raw.get("amounts", ())
            ),
            tuple(
                UnitFact(each["unit"], Fraction(each["count"]), each.get("label", ""))
                for each in raw.get("units", ())
            ),
            frozenset(raw.get("stages", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError):
        raise FineFactsError(text) from None


STANDARD, PROOF = "standard", "proof"
"""What is picked in the discretion standard by what it asks; the evidence named for each circumstance."""
SEVERAL = "\n"
"""Stands between several pieces of evidence named for one circumstance."""


def read_picks(text: str, part: str = STANDARD) -> dict[str, str]:
    """Return what was picked of one part by name, or raise ``FineFactsError``."""
    try:
        found = json.loads(text, parse_float=Decimal).get(part, {})
        return {str(name): str(picked) for name, picked in found.items() if picked}
    except (ValueError, AttributeError):
        raise FineFactsError(text) from None


def with_picks(text: str, picks: Mapping[str, str], part: str = STANDARD) -> str:
    """Return kept facts with what is picked of one part, in place of any earlier picks."""
    try:
        raw: dict[str, object] = json.loads(text, parse_float=Decimal)
    except ValueError:
        raise FineFactsError(text) from None
    kept = {name: value for name, value in raw.items() if name != part}
    chosen = {name: picked for name, picked in picks.items() if picked}
    return json.dumps(kept | ({part: chosen} if chosen else {}), ensure_ascii=False)


def write_fine_facts(facts: FineFacts) -> str:
    """Return the facts as an act keeps them; the subject is the party's and is not kept."""
    plain = {
        "amounts": [
            {"name": each.name, "fen": None if each.fen is None else str(each.fen), "label": each.label}
            for each in facts.amounts
        ],
        "units": [{"unit": each.unit, "count": str(each.count), "label": each.label} for each in facts.units],
        "stages": sorted(facts.stages),
    }
    return json.dumps(plain, ensure_ascii=False)


def _fraction(raw: str | None) -> Fraction | None:
    return None if raw is None else Fraction(raw)
