"""Lays the discretion account out, and sends it to a printer or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.documents.discretion_page import TITLE, discretion_lines, discretion_page
from app.domain.errors import AppError
from ui.jobs import Job, Lane
from ui.screens.document.orders import TO_FILE, last_printer, order_of, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app.documents.page import LaidOut
    from ui.screens.tools import Tools


class FileUnwritableError(AppError):
    """The page could not be written where it was to go."""

    code = "account.file"
    hint = "请换一个位置再保存。"

    def __init__(self, why: str) -> None:
        super().__init__(f"没有保存：{why}。")


class AccountModel(QObject):
    """One account: its lines and its pages.

    Signals:
        laid: A ``LaidOut`` to be shown.
        said: What was done, in words.
        refused: An ``AppError``.
    """

    laid = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self.lines: tuple[str, ...] = ()
        self.pages: LaidOut | None = None

    def take(self, args: Mapping[str, object]) -> None:
        """Take lines, or the penalties of a case by ``case_id`` and ``penalty_id``."""
        lines, case_id, penalty = args.get("lines"), args.get("case_id"), args.get("penalty_id")
        if isinstance(lines, tuple):
            self._start(lambda: lines)
        elif isinstance(case_id, UUID) and isinstance(penalty, UUID):
            self._start(lambda: self._of_case(case_id, penalty))

    def print(self) -> None:
        """Print one copy on the printer used last."""
        tools, pages = self.tools, self.pages
        if pages is None:
            return
        printer = last_printer(tools.drafts)
        name = "" if printer == TO_FILE else printer
        order = order_of({"printer": name, "copies": "1", **remembered(tools.drafts, name)}, TITLE)
        work = Job(
            lambda _token: tools.pages.print(pages, order),
            lambda _none: self.said.emit("裁量说明已送打印机。"),
            self.refused.emit,
            lane=Lane.OTHER,
        )
        tools.jobs.start(self, work)

    def export(self, path: Path) -> None:
        """Write the pages as a PDF file."""
        tools, pages = self.tools, self.pages
        if pages is None:
            return

        def write() -> None:
            try:
                path.write_bytes(tools.pages.pdf([pages], title=TITLE))
            except OSError as error:
                raise FileUnwritableError(error.strerror or str(error)) from error

        def told(_none: object) -> None:
            self.said.emit(f"裁量说明已保存到{path}。")

        tools.jobs.start(self, Job(lambda _token: write(), told, self.refused.emit, lane=Lane.OTHER))

    def _of_case(self, case_id: UUID, penalty_id: UUID) -> tuple[str, ...]:
        file = self.tools.reading.open(case_id)
        kept = next(each for each in file.penalties if each.id == penalty_id)
        act = next(each for each in file.acts if each.id == kept.act_id)
        item, party = file.item_of(act), file.party(kept.party_id)
        if item is None:
            return ()
        head = f"案件：{file.case.number or '（尚未编号）'}　{file.case.cause}"
        return (head, *discretion_lines(act, item, kept, party.name if party is not None else ""))

    def _start(self, lines: Callable[[], tuple[str, ...]]) -> None:
        tools = self.tools

        def work() -> tuple[tuple[str, ...], LaidOut]:
            found = lines()
            page = discretion_page(found, tools.who().name, tools.clock.today())
            return found, tools.pages.layout(page)

        def done(made: tuple[tuple[str, ...], LaidOut]) -> None:
            self.lines, self.pages = made
            self.laid.emit(self.pages)

        tools.jobs.start(self, Job(lambda _token: work(), done, self.refused.emit))
