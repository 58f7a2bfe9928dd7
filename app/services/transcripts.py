"""Transcripts of all cases (笔录核对): nobody sits in two of them at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.completeness import told
from app.domain.case import Case
from app.domain.document import Document
from app.domain.party import Party
from app.rules.transcripts import TRANSCRIPTS, Sitting, clashes, sitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from app.documents.telling import Telling
    from app.ports import UnitOfWork
    from app.rules.gates.refusal import Refusal


def clashing_transcripts(work: UnitOfWork, telling: Telling) -> tuple[Refusal, ...]:
    """Return what stands against making a transcript final; nothing for any other paper."""
    paper, file = telling.document, telling.file
    if paper.slug not in TRANSCRIPTS:
        return ()
    names = {each.id: each.name for each in file.officers}
    said = {name: text for name, text in told(telling).items() if isinstance(text, str)}
    one = sitting(file.case, paper, said, names)
    return () if one is None else tuple(clashes(one, _others(work, telling, said, names)))


def _others(
    work: UnitOfWork, telling: Telling, said: Mapping[str, str], names: Mapping[UUID, str]
) -> Iterator[Sitting]:
    """Standing transcripts of this case, of cases of the person asked, and those the handlers wrote."""
    for paper in _near(work, telling, said.get("inquiry.id_number", "")).values():
        if paper.standing and paper.id != telling.document.id:
            found = sitting(work.of(Case).get(paper.case_id), paper, paper.frozen, names)
            if found is not None:
                yield found


def _near(work: UnitOfWork, telling: Telling, id_number: str) -> dict[UUID, Document]:
    file, documents = telling.file, work.of(Document)
    cases = {file.case.id}
    if id_number:
        cases |= {each.case_id for each in work.of(Party).find(id_number=id_number)}
    found = {each.id: each for case_id in cases for slug in TRANSCRIPTS for each in _of(work, case_id, slug)}
    for handler in file.case.handlers:
        for slug in TRANSCRIPTS:
            found |= {each.id: each for each in documents.find(created_by=handler, slug=slug)}
    return found


def _of(work: UnitOfWork, case_id: UUID, slug: str) -> tuple[Document, ...]:
    return work.of(Document).find(case_id=case_id, slug=slug)
