"""Goals (去处): which tab, record or other screen puts right what stands against a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.screens.case.carrying import Matter, carried_out
from ui.screens.case.opinions import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.case_file import CaseFile
    from app.domain.document import Document

TABS = {
    "overview": "概况",
    "parties": "当事人",
    "acts": "违法行为",
    "evidence": "证据",
    "documents": "文书",
    "discretion": "裁量",
    "deadlines": "期限",
    "service": "送达与执行",
    "approvals": "审批",
    "log": "日志",
    "volume": "卷宗",
    "review": "评查",
}
"""Tabs of the case page, in their order."""

_KINDS = {
    "field": "overview",
    "case": "overview",
    "clue": "overview",
    "party": "parties",
    "act": "acts",
    "evidence": "evidence",
    "document": "documents",
    "penalty": "discretion",
    "deadline": "deadlines",
    "statement": "service",
    "payment": "service",
    "delivery": "service",
    "approval": "approvals",
    "volume": "volume",
}
_OF_THE_OFFICE = frozenset({"subject_id", "court", "bank_name", "person", "subject"})
NEW, MONEY = "new", "money"
"""Keys that ask for a new record; in the tab of services and money, ``MONEY`` asks for a payment."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to go (去处): a tab of the case page with the field or record in it, or another screen.

    Attributes:
        tab: Name in ``TABS``; empty when another screen is meant.
        key: Name of a field, id of a record or a conflict as text, slug of a paper, or ``NEW``.
        screen: Slug of the other screen.
    """

    tab: str
    key: str = ""
    screen: str = ""

    @property
    def args(self) -> Mapping[str, object]:
        """What the other screen is told, so that it opens on what is meant."""
        if self.screen == "sync":
            return {"tab": "conflicts", "conflict": self.key}
        return {"field": self.key} if self.key else {}


def paper_goal(file: CaseFile, slug: str) -> Goal:
    """Return where a kind of paper gets what it lacks: its opinion, its service, or the paper itself."""
    alive = [each for each in file.documents if each.slug == slug and each.standing]
    return next(
        (goal for each in alive if (goal := lack_goal(file, each)) is not None), Goal("documents", slug)
    )


def lack_goal(file: CaseFile, document: Document) -> Goal | None:
    """Return where a final paper gets the opinion or the service it waits for; ``None`` when for neither."""
    if any(each.id == document.id for each in waiting(file)):
        return Goal("approvals", str(document.id))
    lines = [each for each in carried_out(file) if each.matter is Matter.TO_SERVE]
    if any(each.document is not None and each.document.id == document.id for each in lines):
        return Goal("service", str(document.id))
    return None


def goal_of(kind: str, key: str = "") -> Goal:
    """Return where a place (kind and key of a refusal or a gap) is; an unknown kind leads to the overview."""
    if kind in _OF_THE_OFFICE or key in _OF_THE_OFFICE:
        return Goal("", key, "settings")
    if kind == "sync":
        return Goal("", key, "sync")
    if kind == "payment" and key == NEW:
        return Goal("service", MONEY)
    if kind in TABS:
        return Goal(kind, key)
    return Goal(_KINDS.get(kind, "overview"), key)
