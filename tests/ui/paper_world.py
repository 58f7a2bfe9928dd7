"""A bureau with one case and its papers, behind the tools of the window; pages print into files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from app.documents.page import LaidOut, Page
from app.domain.document import Document
from tests.builders import a_document
from tests.fake_papers import PlainPages
from tests.ui.case_world import case_tools
from ui.screens.document.view import DocumentView, build

if TYPE_CHECKING:
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from app.documents.printing import PrintOrder
    from tests.unit.services.world import World
    from ui.jobs import JobRunner
    from ui.screens.tools import Tools


@dataclass
class PaperPages(PlainPages):
    """Pages with two printers; remembers its orders and writes files."""

    orders: list[PrintOrder] = field(default_factory=list)

    def printers(self) -> tuple[str, ...]:
        """Return the printers."""
        return ("一号打印机", "二号打印机")

    def print(self, doc: LaidOut, order: PrintOrder) -> None:
        """Take an order."""
        self.orders.append(order)
        if order.file:
            Path(order.file).write_bytes(self.pdf([doc], title=order.title))

    def test_page(self) -> LaidOut:
        """Return an empty page."""
        return LaidOut((Page(595, 842, 1, ()),))

    def image(self, page: Page, *, dpi: float = 96.0) -> bytes:
        """Return a white picture in the size of the page."""
        scale = dpi / 72
        picture = QImage(round(page.width * scale), round(page.height * scale), QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes
        return bytes(buffer.data().data())


def paper_tools(jobs: JobRunner, world: World) -> Tools:
    """Return tools over the desks of a world, with printers."""
    return replace(case_tools(jobs, world), pages=PaperPages())


def drafted(world: World, slug: str, **answers: str) -> Document:
    """Put a draft of a form into a world and return it."""
    blank = a_document(slug)
    draft = Document(
        blank.id, blank.town, blank.case_id, slug, blank.created_at, blank.created_by, answers=answers
    )
    world.put(draft)
    return draft


def kept(world: World, document_id: UUID) -> Document:
    """Return a document as committed."""
    return next(each for each in world.store.all(Document) if each.id == document_id)


def edited(qtbot: QtBot, tools: Tools, document_id: UUID) -> DocumentView:
    """Return the editor of a document, read, drawn and shown."""
    view = build(tools, {"document_id": document_id})
    qtbot.addWidget(view)
    view.resize(1366, 700)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    settle(qtbot, view)
    return view


def settle(qtbot: QtBot, view: DocumentView) -> None:
    """Let everything begun come to its end; what only waits for a pause goes on waiting."""
    qtbot.waitUntil(lambda: not view.model.tools.jobs.busy and view.model.pages is not None)


def written(view: DocumentView) -> str:
    """Return the text on the pages shown."""
    pages = view.model.pages.pages if view.model.pages is not None else ()
    return "\n".join(item.text for page in pages for item in page.items if hasattr(item, "text"))
