"""Reads a case in the background, and carries out what is done on its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.documents.catalogue import forms
from app.domain.document import DocumentState
from ui.forms.entries import Choice
from ui.forms.supply import FormSupply, Picks, read_picks, with_reasons
from ui.jobs import Job, Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.domain.errors import AppError
    from app.domain.power_item import PowerItem
    from app.rules.deadlines.clock import OpenDeadline
    from app.rules.handlers import Candidate
    from app.services.cases import Offer
    from app.services.documents import Owed
    from ui.screens.tools import Tools


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows of one reading (案件页所见).

    Attributes:
        gaps: Number of missing things by id of a draft paper.
        items: The power items in the list on the day that counts for the case, by id.
        able: Everybody with whether they may be a handler of the case today.
    """

    file: CaseFile
    offers: tuple[Offer, ...] = ()
    owed: tuple[Owed, ...] = ()
    limits: tuple[OpenDeadline, ...] = ()
    gaps: Mapping[UUID, int] = field(default_factory=dict)
    items: Mapping[UUID, PowerItem] = field(default_factory=dict)
    picks: Picks = field(default_factory=Picks)
    able: tuple[Candidate, ...] = ()


class CaseModel(QObject):
    """One case: the last reading of it, and one piece of work at a time.

    Signals:
        shown: A new reading (``Seen``).
        busy_changed: Whether something is being carried out; a second thing is not begun meanwhile.
    """

    shown = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, tools: Tools, case_id: UUID) -> None:
        super().__init__()
        self.tools, self.case_id = tools, case_id
        self.seen: Seen | None = None
        self.supply = FormSupply(tools.clock, in_capitals=tools.in_capitals)
        self.handler_supply = self.supply
        self._busy = False

    @property
    def file(self) -> CaseFile:
        """The last reading; there is one before anything can be pressed."""
        if self.seen is None:
            msg = "nothing was read yet"
            raise ValueError(msg)
        return self.seen.file

    def refresh(self) -> None:
        """Read the case anew."""
        self.tools.jobs.start(self, Job(lambda _token: self._read(), self._show))

    def do(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """Carry something out, then read anew; without ``failed`` the notices show a failure."""
        if self._busy:
            return
        self._set_busy(on=True)
        refused = failed or self.tools.notices.failed

        def taken(result: Any) -> None:
            if done is not None:
                done(result)
            self.refresh()

        rest = lambda: self._set_busy(on=False)  # noqa: E731 - one line says it
        self.tools.jobs.start(self, Job(lambda _token: work(), taken, refused, lane=lane, ended=rest))

    def look(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Fetch something that changes nothing."""
        self.tools.jobs.start(self, Job(lambda _token: work(), done))

    def paper(self, slug: str, party_id: UUID | None, done: Callable[[Document], None]) -> None:
        """Make a draft of a paper, or find the one there is, and hand it over."""
        self.do(lambda: self.tools.documents.draft(self.case_id, slug, party_id), done)

    def _read(self) -> Seen:
        tools = self.tools
        file = tools.reading.open(self.case_id)
        items, picks = self._list(file)
        open_ = not file.case.read_only
        drafts = [each for each in file.documents if each.state is DocumentState.DRAFT]
        return Seen(
            file,
            tools.cases.possible(self.case_id),
            tools.documents.owed(self.case_id) if open_ else (),
            tools.deadlines.of_case(self.case_id)[0] if open_ else (),
            {
                each.id: len(tools.documents.faults(each.id))
                for each in drafts
                if open_ and each.slug in forms()
            },
            items,
            picks,
            tools.staff.people.handlers(tools.clock.today(), file.case.department, self.case_id)
            if open_
            else (),
        )

    def _list(self, file: CaseFile) -> tuple[Mapping[UUID, PowerItem], Picks]:
        """Return the list of the day with what can be picked; read again only when the day has changed."""
        if self.seen is not None and self.seen.file.case.filed_on == file.case.filed_on:
            return self.seen.items, self.seen.picks
        items = self._items(file)
        return items, self._picks(file, items)

    def _items(self, file: CaseFile) -> Mapping[UUID, PowerItem]:
        day: date = file.case.filed_on or self.tools.clock.today()
        return {each.id: each for each in self.tools.powers.on(day)} | {each.id: each for each in file.items}

    def _picks(self, file: CaseFile, items: Mapping[UUID, PowerItem]) -> Picks:
        """Handlers stand first among the people: they are picked most."""
        people = read_picks(self.tools.lists, self.tools.who().town).officers
        people = tuple(sorted(people, key=lambda each: each.key not in file.case.handlers))
        found = (
            Choice(each.id, f"{each.code}　{each.name}", f"{each.department} {each.initials}")
            for each in items.values()
        )
        return Picks(people, tuple(found))

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        self.supply = FormSupply(self.tools.clock, seen.picks, self.tools.in_capitals)
        able = with_reasons(seen.picks, seen.able)
        self.handler_supply = FormSupply(self.tools.clock, able, self.tools.in_capitals)
        self.shown.emit(seen)

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self.busy_changed.emit(on)
