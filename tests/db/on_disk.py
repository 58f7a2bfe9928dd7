"""A case in order or broken, put into a real store, and the desks tried on it there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from app.adapters.ids import RisingIds
from app.domain.case import Case
from app.domain.penalty_subject import PenaltySubject
from app.rules.deadlines.rulebook import published_rules
from app.rules.gates.names import paper_name
from app.rules.gates.recording import slots
from app.services.case_reading import CaseReading
from app.services.cases import CaseDesk
from app.services.documents import DocumentDesk
from app.services.office import Office
from app.services.refused import RefusedError
from localdb.outbox import Means
from localdb.store import Store, open_store
from sync.codecs import encode
from tests.builders import ident
from tests.fake_papers import PlainForms, PlainPages
from tests.fakes import MemoryFiles
from ui.screens.case.goals import goal_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.case_file import CaseFile
    from app.domain.document import Document
    from app.rules.gates.refusal import Place, Refusal
    from tests.unit.services.world import World

CASE = ident("case")
_OF_THE_CASE = ("field", "case", "clue", "recording")


@dataclass
class OnDisk:
    """A world's records in a store of their own, with the desks over it."""

    store: Store
    office: Office

    @classmethod
    def of(cls, world: World, folder: Path) -> OnDisk:
        """Keep everything a world holds in one transaction of a new store."""
        store = open_store(folder / "store", Means(encode, world.clock, RisingIds(world.clock), world.seat))
        with store.begin() as work:
            for kind, rows in world.store.tables.items():
                for each in rows.values():
                    work.of(kind).save(each)
            work.commit()
        office = Office(store.begin, world.clock, world.store.ids, world.seat, store.read)
        return cls(store, office)

    def step(self, code: str, **facts: str) -> tuple[Refusal, ...]:
        """Take a step through the desk; return what refused it, after which nothing may have changed."""
        before = self.file()
        try:
            case = CaseDesk(self.office).advance(CASE, code, **facts)
        except RefusedError as error:
            assert self.file() == before, "nothing was kept"
            return error.refusals
        assert self.file().case == case, "the step was kept"
        return ()

    def finish(self, document: Document) -> tuple[Refusal, ...]:
        """Make a paper final through the desk; return what refused it."""
        desk = DocumentDesk(self.office, PlainForms(), PlainPages(), MemoryFiles())
        try:
            assert desk.finalise(document.id).standing
        except RefusedError as error:
            return error.refusals
        return ()

    def warned(self, code: str) -> tuple[Refusal, ...]:
        """Return what a step warns of."""
        offers = {each.transition.code: each for each in CaseDesk(self.office).possible(CASE)}
        return offers[code].warnings

    def file(self) -> CaseFile:
        """Read the case as it is kept."""
        return CaseReading(self.office).open(CASE)


def leads_somewhere(file: CaseFile, place: Place) -> bool:
    """Tell whether what a refusal names is there, and whether the case page knows the way."""
    goal = goal_of(place.kind, place.key)
    known = goal.screen or goal.tab != "overview" or place.kind in _OF_THE_CASE
    return bool(known) and _is_there(file, place)


def _is_there(file: CaseFile, place: Place) -> bool:
    key = place.key
    if place.kind == "field":
        named = {each.name for kind in (Case, PenaltySubject) for each in fields(kind)}
        return key in named or "." in key
    if place.kind == "document":
        return bool(paper_name(key))
    if place.kind == "recording":
        return key in {each.name for each in slots()}
    if place.kind in ("deadlines", "deadline"):
        return key in published_rules().rules
    records = (file.parties, file.acts, file.penalties, file.evidence, file.statements, file.payments)
    ids = {str(each.id) for some in (*records, file.officers) for each in some}
    return key == "new" or key in ids
