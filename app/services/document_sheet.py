"""Sheet (文书编辑单): all that an editor shows of one document, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.completeness import BOXES, END, blocking, faults, label, told
from app.documents.finalising import final_values
from app.documents.gap import Gap
from app.documents.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.documents.completeness import Fault
    from app.documents.manifest import Ask, Form
    from app.documents.telling import Telling
    from app.documents.vocabulary.words import Place, Said
    from app.domain.approval import Approval
    from app.domain.case import Case
    from app.domain.document import Document

_GROUPS = {
    "document": "本文书",
    "case": "案件",
    "clue": "案源",
    "party": "当事人",
    "act": "违法行为",
    "penalty": "处罚裁量",
    "evidence": "证据",
    "person": "人员",
    "subject": "处罚主体",
    "statement": "陈述申辩",
    "delivery": "送达",
    "payment": "缴款",
    "volume": "案卷",
}


@dataclass(frozen=True, slots=True)
class SheetField:
    """One line of the editor (编辑项).

    Attributes:
        said: What is printed now, rows as lines; empty when nothing is.
        typed: The answer as typed; for what the form asks only.
        ask: What the form asks; ``None`` when the text comes from the case.
        place: Where the text comes from; ``None`` when it is typed here and offers no default.
        missing: Whether it stands against 定稿.
    """

    name: str
    label: str
    group: str
    said: str
    typed: str
    ask: Ask | None
    place: Place | None
    missing: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """编辑单 (sheet): a document with its form, its case, every field, faults and opinions.

    Attributes:
        faults: What stands against 定稿: missing facts, then what refuses it.
        doubts: What is doubtful and refuses nothing.
    """

    document: Document
    form: Form
    title: str
    case: Case
    party_name: str
    fields: tuple[SheetField, ...]
    faults: tuple[Fault, ...]
    approvals: tuple[Approval, ...]
    doubts: tuple[Fault, ...] = ()


def sheet_of(telling: Telling) -> Sheet:
    """Return the sheet of a document as it stands: a draft with its faults, a final one as fixed."""
    document, file = telling.document, telling.file
    party = file.party(document.party_id) if document.party_id else None
    return Sheet(
        document,
        telling.form,
        telling.form.title,
        file.case,
        party.name if party else "",
        tuple(_fields(telling)),
        () if document.frozen else faults(telling),
        file.approvals_of(document),
    )


def _fields(telling: Telling) -> Iterator[SheetField]:
    """What the case supplies, part by part in the order of the paper, then what the form asks."""
    known = final_values(telling) if telling.document.frozen else told(telling)
    wanted = () if telling.document.frozen else blocking(telling)
    kinds = {name: vocabulary()[name].place.kind for name in telling.form.shows}
    parts = list(dict.fromkeys(kinds.values()))
    names = sorted(telling.form.shows, key=lambda name: parts.index(kinds[name]))
    for name in (*names, *(each.name for each in telling.form.asks)):
        if name != END and not name.endswith(BOXES):
            yield _field(telling, name, known, missing=name in wanted and not known.get(name))


def _field(telling: Telling, name: str, known: Mapping[str, Said], *, missing: bool) -> SheetField:
    ask = telling.form.ask(name)
    source = ask.default if ask else name
    place = vocabulary()[source].place if source else None
    group = ask.group if ask else _GROUPS[vocabulary()[name].place.kind]
    typed = telling.answers.get(name, "") if ask else ""
    words = label(telling, name)
    return SheetField(name, words, group, _printed(known.get(name, "")), typed, ask, place, missing)


def _printed(said: Said) -> str:
    if isinstance(said, str):
        return "" if isinstance(said, Gap) or not said else str(said)
    return "\n".join("　".join(filter(None, row.values())) for row in said)
