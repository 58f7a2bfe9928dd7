"""Opinions (审批情况): what was said on the papers of a case, and which role is asked next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.role import ROLE_WORDS
from app.rules.flow import current, leaving
from app.rules.gates.papers import last_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from app.domain.approval import Approval
    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.domain.role import Role


@dataclass(frozen=True, slots=True)
class Asking:
    """One line (审批): an opinion that was given, or one that a paper waits for."""

    document: Document
    role: Role
    given: Approval | None = None

    @property
    def id(self) -> UUID:
        """Id of the paper."""
        return self.document.id

    @property
    def waits(self) -> bool:
        """Whether the opinion is still to be given."""
        return self.given is None

    @property
    def role_words(self) -> str:
        """What the role is called."""
        return ROLE_WORDS[self.role]


def opinions(file: CaseFile) -> tuple[Asking, ...]:
    """Return what papers wait for, then what was given, newest first."""
    papers = {each.id: each for each in file.documents}
    given = [
        Asking(papers[each.document_id], each.role, each)
        for each in sorted(file.approvals, key=lambda one: one.recorded_at, reverse=True)
        if each.document_id in papers
    ]
    return (*waiting(file), *given)


def waiting(file: CaseFile) -> tuple[Asking, ...]:
    """Return the first role lacking on each paper the steps of the present status need approved."""
    if file.case.read_only:
        return ()
    return tuple({(each.id, each.role): each for each in _waiting(file)}.values())


def _waiting(file: CaseFile) -> Iterator[Asking]:
    for need in (need for each in leaving(file.case.status) for need in each.needs):
        for document in (each for slug in need.slugs for each in current(file, slug)):
            given = last_verdicts(file, document)
            lacking = next((role for role in need.approved if role not in given), None)
            if lacking is not None:
                yield Asking(document, lacking)
