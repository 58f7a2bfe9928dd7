"""Above the form (裁量之前): the item, what can be ordered, the exemption list, old and new law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.jobs import Job
from ui.screens.case.view_basis import CORRECTION, card, correction_open, exempt_card, item_card
from ui.screens.case.view_versions import VersionTable

if TYPE_CHECKING:
    from app.domain.case_file import CaseFile
    from ui.screens.case.discretion import Pair
    from ui.screens.tools import Tools


class Above(QWidget):
    """The cards a pair is weighed under.

    Signals:
        wants: Slug of a screen and what it is opened with.
    """

    wants = Signal(str, object)

    def __init__(self, tools: Tools, file: CaseFile, pair: Pair, *, told: bool, orders: bool) -> None:
        """Take the pair; correction is told where ``told``, and may be ordered where ``orders``."""
        super().__init__()
        self._tools = tools
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(item_card(pair, file=file, orders=told))
        if orders and correction_open(file, pair):
            column.addWidget(self._order_button(file, pair))
        if pair.exemptions:
            column.addWidget(exempt_card(pair))
        self.versions = VersionTable() if pair.later is not None else None
        if self.versions is not None:
            words = "行为日之后罚则有变更，从旧兼从轻；幅度按下面填写的计罚事实得出"
            column.addWidget(card("新旧规定比较", words, self.versions))

    def compare(self, pair: Pair, fine_facts: str) -> None:
        """Compare old and new law with facts as they stand."""
        if self.versions is not None:
            self.versions.show_pair(pair, fine_facts)

    def _order_button(self, file: CaseFile, pair: Pair) -> QPushButton:
        button = QPushButton("制作责令改正通知书")
        button.setProperty("rank", "link")
        documents, case_id, party_id = self._tools.documents, file.case.id, pair.party.id
        draft = Job(
            lambda _token: documents.draft(case_id, CORRECTION, party_id),
            lambda made: self.wants.emit("document", {"document_id": made.id}),
        )
        button.clicked.connect(lambda: self._tools.jobs.start(self, draft))
        return button
