"""Staff desks: what screens of people, certificates, training and equipment ask of the use cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from app.domain.attendance import Attendance
    from app.domain.certificate import Certificate, Exam, YearlyCheck
    from app.domain.certificate_request import CertificateRequest, RequestKind
    from app.domain.equipment import Equipment
    from app.domain.equipment_move import MoveKind
    from app.domain.evidence import Evidence
    from app.domain.officer import Officer
    from app.domain.posting import Posting
    from app.domain.recorder_file import RecorderFile
    from app.domain.training_plan import TrainingPlan
    from app.domain.training_session import TrainingSession
    from app.domain.unit import Unit
    from app.rules.handlers import Candidate
    from app.rules.rosters.listed import Roster
    from app.rules.rosters.photos import Photos
    from app.rules.training import Hours
    from app.services.cards import Checked
    from app.services.certificate_issue import Card
    from app.services.equipment import Piece, RecordingReport
    from app.services.people import Notice, Person, PersonFile
    from app.services.postings import Place
    from app.services.renewals import Applied, Renewals
    from app.services.rosters import RosterReport
    from app.services.training import PlanSheet, Signed


class People(Protocol):
    """What screens ask about people, reading only."""

    def listed(self, *, everywhere: bool = False) -> tuple[Person, ...]:
        """Return the people with the certificate each relies on."""

    def file(self, officer_id: UUID) -> PersonFile:
        """Return everything on one person."""

    def handlers(self, day: date, field: str = "", case_id: UUID | None = None) -> tuple[Candidate, ...]:
        """Return everybody with whether they may handle, and why not."""

    def expiring(self, *, everywhere: bool = False) -> tuple[Notice, ...]:
        """Return the certificates near or past their end, nearest first."""

    def warn(self) -> tuple[Notice, ...]:
        """Return the expiry warnings that are due and were not given before."""


class Certificates(Protocol):
    """What screens ask of the certificate desk."""

    def apply(
        self, officer_id: UUID, kind: RequestKind, reason: str, certificate_id: UUID | None = None
    ) -> CertificateRequest:
        """Ask for a certificate."""

    def issue(self, request_id: UUID, card: Card) -> Certificate:
        """Record the certificate issued on a request."""

    def refuse(self, request_id: UUID, reason: str) -> CertificateRequest:
        """Close a request without a certificate."""

    def change(self, certificate_id: UUID, what: str, on: date, reason: str) -> Certificate:
        """Report lost, withhold, give back, freeze or cancel."""

    def paper(self, digest: str) -> bytes:
        """Return the PDF of a request or change."""

    def examined(self, certificate_id: UUID, exam: Exam) -> Certificate:
        """Add the result of an examination."""

    def checked(self, certificate_id: UUID, check: YearlyCheck) -> Certificate:
        """Record a year's check."""

    def photo(self, officer_id: UUID) -> bytes:
        """Return the photo of a person; empty for none."""

    def keep_photo(self, officer_id: UUID, content: bytes) -> Officer:
        """Keep a photo of a person."""


class Batches(Protocol):
    """What screens ask of batch renewal."""

    def apply_all(self, certificate_ids: Sequence[UUID], reason: str) -> Applied:
        """Ask for the renewal of many on one sheet."""

    def renew_all(
        self,
        certificate_ids: Sequence[UUID],
        issued_on: date,
        valid_to: date | None = None,
        told: Callable[[int, int], None] | None = None,
    ) -> Renewals:
        """Renew many in one transaction."""


class Postings(Protocol):
    """What screens ask of the posting desk."""

    def units(self, day: date | None = None) -> tuple[Unit, ...]:
        """Return the units known here."""

    def save_unit(self, unit: Unit) -> Unit:
        """Add or replace a unit."""

    def post(self, officer_id: UUID, place: Place, begins: date) -> Posting:
        """Post an officer from a day on."""

    def transfer(self, officer_id: UUID, town: str, place: Place, on: date) -> Officer:
        """Move an officer to another bureau."""

    def leave(self, officer_id: UUID, last: date, reason: str) -> Officer:
        """End an officer's time in the bureau."""


class Rosters(Protocol):
    """What screens ask of the roster import."""

    def look(self, content: bytes) -> Roster:
        """Read and check, taking nothing in."""

    def take_in(
        self,
        content: bytes,
        photos: Photos | None = None,
        *,
        dry_run: bool = False,
        told: Callable[[int, int], None] | None = None,
    ) -> RosterReport:
        """Take the good rows in."""


class Cards(Protocol):
    """What screens ask of printing and checking."""

    def cards(
        self, certificate_ids: Sequence[UUID] = (), told: Callable[[int, int], None] | None = None
    ) -> bytes:
        """Return a PDF of cards."""

    def register(self, rows: Sequence[Sequence[str]] | None = None) -> bytes:
        """Return a PDF of the register."""

    def register_rows(self, certificate_ids: Sequence[UUID] = ()) -> tuple[tuple[str, ...], ...]:
        """Return the rows of the register."""

    def check(self, text: str) -> Checked:
        """Check the text of a code."""

    def check_picture(self, picture: bytes) -> tuple[Checked, ...]:
        """Check every code in a picture."""


class Training(Protocol):
    """What screens ask of the training desk."""

    def save_plan(self, plan: TrainingPlan) -> TrainingPlan:
        """Add or replace a plan."""

    def save_session(self, session: TrainingSession) -> TrainingSession:
        """Add or replace a session."""

    def sign(self, session_id: UUID, sheet: Sequence[Signed]) -> tuple[Attendance, ...]:
        """Record the sheet of a session."""

    def sheets(self, year: int) -> tuple[PlanSheet, ...]:
        """Return the plans of a year."""

    def hours(self, year: int, *, everywhere: bool = False) -> tuple[Hours, ...]:
        """Return the year's hours of everybody."""

    def of_officer(self, officer_id: UUID) -> tuple[tuple[TrainingSession, Attendance], ...]:
        """Return what an officer attended."""

    def required(self) -> tuple[int, bool]:
        """Return the hours asked for, and whether the office confirmed them."""

    def people(self) -> tuple[Officer, ...]:
        """Return who can be on a sheet."""


class Gear(Protocol):
    """What screens ask of the equipment desk."""

    def save(self, piece: Equipment) -> Equipment:
        """Add or correct a piece."""

    def move(
        self, equipment_id: UUID, kind: MoveKind, on: date, officer_id: UUID | None = None, note: str = ""
    ) -> Equipment:
        """Issue, return, repair or report lost."""

    def pieces(self, officer_id: UUID | None = None) -> tuple[Piece, ...]:
        """Return the pieces."""

    def take_list(self, name: str, content: bytes) -> RecordingReport:
        """Take a station's list of recordings."""

    def recordings(self) -> tuple[tuple[RecorderFile, str], ...]:
        """Return the recordings with their officer's name."""

    def offered(self, case_id: UUID) -> tuple[RecorderFile, ...]:
        """Return the recordings that may belong to a case."""

    def take_as_evidence(self, file_id: UUID, case_id: UUID) -> Evidence:
        """Register a recording as evidence of a case."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The desks of people (人员各台), and a reader of photo folders."""

    people: People
    certificates: Certificates
    renewals: Batches
    postings: Postings
    rosters: Rosters
    cards: Cards
    training: Training
    equipment: Gear
    photos: Callable[[Path], Photos]
