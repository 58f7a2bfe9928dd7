"""Reads what waits for an opinion and the paper in hand, and gives the opinion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.draft import FormDraft
from ui.forms.drafting import DraftKeeper
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.documents.page import LaidOut
    from app.domain.approval import Approval
    from app.domain.case_file import CaseFile
    from app.services.approvals import Opinion, Waiting
    from ui.screens.tools import Tools

USUAL = ("同意。", "事实清楚，证据充分，同意。", "程序合法，适用依据正确，同意。", "证据不足，请补充调查。")


@dataclass(frozen=True, slots=True)
class InHand:
    """The paper in hand (正在审批): its pages, its case, and the opinions given before."""

    waiting: Waiting
    pages: LaidOut
    file: CaseFile
    earlier: tuple[Approval, ...]


class ApprovalModel(QObject):
    """The box of one person: one opinion is given at a time.

    Signals:
        listed: What waits (a sequence of ``Waiting``).
        read: The paper in hand (``InHand``).
        given: The opinion is kept.
        refused: An ``AppError``; nothing was kept.
        phrases_read: The phrases of the person at this computer.
    """

    listed = Signal(object)
    read = Signal(object)
    given = Signal(object)
    refused = Signal(object)
    phrases_read = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self._wanted: UUID | None = None
        self._busy = False

    @property
    def place(self) -> str:
        """Where the phrases of the person are kept."""
        return f"approvals/phrases/{self.tools.who().officer_id}"

    def refresh(self) -> None:
        """Read what waits, oldest first."""

        def work() -> Sequence[Waiting]:
            return sorted(self.tools.approvals.waiting(), key=_since)

        self.tools.jobs.start(self, Job(lambda _token: work(), self.listed.emit))

    def keeper(self, waiting: Waiting) -> DraftKeeper:
        """Return what keeps the opinion on a paper while it is typed."""
        return DraftKeeper(self.tools.desk, f"approval/{waiting.document.id}/{waiting.role}", self)

    def open(self, waiting: Waiting) -> None:
        """Read a paper; one asked for since then is read instead."""
        tools, name = self.tools, waiting.document.id
        self._wanted = name

        def work() -> InHand:
            file = tools.reading.open(waiting.case.id)
            earlier = file.approvals_of(waiting.document)
            return InHand(waiting, tools.documents.preview(name), file, tuple(earlier))

        def done(found: InHand) -> None:
            if self._wanted == name:
                self.read.emit(found)

        tools.jobs.start(self, Job(lambda _token: work(), done))

    def give(self, waiting: Waiting, opinion: Opinion) -> None:
        """Give an opinion, then read what waits anew."""
        if self._busy:
            return
        self._busy = True
        approvals = self.tools.approvals

        def ended() -> None:
            self._busy = False

        def done(given: Approval) -> None:
            self.given.emit(given)
            self.refresh()

        work = lambda _token: approvals.give(waiting.document.id, waiting.role, opinion)  # noqa: E731 - one line says it
        self.tools.jobs.start(self, Job(work, done, self.refused.emit, ended=ended))

    def read_phrases(self) -> None:
        """Read the phrases of the person, or the usual ones."""
        drafts, place = self.tools.drafts, self.place

        def done(found: FormDraft | None) -> None:
            lines = found.texts.get("phrases", "").split("\n") if found is not None else []
            self.phrases_read.emit(tuple(each for each in lines if each.strip()) or USUAL)

        self.tools.jobs.start(self, Job(lambda _token: drafts.load(place), done))

    def keep_phrases(self, text: str) -> None:
        """Keep phrases, one a line; none brings back the usual ones."""
        drafts, draft = self.tools.drafts, FormDraft(self.place, {"phrases": text}, self.tools.clock.now())
        self.tools.jobs.start(self, Job(lambda _token: drafts.save(draft), lambda _none: self.read_phrases()))


def _since(waiting: Waiting) -> str:
    return (waiting.document.final_at or waiting.document.created_at).isoformat()
