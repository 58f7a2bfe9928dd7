"""Drafting (草稿保存): each keystroke goes to the store; of several that wait only the newest."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.draft import FormDraft
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.ports import Clock, Drafts
    from ui.jobs import JobRunner


@dataclass(frozen=True, slots=True)
class Desk:
    """What keeping drafts needs: where, when, and the threads."""

    drafts: Drafts
    clock: Clock
    jobs: JobRunner


class _Latest:
    """Hands the newest draft from the UI thread to the writing one; older ones are forgotten."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._draft: FormDraft | None = None
        self.writing = False

    @property
    def empty(self) -> bool:
        with self._lock:
            return self._draft is None and not self.writing

    def put(self, draft: FormDraft | None) -> None:
        with self._lock:
            self._draft = draft

    def write(self, drafts: Drafts) -> None:
        with self._lock:
            draft, self._draft = self._draft, None
            self.writing = draft is not None
        try:
            if draft is not None:
                drafts.save(draft)
        finally:
            self.writing = False


class DraftKeeper(QObject):
    """Keeps what is typed in one place (``clue/new``, ``party/<id>``); what is queued outlives its form."""

    def __init__(self, desk: Desk, place: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._place = place
        self._latest = _Latest()

    @property
    def idle(self) -> bool:
        """Whether everything typed is in the store."""
        return self._latest.empty

    def keep(self, texts: Mapping[str, str]) -> None:
        """Write the texts; of several that wait only the newest is written."""
        latest, drafts = self._latest, self._desk.drafts
        latest.put(FormDraft(self._place, dict(texts), self._desk.clock.now()))
        self._desk.jobs.start(self, Job(lambda _token: latest.write(drafts)))

    def load(self, found: Callable[[Mapping[str, str]], None]) -> None:
        """Hand over the texts of an earlier draft, if there is one."""

        def take(draft: FormDraft | None) -> None:
            if draft is not None:
                found(draft.texts)

        drafts, place = self._desk.drafts, self._place
        self._desk.jobs.start(self, Job(lambda _token: drafts.load(place), take))

    def drop(self) -> None:
        """Forget the draft, also what has not been written yet."""
        self._latest.put(None)
        drafts, place = self._desk.drafts, self._place
        self._desk.jobs.start(self, Job(lambda _token: drafts.drop(place)))
