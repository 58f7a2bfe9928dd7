"""Flow (办案流程): every step a case may take, with who takes it and what it needs, read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from app.domain.case import CaseStatus
from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.errors import AppError
from app.domain.role import Role

MATTER = "matter.kind"
"""Answer of the approval form (03) that names the matter approved."""
LOG_PREFIX = "flow."
"""Log lines of steps carry this and the code of the step."""


class NoSuchStepError(AppError):
    """A step was asked for that does not leave the case's status."""

    code = "flow.no_such_step"
    hint = "请刷新案件页，按当前状态可办的步骤办理。"

    def __init__(self, code: str, status: CaseStatus) -> None:
        super().__init__(f"案件当前状态（{status.value}）不能办理步骤{code}。")


@dataclass(frozen=True, slots=True)
class Need:
    """One paper a step needs (所需文书).

    Attributes:
        slugs: Any one of these kinds will do.
        per_party: One is needed for every active party.
        approved: Each of these roles must have agreed last.
        refused: With ``returned``: one of the roles must have said so.
        matter: What the approval form (03) must be about; empty for no condition.
        fresh: It must have been made final since the case came to its status.
    """

    slugs: tuple[str, ...]
    per_party: bool = False
    served: bool = False
    approved: tuple[Role, ...] = ()
    refused: tuple[Role, ...] = ()
    returned: tuple[Role, ...] = ()
    matter: str = ""
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """One edge of the flow (办案步骤).

    Attributes:
        roles: Who may take it.
        gates: Names of the gates to pass.
        asks: Facts the step must be given.
        dates: Attributes of the case that the step fills.
        renews: Kinds of papers of before that no longer count afterwards.
        withdraws: Whether the decisions of the case are withdrawn by it.
    """

    code: str
    sources: frozenset[CaseStatus]
    target: CaseStatus
    label: str
    roles: tuple[Role, ...]
    article: str
    needs: tuple[Need, ...] = ()
    gates: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    renews: tuple[str, ...] = ()
    withdraws: bool = False


@cache
def transitions() -> tuple[Transition, ...]:
    """Every step, in the order of the procedure."""
    raw = tomllib.loads(files("resources").joinpath("flow", "transitions.toml").read_text("utf-8"))
    return tuple(_transition(each, raw["groups"]) for each in raw["transition"])


@cache
def leaving(status: CaseStatus) -> tuple[Transition, ...]:
    """The steps that leave a status."""
    return tuple(each for each in transitions() if status in each.sources)


def step(status: CaseStatus, code: str) -> Transition:
    """Return the step of a code out of a status, or raise ``NoSuchStepError``."""
    for each in leaving(status):
        if each.code == code:
            return each
    raise NoSuchStepError(code, status)


@cache
def undecided() -> frozenset[CaseStatus]:
    """The statuses before the decision, in which parties, acts and penalties may still change."""
    return frozenset({CaseStatus.SP_DRAFT}).union(
        *(each.sources for each in transitions() if each.target is CaseStatus.TERMINATED)
    )


def current(file: CaseFile, slug: str, party_id: object = None) -> tuple[Document, ...]:
    """Return the standing papers of a kind that no later step has made outdated, oldest first."""
    return tuple(
        each
        for each in file.documents
        if each.slug == slug
        and each.standing
        and party_id in (None, each.party_id)
        and not outdated(file, each)
    )


def outdated(file: CaseFile, document: Document) -> bool:
    """Tell whether a later step asked for this kind of paper anew."""
    made = document.final_at
    if made is None:
        return False
    return any(
        line.at >= made and document.slug in _renewed_by().get(line.code, frozenset()) for line in file.log
    )


@cache
def _renewed_by() -> Mapping[str, frozenset[str]]:
    return {LOG_PREFIX + each.code: frozenset(each.renews) for each in transitions() if each.renews}


def _transition(raw: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Transition:
    names = [name for each in raw["from"] for name in groups.get(each, [each])]
    return Transition(
        code=raw["code"],
        sources=frozenset(CaseStatus(each) for each in names),
        target=CaseStatus(raw["to"]),
        label=raw["label"],
        roles=_roles(raw, "roles"),
        article=raw["article"],
        needs=tuple(read_need(each) for each in raw.get("needs", ())),
        gates=tuple(raw.get("gates", ())),
        asks=tuple(raw.get("asks", ())),
        dates=tuple(raw.get("dates", ())),
        renews=tuple(raw.get("renews", ())),
        withdraws=raw.get("withdraws", False),
    )


def read_need(raw: Mapping[str, Any]) -> Need:
    """Return one needed paper as the data describes it."""
    return Need(
        slugs=tuple(raw["slugs"]),
        per_party=raw.get("per_party", False),
        served=raw.get("served", False),
        approved=_roles(raw, "approved"),
        refused=_roles(raw, "refused"),
        returned=_roles(raw, "returned"),
        matter=raw.get("matter", ""),
        fresh=raw.get("fresh", False),
    )


def _roles(raw: Mapping[str, Any], key: str) -> tuple[Role, ...]:
    return tuple(Role(each) for each in raw.get(key, ()))
