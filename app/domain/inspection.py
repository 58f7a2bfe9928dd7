"""Random inspection (双随机抽查): what may be checked, whom, by which plan, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind


class Risk(StrEnum):
    """Class of risk or credit an object is drawn in (风险等级); local names, to confirm."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
    SERIOUS = "serious"


RISK_WORDS = {Risk.LOW: "低风险", Risk.MIDDLE: "一般风险", Risk.HIGH: "较高风险", Risk.SERIOUS: "严重失信"}


class DrawnFrom(StrEnum):
    """What a plan draws (抽取对象): objects with officers, case files for review, or officers alone."""

    OBJECTS = "objects"
    FILES = "files"
    OFFICERS = "officers"


DRAWN_WORDS = {
    DrawnFrom.OBJECTS: "检查对象和执法人员",
    DrawnFrom.FILES: "案卷（案卷评查）",
    DrawnFrom.OFFICERS: "执法人员（执法检查）",
}


class DrawState(StrEnum):
    """How far a draw is (抽取状态)."""

    FROZEN = "frozen"
    DRAWN = "drawn"
    VOID = "void"


DRAW_WORDS = {DrawState.FROZEN: "名录已冻结，待抽取", DrawState.DRAWN: "已抽取", DrawState.VOID: "已作废"}


class Finding(StrEnum):
    """Result of one inspection (抽查结果; institutions §3)."""

    PENDING = "pending"
    NO_PROBLEM = "no_problem"
    PROBLEM = "problem"
    NOT_FOUND = "not_found"
    CLOSED_DOWN = "closed_down"
    REFUSED = "refused"


FINDING_WORDS = {
    Finding.PENDING: "待检查",
    Finding.NO_PROBLEM: "未发现问题",
    Finding.PROBLEM: "发现问题",
    Finding.NOT_FOUND: "通过登记的住所无法联系",
    Finding.CLOSED_DOWN: "已停业或注销",
    Finding.REFUSED: "不配合检查",
}


@dataclass(frozen=True, slots=True)
class InspectionMatter:
    """抽查事项 (inspection matter): one line of the list of what may be checked at random.

    Attributes:
        cap: Inspections of one object a year at most (国办发〔2024〕54号); 0 for no cap.
    """

    id: UUID
    town: str
    name: Annotated[str, Field("抽查事项", "事项", required=True)]
    basis: Annotated[str, Field("检查依据", "事项", required=True, kind=Kind.LONG_TEXT)]
    department: Annotated[str, Field("领域", "事项", help="赋权部门")] = ""
    method: Annotated[str, Field("检查方式", "事项", help="例如现场检查、书面检查、网络监测")] = ""
    cap: Annotated[int, Field("每年最多检查次数", "事项", help="同一对象；0为不限")] = 0
    listed_from: Annotated[date | None, Field("列入清单日期", "事项")] = None
    listed_to: Annotated[date | None, Field("移出清单日期", "事项")] = None
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class InspectionObject:
    """检查对象 (inspection object): one entry of the pool of objects.

    Attributes:
        exempt: Why it is left out of draws; empty when it is not.
        recused: Officers who must not be sent there (APL 43), by id.
    """

    id: UUID
    town: str
    name: Annotated[str, Field("对象名称", "检查对象", required=True)]
    credit_code: Annotated[str, Field("统一社会信用代码", "检查对象")] = ""
    kind: Annotated[str, Field("行业或类别", "检查对象")] = ""
    address: Annotated[str, Field("地址", "检查对象")] = ""
    telephone: Annotated[str, Field("联系电话", "检查对象")] = ""
    risk: Annotated[Risk, Field("风险等级", "检查对象", required=True)] = Risk.MIDDLE
    exempt: Annotated[str, Field("免检原因", "抽取", help="填写后不参加抽取")] = ""
    recused: Annotated[tuple[UUID, ...], Field("应当回避的执法人员", "抽取", kind=Kind.OFFICERS)] = ()
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """抽查计划 (inspection plan): which matter, when, what share of each class, how many officers.

    Attributes:
        shares: Percent of each class of risk to be drawn, as text (``low`` → ``5``); other pools use ``all``.
        each: Officers sent to one object.
    """

    id: UUID
    town: str
    name: str
    year: int
    drawn_from: DrawnFrom
    matter_id: UUID | None
    shares: Mapping[str, str]
    starts_on: date
    ends_on: date
    each: int = 2
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class InspectionDraw:
    """抽取 (draw): pools frozen, seed committed, drawn before a witness, its record kept as a file.

    Attributes:
        committed: SHA-256 of the seed; the seed itself stays at this computer until the draw.
        frozen_hash: Digest of the frozen pools, a file among the files.
        record_hash: Digest of the record that anyone can check; empty before the draw.
    """

    id: UUID
    town: str
    plan_id: UUID
    frozen_at: datetime
    frozen_by: UUID
    committed: str
    frozen_hash: str
    state: DrawState = DrawState.FROZEN
    witness: str = ""
    word: str = ""
    drawn_at: datetime | None = None
    drawn_by: UUID | None = None
    record_hash: str = ""
    void_reason: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class InspectionTask:
    """抽查任务 (inspection task): one drawn subject and the officers sent to it.

    Attributes:
        subject_id: The object, case or officer drawn.
    """

    id: UUID
    town: str
    draw_id: UUID
    plan_id: UUID
    subject_id: UUID
    subject_name: Annotated[str, Field("抽中对象")]
    officers: tuple[UUID, ...]
    finding: Annotated[Finding, Field("检查结果", "结果", required=True)] = Finding.PENDING
    checked_on: Annotated[date | None, Field("检查日期", "结果", required=True)] = None
    words: Annotated[str, Field("检查情况", "结果", kind=Kind.LONG_TEXT)] = ""
    published_on: Annotated[date | None, Field("公示日期")] = None
    clue_id: UUID | None = None
    demonstration: bool = False


_SHARE = "百分数，例如 5；空白为不抽"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """抽查计划要素 (plan as typed)."""

    name: Annotated[str, Field("计划名称", "计划", required=True)]
    starts_on: Annotated[date, Field("开始日期", "计划", required=True)]
    ends_on: Annotated[date, Field("结束日期", "计划", required=True)]
    each: Annotated[int, Field("每个对象派员", "计划", help="不少于2名", required=True)] = 2
    low: Annotated[str, Field("低风险抽取比例", "抽取比例", help=_SHARE)] = ""
    middle: Annotated[str, Field("一般风险抽取比例", "抽取比例", help=_SHARE)] = ""
    high: Annotated[str, Field("较高风险抽取比例", "抽取比例", help=_SHARE)] = ""
    serious: Annotated[str, Field("严重失信抽取比例", "抽取比例", help=_SHARE)] = ""
    all: Annotated[str, Field("抽取比例", "抽取比例", help=_SHARE)] = ""
