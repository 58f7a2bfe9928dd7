"""Payment (缴款): money paid on a decision, with its official receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field
from app.domain.money import Money


class PaymentWay(StrEnum):
    """Ways to pay (缴款方式, APL 67–70)."""

    BANK = "bank"
    ELECTRONIC = "electronic"
    ON_THE_SPOT = "on_the_spot"
    ENFORCED = "enforced"


PAYMENT_WORDS = {
    PaymentWay.BANK: "银行缴款",
    PaymentWay.ELECTRONIC: "电子支付",
    PaymentWay.ON_THE_SPOT: "当场收缴",
    PaymentWay.ENFORCED: "强制执行",
}


@dataclass(frozen=True, slots=True)
class Payment:
    """缴款 (payment): fines go to the bank; officers collect only in the cases of APL 68–69."""

    id: UUID
    town: str
    case_id: UUID
    party_id: UUID
    document_id: UUID
    amount: Annotated[Money, Field("金额", "缴款", required=True)]
    paid_on: Annotated[date, Field("缴款日期", "缴款", required=True)]
    way: Annotated[PaymentWay, Field("缴款方式", "缴款", required=True)]
    receipt_no: Annotated[
        str, Field("票据号码", "缴款", required=True, help="财政部门统一制发的专用票据")
    ] = ""
    of_which_late: Annotated[Money | None, Field("其中加处罚款", "缴款")] = None
    on_spot_ground: Annotated[str, Field("当场收缴理由", "缴款", help="行政处罚法第六十八、六十九条")] = ""
    handed_in_on: Annotated[date | None, Field("交至机关日期", "缴款")] = None
    banked_on: Annotated[date | None, Field("缴付银行日期", "缴款")] = None
