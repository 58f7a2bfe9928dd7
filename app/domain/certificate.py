"""Certificate (执法证): what lets an officer act, judged by its state on the day of the act."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


class CertificateKind(StrEnum):
    """Who prints the pattern (证件种类)."""

    NATIONAL = "national"
    MINISTRY = "ministry"
    SUPERVISION = "supervision"


CERTIFICATE_KIND_WORDS = {
    CertificateKind.NATIONAL: "全国统一执法证",
    CertificateKind.MINISTRY: "部门执法证",
    CertificateKind.SUPERVISION: "执法监督证",
}


class CertificateState(StrEnum):
    """Standing apart from the printed term (证件状态)."""

    VALID = "valid"
    WITHHELD = "withheld"
    LOST = "lost"
    CANCELLED = "cancelled"
    FROZEN = "frozen"


CERTIFICATE_WORDS = {
    CertificateState.VALID: "有效",
    CertificateState.WITHHELD: "暂扣",
    CertificateState.LOST: "遗失",
    CertificateState.CANCELLED: "注销",
    CertificateState.FROZEN: "冻结",
}
EXPIRED_WORD, NOT_YET_WORD = "过期", "未生效"
ISSUED_WORD = "发证"
"""The first change of a certificate that was issued here: it carries the paper of the issue."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One dated change of a certificate's state (状态变更); days as ISO texts, as they lie in the store.

    Attributes:
        on: The first day of the state.
        state: A value of ``CertificateState``.
        what: What was done, as a person reads it.
        paper: Sha256 of the paper that was made of it; empty for none.
        recorded: The moment it was recorded.
    """

    on: str
    state: str
    what: str
    reason: str = ""
    paper: str = ""
    by: str = ""
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class Exam:
    """One examination passed or failed (考试成绩): the general law or the special law of the trade."""

    on: str
    subject: str
    score: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class YearlyCheck:
    """One yearly check of a certificate (年度审验)."""

    year: int
    on: str
    result: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """执法证 (certificate): number kept as text, for formats differ by province (APL 42, 55).

    Attributes:
        state: The state after the last change; ``state_on`` tells that of a day.
        turns: Every change of state, in the order recorded; empty where none was.
        renews_id: The certificate it was issued in place of.
    """

    id: UUID
    town: str
    officer_id: UUID
    number: Annotated[str, Field("证件号码", "执法证", required=True)]
    kind: Annotated[CertificateKind, Field("证件种类", "执法证", required=True)]
    issuer: Annotated[str, Field("发证机关", "执法证")]
    issued_on: Annotated[date, Field("发证日期", "执法证", required=True)]
    valid_to: Annotated[date, Field("有效期至", "执法证", required=True)]
    area: Annotated[str, Field("执法区域", "执法证", help="空白表示不限区域")] = ""
    fields: Annotated[str, Field("执法领域", "执法证", help="空白表示不限领域")] = ""
    state: Annotated[CertificateState, Field("证件状态")] = CertificateState.VALID
    state_since: Annotated[date | None, Field("状态起始日")] = None
    turns: tuple[Turn, ...] = ()
    exams: tuple[Exam, ...] = ()
    checks: tuple[YearlyCheck, ...] = ()
    renews_id: UUID | None = None

    def state_on(self, day: date) -> CertificateState:
        """Return the state on a day: that of the last change dated on or before it; the term apart."""
        if not self.turns:
            begun = self.state_since is None or self.state_since <= day
            return self.state if begun else CertificateState.VALID
        iso = day.isoformat()
        before = [(each.on, place, each.state) for place, each in enumerate(self.turns) if each.on <= iso]
        return CertificateState(max(before)[2]) if before else CertificateState.VALID

    def why_not_on(self, day: date) -> str:
        """Return in Chinese why the certificate was not good on a day; empty when it was."""
        if day < self.issued_on:
            return f"执法证{self.number}于{self.issued_on}才发证"
        if day > self.valid_to:
            return f"执法证{self.number}已于{self.valid_to}到期"
        state = self.state_on(day)
        return "" if state is CertificateState.VALID else f"执法证{self.number}{CERTIFICATE_WORDS[state]}"

    def standing_on(self, day: date) -> str:
        """Return its standing on a day in one word; what ended it counts before the term."""
        state = self.state_on(day)
        if state is not CertificateState.VALID:
            return CERTIFICATE_WORDS[state]
        if day < self.issued_on:
            return NOT_YET_WORD
        return EXPIRED_WORD if day > self.valid_to else CERTIFICATE_WORDS[state]

    def turned(self, turn: Turn) -> Certificate:
        """Return the certificate after a change of state, earlier changes kept."""
        known = self.turns
        if not known and self.state is not CertificateState.VALID:
            since = (self.state_since or self.issued_on).isoformat()
            known = (Turn(since, self.state.value, CERTIFICATE_WORDS[self.state]),)
        turns = (*known, turn)
        last = max((each.on, place, each.state) for place, each in enumerate(turns))
        state, since_day = CertificateState(last[2]), date.fromisoformat(last[0])
        return replace(self, turns=turns, state=state, state_since=since_day)


def named_in(text: str) -> tuple[str, ...]:
    """Return what a list written as one text names (领域、区域), in its order."""
    return tuple(each for each in re.split(r"[、,，;；/\s]+", text) if each)
