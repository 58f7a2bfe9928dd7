"""Tabs (案件页标签组): builds every tab of the page in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui.screens.case.goals import TABS
from ui.screens.case.view_acts import ActsTab
from ui.screens.case.view_approvals import ApprovalsTab
from ui.screens.case.view_deadlines import DeadlineTab
from ui.screens.case.view_discretion import DiscretionTab
from ui.screens.case.view_documents import DocumentsTab
from ui.screens.case.view_evidence import EvidenceTab
from ui.screens.case.view_log import LogTab
from ui.screens.case.view_overview import OverviewTab
from ui.screens.case.view_parties import PartiesTab
from ui.screens.case.view_review import ReviewTab
from ui.screens.case.view_service import ServiceTab
from ui.screens.case.view_tab import CaseTab
from ui.screens.case.view_volume import VolumeTab

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.screens.case.viewmodel import CaseModel, Seen


class WidgetTab(CaseTab):
    """A tab around a widget that shows a case file by itself."""

    def __init__(self, model: CaseModel, held: DiscretionTab | DeadlineTab) -> None:
        super().__init__(model)
        self.held = held
        column = QVBoxLayout(self.front)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(held)

    def show_seen(self, seen: Seen) -> None:
        """Show the case file."""
        self.held.show_file(seen.file)

    def take_keys(self) -> None:
        """Put the keys into the widget."""
        self.held.take_keys()

    def go(self, key: str) -> None:
        """Let the widget go to a record."""
        self.held.go(key)


def _discretion(model: CaseModel) -> CaseTab:
    held = DiscretionTab(model.tools, model.case_id)
    tab = WidgetTab(model, held)
    held.changed.connect(model.refresh)
    held.wants.connect(tab.wants)
    return tab


def _deadlines(model: CaseModel) -> CaseTab:
    return WidgetTab(model, DeadlineTab(model.tools, model.case_id))


_BUILT: Mapping[str, Callable[[CaseModel], CaseTab]] = {
    "overview": OverviewTab,
    "parties": PartiesTab,
    "acts": ActsTab,
    "evidence": EvidenceTab,
    "documents": DocumentsTab,
    "discretion": _discretion,
    "deadlines": _deadlines,
    "service": ServiceTab,
    "approvals": ApprovalsTab,
    "log": LogTab,
    "volume": VolumeTab,
    "review": ReviewTab,
}


def build_tabs(model: CaseModel) -> dict[str, CaseTab]:
    """Return every tab by name, in the order of ``TABS``."""
    return {name: _BUILT[name](model) for name in TABS}
