"""Case (案件): the file that everything else hangs from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind


class Procedure(StrEnum):
    """Which procedure a case follows (办案程序)."""

    ORDINARY = "ordinary"
    SIMPLE = "simple"


PROCEDURE_WORDS = {Procedure.ORDINARY: "普通程序", Procedure.SIMPLE: "简易程序"}


class CaseStatus(StrEnum):
    """Where a case stands (案件状态)."""

    CLUE = "CLUE"
    FILING_REVIEW = "FILING_REVIEW"
    FILED = "FILED"
    INVESTIGATING = "INVESTIGATING"
    SUSPENDED = "SUSPENDED"
    INVESTIGATED = "INVESTIGATED"
    LEGAL_REVIEW_1 = "LEGAL_REVIEW_1"
    NOTICE_DRAFT = "NOTICE_DRAFT"
    NOTIFIED = "NOTIFIED"
    STATEMENT_REVIEW = "STATEMENT_REVIEW"
    HEARING_SET = "HEARING_SET"
    HEARING_DONE = "HEARING_DONE"
    LEGAL_REVIEW_2 = "LEGAL_REVIEW_2"
    COLLECTIVE = "COLLECTIVE"
    DECISION_REVIEW = "DECISION_REVIEW"
    NOT_FILED = "NOT_FILED"
    TRANSFERRED = "TRANSFERRED"
    TRANSFERRED_POLICE = "TRANSFERRED_POLICE"
    TERMINATED = "TERMINATED"
    NO_PENALTY = "NO_PENALTY"
    NOT_ESTABLISHED = "NOT_ESTABLISHED"
    DECIDED = "DECIDED"
    SERVED = "SERVED"
    PERFORMED = "PERFORMED"
    DEFERRED = "DEFERRED"
    OVERDUE = "OVERDUE"
    DEMANDED = "DEMANDED"
    COURT_APPLIED = "COURT_APPLIED"
    SELF_ENFORCING = "SELF_ENFORCING"
    ENFORCED = "ENFORCED"
    ENFORCE_ENDED = "ENFORCE_ENDED"
    CLOSING_REVIEW = "CLOSING_REVIEW"
    CLOSED = "CLOSED"
    ARCHIVED = "ARCHIVED"
    SP_DRAFT = "SP_DRAFT"
    SP_SERVED = "SP_SERVED"
    SP_COLLECTED = "SP_COLLECTED"
    SP_AWAIT_PAYMENT = "SP_AWAIT_PAYMENT"
    SP_RECORDED = "SP_RECORDED"
    SP_CLOSED = "SP_CLOSED"
    SP_ARCHIVED = "SP_ARCHIVED"


STATUS_WORDS = {
    CaseStatus.CLUE: "线索登记",
    CaseStatus.FILING_REVIEW: "立案审批中",
    CaseStatus.FILED: "已立案",
    CaseStatus.INVESTIGATING: "调查取证",
    CaseStatus.SUSPENDED: "中止调查",
    CaseStatus.INVESTIGATED: "调查终结",
    CaseStatus.LEGAL_REVIEW_1: "法制审核（告知前）",
    CaseStatus.NOTICE_DRAFT: "拟告知",
    CaseStatus.NOTIFIED: "已告知",
    CaseStatus.STATEMENT_REVIEW: "陈述申辩复核",
    CaseStatus.HEARING_SET: "听证已通知",
    CaseStatus.HEARING_DONE: "听证结束",
    CaseStatus.LEGAL_REVIEW_2: "法制审核（决定前）",
    CaseStatus.COLLECTIVE: "集体讨论",
    CaseStatus.DECISION_REVIEW: "决定审批",
    CaseStatus.NOT_FILED: "不予立案",
    CaseStatus.TRANSFERRED: "已移送",
    CaseStatus.TRANSFERRED_POLICE: "已移送公安",
    CaseStatus.TERMINATED: "终止调查",
    CaseStatus.NO_PENALTY: "不予处罚",
    CaseStatus.NOT_ESTABLISHED: "违法事实不成立",
    CaseStatus.DECIDED: "已作出决定",
    CaseStatus.SERVED: "已送达",
    CaseStatus.PERFORMED: "已履行",
    CaseStatus.DEFERRED: "延期分期",
    CaseStatus.OVERDUE: "逾期未履行",
    CaseStatus.DEMANDED: "已催告",
    CaseStatus.COURT_APPLIED: "已申请法院执行",
    CaseStatus.SELF_ENFORCING: "自行强制执行",
    CaseStatus.ENFORCED: "执行完毕",
    CaseStatus.ENFORCE_ENDED: "终结执行",
    CaseStatus.CLOSING_REVIEW: "结案审批",
    CaseStatus.CLOSED: "已结案",
    CaseStatus.ARCHIVED: "已归档",
    CaseStatus.SP_DRAFT: "当场处罚拟稿",
    CaseStatus.SP_SERVED: "当场处罚已交付",
    CaseStatus.SP_COLLECTED: "已当场收缴",
    CaseStatus.SP_AWAIT_PAYMENT: "待缴款",
    CaseStatus.SP_RECORDED: "已备案",
    CaseStatus.SP_CLOSED: "已结案（简易）",
    CaseStatus.SP_ARCHIVED: "已归档（简易）",
}

READ_ONLY = frozenset({CaseStatus.ARCHIVED, CaseStatus.SP_ARCHIVED})


class Gains(StrEnum):
    """What is said of illegal gains (违法所得处理, APL 28)."""

    UNSTATED = "unstated"
    NONE = "none"
    CONFISCATED = "confiscated"
    REFUNDED = "refunded"


GAINS_WORDS = {
    Gains.UNSTATED: "未说明",
    Gains.NONE: "无违法所得",
    Gains.CONFISCATED: "予以没收",
    Gains.REFUNDED: "依法退赔",
}


@dataclass(frozen=True, slots=True)
class Case:
    """案件 (case): its procedure, where it stands, and the facts common to all its papers.

    Attributes:
        unrecorded: Slots of the whole-process record that stay empty, each with the reason (APL 47).
    """

    id: UUID
    town: str
    procedure: Annotated[Procedure, Field("办案程序")]
    status: Annotated[CaseStatus, Field("案件状态")]
    opened_at: datetime
    clue_id: UUID | None
    cause: Annotated[str, Field("案由", "案件", required=True)]
    department: Annotated[str, Field("领域", "案件")] = ""
    number: Annotated[str, Field("案号")] = ""
    handlers: Annotated[tuple[UUID, ...], Field("承办人", "案件", required=True, kind=Kind.OFFICERS)] = ()
    subject_id: UUID | None = None
    discovered_on: Annotated[date | None, Field("发现日期", "案件")] = None
    brief: Annotated[str, Field("简要案情", "案件", kind=Kind.LONG_TEXT)] = ""
    findings: Annotated[str, Field("查明的事实", "调查", kind=Kind.LONG_TEXT)] = ""
    circumstances: Annotated[str, Field("从轻从重等情节", "调查", kind=Kind.LONG_TEXT)] = ""
    correction_needless: Annotated[str, Field("无需责令改正的理由", "调查")] = ""
    gains: Annotated[Gains, Field("违法所得处理", "调查")] = Gains.UNSTATED
    complex: Annotated[bool, Field("情节复杂或重大（集体讨论）", "调查")] = False
    major: Annotated[bool, Field("重大执法决定（法制审核）", "调查")] = False
    confirmed_steps: int = 0
    filed_on: Annotated[date | None, Field("立案日期")] = None
    investigated_on: Annotated[date | None, Field("调查终结日期")] = None
    decided_on: Annotated[date | None, Field("决定日期")] = None
    closed_on: Annotated[date | None, Field("结案日期")] = None
    archived_on: Annotated[date | None, Field("归档日期")] = None
    status_since: datetime | None = None
    transferred_to: Annotated[str, Field("移送至")] = ""
    ending_reason: Annotated[str, Field("不予立案、终止或不予处罚的理由", kind=Kind.LONG_TEXT)] = ""
    merged_into: UUID | None = None
    split_from: UUID | None = None
    demonstration: bool = False
    suspected_crime: Annotated[bool, Field("涉嫌犯罪（须移送公安机关）", "调查")] = False
    unrecorded: Mapping[str, str] = field(default_factory=dict)

    @property
    def read_only(self) -> bool:
        """Whether nothing of it may change any more."""
        return self.status in READ_ONLY or self.merged_into is not None
