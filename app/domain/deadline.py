"""Deadline (期限): one running limit of a case or an inspection, as the local table keeps it; derived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

PUBLICITY = "D46"
"""The rule of the one limit that hangs on an inspection task instead of a case."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """期限 (deadline): what lists show of a time limit; its why is computed again when asked.

    Attributes:
        case_id: The case, or the inspection task where ``inspects``.
        subject: What within the case it concerns (a party, an act, a payment); empty for the case. Of an
            inspection the name of what was inspected.
        legal_due: Last (or first) allowed day by the law; a moment in Beijing for terms in hours, as text.
        safe_due: The day to aim at; never after the legal one.
        holder: Whose time runs: ``organ``, ``party``, ``court``, ``police`` or ``other``.
        severity: ``loss``, ``duty``, ``wait`` or ``note``.
        provisional: Whether it reaches into a year whose holidays are not published yet.
        law: Version of rules, calendar and settings it was computed by; ``calendar`` that of the calendar.
        inputs: Hash of everything in the case and the law that it depends on.
    """

    case_id: UUID
    town: str
    rule: str
    subject: str
    name: str
    legal_due: str
    safe_due: date
    holder: str
    severity: str
    article: str
    provisional: bool
    law: str
    inputs: str = ""
    calendar: str = ""

    @property
    def inspects(self) -> bool:
        """Whether it hangs on an inspection task."""
        return self.rule == PUBLICITY

    @property
    def ours(self) -> bool:
        """Whether the office itself must act by the day, so that it is counted and warned of."""
        return self.holder == "organ" and self.severity in ("loss", "duty")
