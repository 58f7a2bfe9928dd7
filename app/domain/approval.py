"""Approval (审批): one opinion of one person on one document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.role import Role


class Verdict(StrEnum):
    """What an approver says (审批意见)."""

    AGREE = "agree"
    RETURN = "return"
    REFUSE = "refuse"


VERDICT_WORDS = {Verdict.AGREE: "同意", Verdict.RETURN: "退回", Verdict.REFUSE: "不同意"}


@dataclass(frozen=True, slots=True)
class Approval:
    """审批 (approval): by a named person in a role, on screen or as a signed paper; append only."""

    id: UUID
    town: str
    case_id: UUID
    document_id: UUID
    role: Role
    verdict: Verdict
    opinion: str
    by_id: UUID
    by_name: str
    on: date
    recorded_at: datetime
    on_paper: bool = False
    paper_hash: str = ""
