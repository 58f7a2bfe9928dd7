"""Desks of papers (文书各台): what screens ask of review, scans, numbers, export and templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.documents.page import LaidOut
    from app.documents.trial import Trial
    from app.domain.document import Document
    from app.domain.form_template import FormTemplate
    from app.domain.typesetting import Typesetting
    from app.rules.file_review import Lost, Review, Rule, Scored
    from app.services.form_checks import Checked
    from app.services.number_register import Series
    from app.services.office_forms import FormLine
    from app.services.volume_export import Piece


class FileReviews(Protocol):
    """What screens ask of the file review desk."""

    def review(self, case_id: UUID) -> Review:
        """Score the file of a case."""

    def of_paper(self, document_id: UUID) -> tuple[tuple[Scored, Lost], ...]:
        """Return what loses points and can be put right in one paper."""

    def weights(self) -> tuple[tuple[Rule, int], ...]:
        """Return every rule with what it is worth here."""

    def set_weight(self, code: str, points: int) -> None:
        """Keep what a rule is worth here."""


class TypesettingChoice(Protocol):
    """What screens ask of the typesetting desk."""

    def chosen(self) -> Typesetting:
        """Return how the town sets its papers."""

    def choose(self, chosen: Typesetting) -> None:
        """Keep how papers are set from now on."""


class NumberSeries(Protocol):
    """What screens ask of the number register."""

    def series(self) -> tuple[Series, ...]:
        """Return every series with its used, void, open and missing numbers."""


class Exports(Protocol):
    """What screens ask of the volume export."""

    def pieces(self, case_id: UUID) -> tuple[Piece, ...]:
        """Return every file of a case with its manifest."""


class Scans(Protocol):
    """What screens ask of the scan desk."""

    def attach(self, document_id: UUID, content: bytes) -> Document:
        """Put the scan of a signed paper beside it."""

    def take_off(self, document_id: UUID, digest: str, reason: str) -> Document:
        """Take a scan off a paper, with the reason."""

    def pages(self, digest: str) -> LaidOut:
        """Return a kept scan as pages."""


class Templates(Protocol):
    """What screens ask of the template desk."""

    def lines(self) -> tuple[FormLine, ...]:
        """Return every form with the office's templates and titles."""

    def check(self, slug: str, docx: bytes) -> Checked:
        """Check a file for a form without keeping it."""

    def look(self, slug: str, docx: bytes, trial: Trial) -> LaidOut:
        """Return the pages of a file filled for a form."""

    def content(self, template_id: UUID) -> bytes:
        """Return the docx of a kept template."""

    def bring(self, slug: str, docx: bytes, file_name: str) -> FormTemplate:
        """Keep a template as the next version."""

    def set_live(self, template_id: UUID, day: date) -> FormTemplate:
        """Use a template from a day on."""

    def withdraw(self, template_id: UUID) -> FormTemplate:
        """Use a template no more."""

    def set_title(self, slug: str, title: str) -> None:
        """Give a form a title of the office's own."""
