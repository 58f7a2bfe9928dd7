"""Fine facts (计罚事实): how an act keeps the amounts, counts and ticks its fine depends on."""

from __future__ import annotations

import json
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
