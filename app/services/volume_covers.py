"""Covers of a volume (封面、目录、备考表): forms 48, 49 and 50 made final for one binding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.catalogue import form
from app.documents.completeness import faults, told
from app.domain.document import Document, DocumentState
from app.rules.volume_completeness import outcome_words
from app.rules.volume_contents import binding_slugs
from app.services.document_faults import FaultsError
from app.services.press import Press, telling_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.documents.page import LaidOut
    from app.domain.case_file import CaseFile
    from app.domain.volume import Volume
    from app.services.office import Office
    from app.services.volume_parts import Part

    Tools = tuple[Office, Press]


def bind_papers(
    file: CaseFile, volume: Volume, parts: Sequence[Part], tools: Tools
) -> tuple[tuple[Document, LaidOut], ...]:
    """Return cover, index and note, fixed and kept, each with its pages; drafts of them are finished."""
    whole, known = replace(file, volume=volume), _known(file, parts)
    return tuple(_fixed(whole, slug, known, tools) for slug in binding_slugs())


def _fixed(file: CaseFile, slug: str, known: Mapping[str, str], tools: Tools) -> tuple[Document, LaidOut]:
    office, press = tools
    today = office.clock.today()
    document = _answered(file, _begun(file, slug) or _new(file, slug, office), known, today)
    found = faults(telling_of(file, document, today))
    if found:
        raise FaultsError(form(slug).title, found)
    final = replace(
        document,
        state=DocumentState.FINAL,
        final_at=office.clock.now(),
        final_by=office.who().officer_id,
    )
    return press.fixed(telling_of(file, final, today))


def _begun(file: CaseFile, slug: str) -> Document | None:
    drafts = [each for each in file.documents if each.slug == slug and each.state is DocumentState.DRAFT]
    return drafts[-1] if drafts else None


def _new(file: CaseFile, slug: str, office: Office) -> Document:
    """A new paper keeps what was typed into the one it replaces, but not what was counted for it."""
    old = file.standing(slug)
    return Document(
        id=office.ids.new(),
        town=file.case.town,
        case_id=file.case.id,
        slug=slug,
        created_at=office.clock.now(),
        created_by=office.who().officer_id,
        answers={name: text for each in old for name, text in each.answers.items() if name not in _COUNTED},
        replaces=old[-1].id if old else None,
    )


def _answered(file: CaseFile, document: Document, known: Mapping[str, str], today: date) -> Document:
    """Where the form is told nothing, neither by the case nor by hand, the binding itself may know."""
    silent = {name for name, said in told(telling_of(file, document, today)).items() if not said}
    offered = {name: text for name, text in known.items() if name in silent and text}
    return replace(document, answers={**document.answers, **offered})


_COUNTED = frozenset({"cover.result", "note.media"})


def _known(file: CaseFile, parts: Sequence[Part]) -> dict[str, str]:
    """What only the binding can tell: how the case ended, and what is kept beside the bound pages."""
    apart = "；".join(f"{each.title}（{each.electronic}）" for each in parts if each.electronic)
    return dict(zip(sorted(_COUNTED), (outcome_words(file), apart), strict=True))
