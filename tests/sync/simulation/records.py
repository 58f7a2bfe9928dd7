"""What clerks write: new records of real kinds and edits of them, each text with its town's canary word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.approval import Approval, Verdict
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.document import Document, DocumentState
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.log_line import LogLine
from app.domain.party import Party, PartyKind
from app.domain.role import Role

if TYPE_CHECKING:
    from tests.sync.simulation.chance import Chance
    from tests.sync.simulation.clocks import DeskClock, DrawnIds

SERIES, OTHER_SERIES = "示城执罚", "示城执责改"
OFFICERS = tuple(UUID(int=0xF000 + number) for number in range(6))
_STATUSES = (CaseStatus.FILED, CaseStatus.INVESTIGATING, CaseStatus.INVESTIGATED, CaseStatus.NOTIFIED)


@dataclass
class Writer:
    """One clerk at one desk who writes what the seed says.

    Attributes:
        canary: The word that stands in every text of this town, and in no other town's.
    """

    town: str
    canary: str
    user: UUID
    clock: DeskClock
    ids: DrawnIds
    chance: Chance
    _written: int = 0

    def text(self) -> str:
        """Return a text that was never written before."""
        self._written += 1
        return f"{self.canary}{self.chance.getrandbits(40):x}.{self._written}"

    def case(self) -> Case:
        """Return a new case."""
        start = (self.ids.new(), self.town, Procedure.ORDINARY, CaseStatus.CLUE, self.clock.now(), None)
        return Case(*start, self.text(), handlers=self._handlers(), findings=self.text())

    def party(self, case: Case) -> Party:
        """Return a new party of a case."""
        return Party(self.ids.new(), self.town, case.id, PartyKind.OTHER_ORGANISATION, self.text())

    def evidence(self, case: Case) -> Evidence:
        """Return a new piece of evidence of a case."""
        kind = self.chance.choice(tuple(EvidenceKind))
        return Evidence(self.ids.new(), self.town, case.id, 1, kind, self.text(), proves=self.text())

    def document(self, case: Case) -> Document:
        """Return a new draft of a case."""
        start = (self.ids.new(), self.town, case.id, "penalty_decision", self.clock.now(), self.user)
        return Document(*start, answers={"decision.method": self.text()})

    def approval(self, document: Document) -> Approval:
        """Return an opinion on a document."""
        start = (self.ids.new(), self.town, document.case_id, document.id, Role.UNIT_HEAD, Verdict.AGREE)
        return Approval(*start, self.text(), self.user, self.text(), self.clock.today(), self.clock.now())

    def line(self, case: Case) -> LogLine:
        """Return a line of the log of a case."""
        start = (self.ids.new(), self.town, case.id, self.clock.now(), self.user)
        return LogLine(*start, self.text(), "示例机", "example", self.text())

    def final(self, document: Document, number: str) -> Document:
        """Return a draft as 定稿 with its number."""
        return replace(
            document,
            state=DocumentState.FINAL,
            number=number,
            frozen={"party.name": self.text()},
            archive_hash=self.text(),
            final_at=self.clock.now(),
            final_by=self.user,
        )

    def edited(self, record: Any) -> Any:
        """Return a record with one or two of its values written anew."""
        wishes = self.chance.sample(_EDITS[type(record)], self.chance.choice((1, 1, 1, 2)))
        changes: dict[str, Any] = {}
        for name in wishes:
            changes.update(self._change(record, name))
        return replace(record, **changes)

    def _change(self, record: Any, name: str) -> dict[str, Any]:
        if name == "status":
            return {name: self.chance.choice(_STATUSES), "status_since": self.clock.now()}
        return {name: self._value(record, name)}

    def _value(self, record: Any, name: str) -> Any:
        if name == "handlers":
            return self._handlers(record.handlers)
        if name == "answers":
            return {**record.answers, "decision.method": self.text()}
        if name in ("confirmed_steps", "pages", "prints"):
            return self.chance.randint(1, 40)
        return (*record.scans[-2:], self.text()) if name == "scans" else self.text()

    def _handlers(self, now: tuple[UUID, ...] = ()) -> tuple[UUID, ...]:
        other = self.chance.choice(OFFICERS)
        return tuple(each for each in now if each != other) if other in now else (*now, other)


_EDITS: dict[type, tuple[str, ...]] = {
    Case: ("cause", "findings", "brief", "handlers", "status", "ending_reason", "confirmed_steps"),
    Party: ("name", "id_number", "address", "telephone", "left_reason"),
    Evidence: ("name", "proves", "pages", "file_name", "place"),
    Document: ("answers", "pages", "prints", "scans", "void_reason"),
}
KINDS = tuple(_EDITS)
