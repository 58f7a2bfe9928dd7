"""Penalty subject (处罚主体): in whose name decisions of a town are signed, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind


@dataclass(frozen=True, slots=True)
class PenaltySubject:
    """处罚主体 (penalty subject): organ, head, remedies and bank printed on decisions (APL 24, 59; FCS 7).

    ``department`` limits it to the items of one delegating department; empty means every item.
    """

    id: UUID
    town: str
    name: Annotated[str, Field("机关名称", "处罚主体", required=True, help="决定书落款与印章的名称")]
    valid_from: Annotated[date, Field("启用日期", "处罚主体", required=True)]
    valid_to: Annotated[date | None, Field("停用日期", "处罚主体")] = None
    department: Annotated[str, Field("适用领域", "处罚主体", help="空白表示全部领域")] = ""
    head_name: Annotated[str, Field("负责人姓名", "处罚主体")] = ""
    head_title: Annotated[str, Field("负责人职务", "处罚主体")] = ""
    address: Annotated[str, Field("机关地址", "处罚主体")] = ""
    telephone: Annotated[str, Field("机关电话", "处罚主体")] = ""
    bank_name: Annotated[str, Field("代收银行名称", "缴款")] = ""
    bank_address: Annotated[str, Field("代收银行地址", "缴款")] = ""
    bank_account: Annotated[str, Field("代收账号", "缴款")] = ""
    payee: Annotated[str, Field("收款户名", "缴款")] = ""
    reconsideration_organ: Annotated[str, Field("行政复议机关", "救济", required=True)] = "江阴市人民政府"
    court: Annotated[str, Field("行政诉讼管辖法院", "救济", help="跨区域管辖以当地规定为准，待确认")] = ""
    statement_days: Annotated[
        int, Field("陈述申辩期限（工作日）", "期限", help="法律未定天数，本单位设定")
    ] = 5
    mark: Annotated[str, Field("核实情况", "处罚主体", kind=Kind.TEXT)] = ""

    def covers(self, department: str, day: date) -> bool:
        """Tell whether decisions on a department's items of a day are signed by this organ."""
        in_time = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return in_time and self.department in ("", department)
