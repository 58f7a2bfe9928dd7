"""Contents of a volume (卷内材料): which papers and evidence are bound, in the order of the procedure."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from app.domain.case_file import CaseFile
from app.domain.document import Document, DocumentState
from app.domain.evidence import Evidence
from app.rules.flow import MATTER

RECEIPT = "service_receipt"


@cache
def volume_data() -> dict[str, Any]:
    """Return order, outcomes and required papers, as the data names them."""
    return tomllib.loads(files("resources").joinpath("flow", "volume.toml").read_text("utf-8"))


def binding_slugs() -> tuple[str, ...]:
    """Return the kinds of the papers that hold a volume together: cover, index, note."""
    return tuple(volume_data()["binding"])


def bound_papers(file: CaseFile) -> tuple[Document, ...]:
    """Return the papers to bind, each proof of service behind the paper it proves."""
    inside = [each for each in file.documents if _belongs(file, each)]
    known = {each.id for each in inside}
    follows = [each for each in inside if each.slug == RECEIPT and each.parent_id in known]
    leading = sorted((each for each in inside if each not in follows), key=_place)
    found: list[Document] = []
    for paper in leading:
        found.append(paper)
        found += sorted((each for each in follows if each.parent_id == paper.id), key=_place)
    return tuple(found)


def bound_evidence(file: CaseFile) -> tuple[Evidence, ...]:
    """Return the pieces to bind by their numbers; one that is a bound paper itself is there already."""
    papers = {each.id for each in bound_papers(file)}
    own = (each for each in file.evidence if each.file_hash or each.document_id not in papers)
    return tuple(sorted(own, key=lambda each: each.number))


def _belongs(file: CaseFile, document: Document) -> bool:
    """A paper withdrawn after it was served is part of what happened; a spoilt one is not."""
    if document.slug in binding_slugs():
        return False
    withdrawn = document.state is DocumentState.VOID and bool(file.deliveries_of(document))
    return document.standing or withdrawn


def _place(document: Document) -> tuple[float, str, str]:
    """The rank of the kind, then the day; an approval stands just before what it approves."""
    order: list[str] = volume_data()["order"]
    approved = volume_data()["before"].get(document.answers.get(MATTER, ""))
    rank = order.index(approved) - 0.5 if approved else float(order.index(document.slug))
    made = document.final_at or document.created_at
    return rank, made.isoformat(), str(document.id)
