"""Asking for one time limit by its id and named inputs (期限计算)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.rules.deadlines.engine import reckon
from app.rules.deadlines.given import Result
from app.rules.deadlines.inputs import read_given
from app.rules.deadlines.law import Law, law_here


def compute(rule_id: str, inputs: Mapping[str, Any], law: Law | None = None) -> Result:
    """Compute a rule from named inputs as ``parse_inputs`` reads them.

    Without ``law`` the law of the file in hand answers, else the published one. Raises ``AppError`` for an
    unknown rule or input, an unusable value, a missing start, or a day without a rule in force.
    """
    asked = law or law_here()
    return reckon(asked, rule_id, read_given(asked.book.any_edition(rule_id), inputs))
