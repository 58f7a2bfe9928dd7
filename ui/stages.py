"""Stages (办案阶段): how the many states of a case gather into the ten stages a person thinks in."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.case import CaseStatus as S


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: a stable name, its word on screen, and the states in it."""

    name: str
    word: str
    states: tuple[S, ...]


STAGES = (
    Stage("clue", "受案", (S.CLUE, S.SP_DRAFT)),
    Stage("filing", "立案", (S.FILING_REVIEW, S.FILED)),
    Stage("inquiry", "调查", (S.INVESTIGATING, S.SUSPENDED, S.INVESTIGATED)),
    Stage("review", "审核", (S.LEGAL_REVIEW_1, S.LEGAL_REVIEW_2)),
    Stage(
        "notice",
        "告知／听证",
        (S.NOTICE_DRAFT, S.NOTIFIED, S.STATEMENT_REVIEW, S.HEARING_SET, S.HEARING_DONE),
    ),
    Stage("decision", "决定", (S.COLLECTIVE, S.DECISION_REVIEW)),
    Stage("service", "送达", (S.DECIDED,)),
    Stage(
        "enforcement",
        "执行",
        (
            S.SERVED,
            S.DEFERRED,
            S.OVERDUE,
            S.DEMANDED,
            S.COURT_APPLIED,
            S.SELF_ENFORCING,
            S.SP_SERVED,
            S.SP_COLLECTED,
            S.SP_AWAIT_PAYMENT,
        ),
    ),
    Stage(
        "closing",
        "结案",
        (
            S.PERFORMED,
            S.ENFORCED,
            S.ENFORCE_ENDED,
            S.NOT_FILED,
            S.TRANSFERRED,
            S.TRANSFERRED_POLICE,
            S.TERMINATED,
            S.NO_PENALTY,
            S.NOT_ESTABLISHED,
            S.CLOSING_REVIEW,
            S.SP_RECORDED,
            S.CLOSED,
            S.SP_CLOSED,
        ),
    ),
    Stage("archive", "归档", (S.ARCHIVED, S.SP_ARCHIVED)),
)

LATE = frozenset((S.OVERDUE, S.DEMANDED))
"""The states in which a party has not done in time what it owes."""
SAVED = (
    Stage("all", "全部案件", ()),
    Stage("open", "在办", tuple(s for s in S if s not in {S.ARCHIVED, S.SP_ARCHIVED, S.CLOSED, S.SP_CLOSED})),
    Stage("to_serve", "待送达", (S.DECIDED,)),
    Stage("to_pay", "待缴款", (S.SERVED, S.DEFERRED, S.OVERDUE, S.DEMANDED, S.SP_AWAIT_PAYMENT)),
    Stage("to_close", "待结案", (S.PERFORMED, S.ENFORCED, S.ENFORCE_ENDED, S.SP_RECORDED)),
    Stage("to_archive", "待归档", (S.CLOSED, S.SP_CLOSED)),
    Stage("archived", "已归档", (S.ARCHIVED, S.SP_ARCHIVED)),
)
"""Saved filters of the case list; no states means all."""


def stage_of(status: S) -> Stage:
    """Return the stage a state belongs to."""
    return next(stage for stage in STAGES if status in stage.states)


def named(name: str) -> Stage:
    """Return a saved filter or a stage by name; an unknown one raises ``KeyError``."""
    found = {each.name: each for each in (*STAGES, *SAVED)}
    return found[name]
