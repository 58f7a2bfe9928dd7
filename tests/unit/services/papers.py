"""A document desk over a small bureau, and answers to whatever a form asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.answers import parts
from app.documents.catalogue import form
from app.documents.manifest import Ask, AskType
from app.services.documents import DocumentDesk
from tests.builders import ident
from tests.fake_papers import PlainForms, PlainPages
from tests.fakes import MemoryFiles

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.document import Document
    from tests.unit.services.world import World

CASE = ident("case")
_TYPED = {
    AskType.DATE: "2026-03-20",
    AskType.DATETIME: "2026-03-20 09:30",
    AskType.MONEY: "200",
    AskType.NUMBER: "1",
    AskType.TICK: "是",
}


class Bench:
    """A document desk with its forms, pages and files, over the records of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.forms, self.pages, self.files = PlainForms(), PlainPages(), MemoryFiles()
        self.desk = DocumentDesk(world.office, self.forms, self.pages, self.files)

    def drafted(self, slug: str, party_id: UUID | None = None, **answers: str) -> Document:
        """Draft a document and answer all its form asks."""
        begun = self.desk.draft(CASE, slug, party_id)
        return self.desk.answer(begun.id, {**all_answers(slug), **answers})

    def finished(self, slug: str, party_id: UUID | None = None, **answers: str) -> Document:
        """Draft, answer and finalise a document."""
        return self.desk.finalise(self.drafted(slug, party_id, **answers).id)

    def words(self, pdf: bytes) -> str:
        """Return the text of a PDF made here."""
        return "\n".join(line for page in self.pages.read(pdf)["pages"] for line in page)


def all_answers(slug: str) -> dict[str, str]:
    """Return an answer to everything a form asks."""
    return {each.name: _answer(each) for each in form(slug).asks}


def _answer(ask: Ask) -> str:
    if ask.type is AskType.CHOICE:
        return ask.choices[0].code
    if ask.type is AskType.TABLE:
        return "|".join(_answer(each) for each in parts(ask))
    return _TYPED.get(ask.type, "示例")
