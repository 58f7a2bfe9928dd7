"""Desks: what screens ask of the use cases; narrow protocols, so that a test brings working fakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from app.ports import Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from app.documents.completeness import Fault
    from app.documents.page import LaidOut
    from app.documents.printing import PrintOrder
    from app.domain.act import Act
    from app.domain.approval import Approval
    from app.domain.bureau import Bureau
    from app.domain.case import Case
    from app.domain.case_file import CaseFile
    from app.domain.certificate import Certificate, CertificateState
    from app.domain.clue import Clue, ClueState
    from app.domain.deadline import Deadline
    from app.domain.delivery import Delivery
    from app.domain.document import Document
    from app.domain.evidence import Evidence
    from app.domain.log_line import LogLine
    from app.domain.officer import Officer
    from app.domain.party import Party
    from app.domain.payment import Payment
    from app.domain.penalty import Penalty
    from app.domain.penalty_subject import PenaltySubject
    from app.domain.power_item import PowerItem
    from app.domain.role import Role
    from app.domain.setting import Setting
    from app.domain.statement import Adoption, Statement
    from app.domain.volume import Retention, Volume
    from app.rules.deadlines.clock import OpenDeadline
    from app.rules.deadlines.event_kinds import EventKind
    from app.rules.deadlines.law import Law
    from app.rules.discretion.choice import Verdict
    from app.rules.discretion.standards.catalogue import NamedStandard
    from app.rules.lists.grid import Grid
    from app.rules.lists.headings import Heading
    from app.services.approvals import Opinion, Waiting
    from app.services.cases import Offer
    from app.services.deadlines import DueCounts, DueEdges
    from app.services.documents import Owed, Sheet
    from app.services.list_import import Listing, ListReport, Looked
    from app.services.list_standards import Pick, StandardsReport
    from app.services.penalties import Footing, Weighing
    from app.services.powers import ListChange


class Clues(Protocol):
    """What screens ask of the clue desk."""

    def register(self, clue: Clue) -> Clue:
        """Keep a new clue and return it with its register number."""

    def edit(self, clue: Clue) -> Clue:
        """Keep a changed clue."""

    def to_case(self, clue_id: UUID, cause: str, department: str, handlers: tuple[UUID, ...]) -> Case:
        """Make a case of a clue."""

    def close(self, clue_id: UUID, state: ClueState, reason: str) -> Clue:
        """End a clue without a case."""


class Cases(Protocol):
    """What screens ask of the case desk."""

    def start_simple(self, case: Case, parties: Sequence[Party], acts: Sequence[Act]) -> Case:
        """Open a case of the simple procedure."""

    def edit(self, case: Case) -> Case:
        """Replace what is typed on a case."""

    def possible(self, case_id: UUID) -> tuple[Offer, ...]:
        """Return every step out of the present status."""

    def advance(self, case_id: UUID, code: str, **facts: str) -> Case:
        """Take a step, or raise ``RefusedError``."""

    def advance_despite(self, case_id: UUID, code: str, reasons: Mapping[str, str], /, **facts: str) -> Case:
        """Take a step, lifting with reasons what the law leaves room to lift."""

    def join_party(self, party: Party) -> Party:
        """Add or correct a party."""

    def part_party(self, party_id: UUID, reason: str) -> Party:
        """Let a party leave."""

    def add_act(self, act: Act) -> Act:
        """Add or correct an act."""


class Reading(Protocol):
    """What screens ask of the reading desk."""

    def open(self, case_id: UUID) -> CaseFile:
        """Return the whole file of a case."""


class Documents(Protocol):
    """What screens ask of the document desk."""

    def owed(self, case_id: UUID) -> tuple[Owed, ...]:
        """Return the papers of the present stage."""

    def draft(
        self, case_id: UUID, slug: str, party_id: UUID | None = None, parent_id: UUID | None = None
    ) -> Document:
        """Begin a document, or return the draft there is."""

    def answer(self, document_id: UUID, answers: Mapping[str, str]) -> Document:
        """Keep what was typed into a draft."""

    def sheet(self, document_id: UUID) -> Sheet:
        """Return all the editor shows."""

    def faults(self, document_id: UUID) -> tuple[Fault, ...]:
        """Return what stands against 定稿."""

    def preview(self, document_id: UUID, answers: Mapping[str, str] | None = None) -> LaidOut:
        """Return the pages as they are now."""

    def for_print(self, document_id: UUID) -> tuple[LaidOut, bool]:
        """Return the pages to print, and whether the paper was printed before."""

    def docx(self, document_id: UUID) -> bytes:
        """Return the filled form as docx."""

    def pdf(self, document_id: UUID) -> bytes:
        """Return the PDF of a final document."""

    def finalise(self, document_id: UUID) -> Document:
        """Make a draft final."""

    def issue(self, document_id: UUID, on: date | None = None) -> Document:
        """Mark a final document as issued."""

    def void(self, document_id: UUID, reason: str) -> Document:
        """Make a document void."""

    def printed(self, document_id: UUID, copies: int) -> Document:
        """Count copies that were printed."""


class Penalties(Protocol):
    """What screens ask of the penalty desk."""

    def weigh(self, case_id: UUID, party_id: UUID, act_id: UUID, found: Sequence[str]) -> Weighing:
        """Weigh one act of one party."""

    def footing(self, item: PowerItem, act_day: date, but: Sequence[UUID] = ()) -> Footing:
        """Return what an act of a day is weighed by, and what was decided for the item before."""

    def assess(self, act: Act, party: Party, penalty: Penalty, found: Sequence[str]) -> Penalty:
        """Weigh a penalty that belongs to no case; nothing is kept."""

    def choose(self, penalty: Penalty, found: Sequence[str] = ()) -> tuple[Penalty, Verdict]:
        """Keep a chosen penalty."""


class Standards(Protocol):
    """What screens ask of the standards desk."""

    def every(self) -> tuple[NamedStandard, ...]:
        """Return every standard at hand, past and present."""

    def picks(self) -> tuple[Pick, ...]:
        """Return what the bureau picked, by item or department and day."""

    def pick(self, key: str, name: str, day: date) -> None:
        """Let a standard apply to an item or department from a day."""

    def picked(self, item: PowerItem, day: date) -> NamedStandard | None:
        """Return the standard that applies to an item on a day."""

    def take_in(self, looked: Looked, listed: Listing, *, dry_run: bool = False) -> StandardsReport:
        """Keep the tier tables of a workbook."""

    def take_exemptions(self, looked: Looked, listed: Listing, *, dry_run: bool = False) -> StandardsReport:
        """Keep an exemption list."""

    def take_limits(
        self, grids: Sequence[Grid], listed: Listing, *, dry_run: bool = False
    ) -> StandardsReport:
        """Keep a table of hearing thresholds."""

    def take_table(self, text: str, *, dry_run: bool = False) -> NamedStandard:
        """Keep a standard written in the form of the shipped ones."""


class EvidenceKeeping(Protocol):
    """What screens ask of the evidence desk."""

    def add(self, evidence: Evidence, content: bytes | None) -> Evidence:
        """Add a piece with its file."""

    def verify(self, evidence_id: UUID) -> Evidence:
        """Mark a piece as verified."""

    def exclude(self, evidence_id: UUID, reason: str) -> Evidence:
        """Exclude a piece."""

    def number_apart(self, case_id: UUID) -> tuple[Evidence, ...]:
        """Give the later pieces of every double number the next free ones."""

    def content(self, evidence_id: UUID) -> bytes:
        """Return the file of a piece."""


class Deliveries(Protocol):
    """What screens ask of the delivery desk."""

    def serve(self, delivery: Delivery) -> Delivery:
        """Record a service."""

    def give_back(self, delivery_id: UUID, on: date, why: str) -> Delivery:
        """Record that what was sent came back."""


class Payments(Protocol):
    """What screens ask of the payment desk."""

    def pay(self, payment: Payment) -> Payment:
        """Record a payment."""

    def hand_over(
        self, payment_id: UUID, handed_in_on: date | None = None, banked_on: date | None = None
    ) -> Payment:
        """Record when money taken on the spot was handed in."""


class Statements(Protocol):
    """What screens ask of the statement desk."""

    def record(self, statement: Statement) -> Statement:
        """Record what a party said."""

    def review(self, statement_id: UUID, finding: str, adoption: Adoption) -> Statement:
        """Write down what the check found."""


class Approvals(Protocol):
    """What screens ask of the approval desk."""

    def waiting(self) -> Sequence[Waiting]:
        """Return what waits for the signed-in person's approval."""

    def give(self, document_id: UUID, role: Role, opinion: Opinion) -> Approval:
        """Record the signed-in person's opinion."""

    def transcribe(self, document_id: UUID, role: Role, signer_id: UUID, opinion: Opinion) -> Approval:
        """Record what somebody else signed on the paper itself."""


