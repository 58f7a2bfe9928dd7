"""Power item (权力事项): one act the bureaus may punish, as a dated entry of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


@dataclass(frozen=True, slots=True)
class PowerItem:
    """行政处罚事项 (power item): one version of one entry; never changed, only closed with a date.

    ``fine_spec`` is the machine-readable fine structure (JSON text); ``reference`` tells 参考 data
    from a published list; ``confidence`` and ``source`` travel to every screen that shows it.
    """

    id: UUID
    town: str
    code: Annotated[str, Field("事项编码", "事项")]
    department: Annotated[str, Field("赋权部门", "事项")]
    name: Annotated[str, Field("事项名称", "事项")]
    duty_article: Annotated[str, Field("违反条款", "依据")]
    penalty_law: Annotated[str, Field("处罚法律", "依据")]
    penalty_article: Annotated[str, Field("处罚条款", "依据")]
    penalty_basis: Annotated[str, Field("处罚依据", "依据")]
    kinds: Annotated[str, Field("处罚种类", "处罚")]
    subject: Annotated[str, Field("适用对象", "处罚")]
    fine_spec: str
    rectify: Annotated[str, Field("责令改正", "处罚")]
    other_measures: Annotated[str, Field("其他措施", "处罚")]
    effective_from: Annotated[date | None, Field("法律施行日期", "依据")]
    listed_from: Annotated[date, Field("列入清单日期", "事项")]
    listed_to: Annotated[date | None, Field("移出清单日期", "事项")]
    source: Annotated[str, Field("来源", "核实")]
    confidence: Annotated[str, Field("核实情况", "核实")]
    version_alert: Annotated[str, Field("版本提示", "核实")]
    notes: Annotated[str, Field("备注", "核实")]
    reference: bool = True
    profile: str = "default_apl"
    initials: str = ""

    def listed_on(self, day: date) -> bool:
        """Tell whether the entry stood in the list on a day."""
        return self.listed_from <= day and (self.listed_to is None or day <= self.listed_to)
