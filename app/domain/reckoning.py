"""Reckoning (计算结果): what the law's clock says of one party's decision on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class Reckoning:
    """计算结果 (reckoning): terms and amounts that papers print and nobody types.

    Attributes:
        unpaid: Fines and confiscated gains not paid yet, without late penalty.
        unpaid_fine: What of it is fine.
        payment_due: Last day to pay, of the decision or of its deferral; of the last instalment.
        late_from: First day of late penalty; empty while nothing is late.
        late_days: Late days of what is unpaid longest.
        late: Late penalty grown through the day, less what was paid of it.
        served_on: Day the decision was served.
        remedy_over: Last day to sue (ALL 46), none while the decision is not served.
        demanded_on: Day the demand letter was served.
        demand_over: Last of the ten working days after it (ACL 54).
        announced_until: Day on which an announcement published this day counts as service (CPL 95).
    """

    unpaid: Money = ZERO
    unpaid_fine: Money = ZERO
    payment_due: date | None = None
    late_from: date | None = None
    late_days: int = 0
    late: Money = ZERO
    served_on: date | None = None
    remedy_over: date | None = None
    demanded_on: date | None = None
    demand_over: date | None = None
    announced_until: date | None = None