class Volumes(Protocol):
    """What screens ask of the volume desk."""

    def missing(self, case_id: UUID) -> tuple[str, ...]:
        """Return what the volume still lacks."""

    def bind(self, case_id: UUID, retention: Retention, checked_by: str = "") -> Volume:
        """Bind the volume."""

    def pdf(self, case_id: UUID) -> bytes:
        """Return the bound volume."""

    def printed(self, case_id: UUID, copies: int) -> None:
        """Note that the whole volume was printed."""


class Settings(Protocol):
    """What screens ask of the setting desk."""

    def value(self, name: str) -> Any:
        """Return a setting, or ``None``."""

    def put(self, name: str, value: Any) -> Setting:
        """Keep a setting."""


class Officers(Protocol):
    """What screens ask of the officer desk."""

    def save(self, officer: Officer) -> Officer:
        """Add or replace a person."""

    def certify(self, certificate: Certificate) -> Certificate:
        """Add or replace a certificate."""

    def mark(self, certificate_id: UUID, state: CertificateState, since: date) -> Certificate:
        """Change the standing of a certificate."""

    def of_town(self) -> tuple[tuple[Officer, tuple[Certificate, ...]], ...]:
        """Return the people of the town with their certificates."""


class Powers(Protocol):
    """What screens ask of the power list."""

    def on(self, day: date) -> tuple[PowerItem, ...]:
        """Return the items in the list on a day."""

    def versions(self, code: str) -> tuple[PowerItem, ...]:
        """Return every version of an item, the latest first."""

    def take_in(self, text: str, *, listed_from: date, dry_run: bool = False) -> ListChange:
        """Import an official list."""

    def install_reference(self, *, dry_run: bool = False) -> ListChange:
        """Put the shipped reference list into the store."""


