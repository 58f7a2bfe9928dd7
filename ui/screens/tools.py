"""Tools: what the window hands to every screen; narrow protocols, so that a test brings working fakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.forms.drafting import Desk
from ui.remembered import Remembered
from ui.tokens import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.money import Money
    from app.ports import Clock, Drafts, Ids, Lists, Sheets, WhoIs
    from ui.jobs import JobRunner
    from ui.notices import Notices
    from ui.screens import desks, inspection_desks, paper_desks
    from ui.screens.giving_out_desk import GivingOut
    from ui.screens.staff_desks import Staff
    from ui.screens.sync_desk import SyncDesk


@dataclass(frozen=True, slots=True)
class Tools:
    """Ports, desks and what belongs to the window.

    Attributes:
        unit: Name of the bureau the signed-in person works in.
        look: Theme and text size of the running window.
        remembered: Small choices of this person at this computer.
        wear: Dresses the running program in another look.
        in_capitals: Amounts in the characters used on papers.
    """

    jobs: JobRunner
    notices: Notices
    lists: Lists
    drafts: Drafts
    clock: Clock
    ids: Ids
    who: WhoIs
    clues: desks.Clues
    cases: desks.Cases
    reading: desks.Reading
    documents: desks.Documents
    penalties: desks.Penalties
    evidence: desks.EvidenceKeeping
    deliveries: desks.Deliveries
    payments: desks.Payments
    statements: desks.Statements
    approvals: desks.Approvals
    volumes: desks.Volumes
    file_review: paper_desks.FileReviews
    typesetting: paper_desks.TypesettingChoice
    scans: paper_desks.Scans
    numbers: paper_desks.NumberSeries
    exports: paper_desks.Exports
    templates: paper_desks.Templates
    settings: desks.Settings
    officers: desks.Officers
    staff: Staff
    powers: desks.Powers
    deadlines: desks.Limits
    facts: desks.Facts
    bureaus: desks.Bureaus
    law: desks.Rules
    lists_import: desks.ListImports
    standards: desks.Standards
    giving_out: GivingOut
    syncing: SyncDesk
    inspections: inspection_desks.Inspections
    draws: inspection_desks.Draws
    inspection_tasks: inspection_desks.InspectionTasks
    sheets: Sheets
    pages: desks.Printing
    unit: str = ""
    look: Look = field(default_factory=Look)
    remembered: Remembered = field(default_factory=Remembered)
    wear: Callable[[Look], None] | None = None
    in_capitals: Callable[[Money], str] | None = None

    @property
    def desk(self) -> Desk:
        """What keeping drafts needs."""
        return Desk(self.drafts, self.clock, self.jobs)
