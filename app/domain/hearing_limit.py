"""Hearing limit (听证标准): the fine from which a party may ask for a hearing, as an office imported it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.money import Money


@dataclass(frozen=True, slots=True)
class HearingLimit:
    """听证标准 (hearing limit): one line of an imported table, dated with its source (APL 63).

    Attributes:
        department: The delegating department it holds for; empty for every one.
        person: Whether it is for citizens; otherwise for legal persons and other organisations.
        business: Whether it is for business acts; ``None`` for every act.
        above: Whether the very amount stays below the limit (超过), or reaches it (以上).
        from_city: Whether the city gave it out to every town (市级下发).
    """

    department: str
    person: bool
    amount: Money
    above: bool
    effective: date
    source: str
    business: bool | None = None
    until: date | None = None
    from_city: bool = False

    @property
    def whom(self) -> tuple[str, bool, bool | None]:
        """Whom it is for; of one kind only the latest runs."""
        return self.department, self.person, self.business