class Facts(Protocol):
    """What screens ask of the desk for what happens outside the papers."""

    def tell(self, case_id: UUID, kind: EventKind, on: date, note: str = "") -> LogLine:
        """Keep that something happened on a day."""

    def take_back(self, case_id: UUID, kind: EventKind, reason: str) -> LogLine:
        """Take back what was told by mistake."""


class Limits(Protocol):
    """What screens ask of the deadline desk."""

    def of_case(self, case_id: UUID) -> tuple[tuple[OpenDeadline, ...], Law]:
        """Return every running limit of a case, and the law used."""

    def of_task(self, task_id: UUID) -> tuple[tuple[OpenDeadline, ...], Law]:
        """Return the running limit of an inspection task, and the law used."""

    def refresh(self, told: Callable[[int, int], bool] | None = None) -> int:
        """Bring the limits of changed cases up to date."""

    def counts(self) -> DueCounts:
        """Return how many of the office's limits are overdue, near and later."""

    def edges(self) -> DueEdges:
        """Return the days that part the counts."""

    def between(self, first: date | None, end: date) -> Sequence[Deadline]:
        """Return the office's own limits of some days, nearest first."""


class Rules(Protocol):
    """What screens ask of the law desk."""

    def current(self) -> Law:
        """Return rules and calendar as they apply here."""


class ListImports(Protocol):
    """What screens ask of the list import desk."""

    def sheets(self, content: bytes) -> Looked:
        """Read the sheets of a workbook that is no list of items."""

    def look(self, content: bytes, headings: Mapping[str, Heading] | None = None) -> Looked:
        """Read a workbook without taking anything in."""

    def take_in(
        self, content: bytes | Looked, listed: Listing, *, whole: bool = False, dry_run: bool = False
    ) -> ListReport:
        """Import a workbook of items in force from a day."""


class Bureaus(Protocol):
    """What screens ask of the bureau desk."""

    def save(self, bureau: Bureau) -> Bureau:
        """Add or replace a bureau."""

    def save_subject(self, subject: PenaltySubject) -> PenaltySubject:
        """Add or replace an organ in whose name decisions are signed."""

    def all(self) -> tuple[Bureau, ...]:
        """Return every bureau."""

    def subjects(self) -> tuple[PenaltySubject, ...]:
        """Return the organs of the town."""


class Printing(Pages, Protocol):
    """What screens ask of the page engine: the pages themselves, and paper."""

    def printers(self) -> tuple[str, ...]:
        """Return the names of the printers there are."""

    def print(self, doc: LaidOut, order: PrintOrder) -> None:
        """Print as ordered, or raise an ``AppError``."""

    def test_page(self) -> LaidOut:
        """Return the page a printer's offsets are measured by."""
