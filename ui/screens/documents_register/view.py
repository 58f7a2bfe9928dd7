"""Documents register: by state, form, bureau and days; opened, exported, printed as a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QListWidgetItem, QPushButton

from app.documents.ledger_docx import ledger_docx
from app.domain.errors import AppError
from ui.forms.entries import PickBox
from ui.forms.reading import read_date
from ui.jobs import Job
from ui.screens.case.passing import put_aside
from ui.screens.case.view_rows import show
from ui.screens.cases.exporting import ListExport
from ui.screens.documents_register.columns import (
    ALL,
    COLUMNS,
    DETAILS,
    LEDGER,
    NUMBERS,
    ON_PAPER,
    SHEET,
    STATES,
    form_choices,
    period,
    texts_of,
)
from ui.screens.documents_register.view_numbers import NumbersPage
from ui.widgets.bindings import bind
from ui.widgets.browse_view import FILTER, BrowseView, QuickLook
from ui.widgets.list_table import ListTable
from ui.widgets.table_model import WINDOW, ListModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.domain.bureau import Bureau
    from ui.jobs import Token
    from ui.screens.tools import Tools

MOST_PRINTED = 2_000


class TooManyRowsError(AppError):
    """More rows were to be printed than a ledger is meant for."""

    code = "register.too_many"
    hint = f"请用文种、单位或者日期缩小范围（不超过{MOST_PRINTED}件），或者导出Excel。"

    def __init__(self, count: int) -> None:
        super().__init__(f"当前有{count}件文书，不宜打印成一册台账。")


class RegisterView(BrowseView):
    """The register of all documents."""

    def __init__(self, tools: Tools) -> None:
        model = ListModel("documents", COLUMNS, tools.lists, tools.jobs)
        super().__init__(STATES, ListTable(model, "输入文号、案号、当事人查找"), QuickLook(DETAILS))
        self._tools = tools
        item = QListWidgetItem("文号核对", self.filters)
        item.setData(FILTER, (NUMBERS, {}))
        self.numbers = NumbersPage(tools)
        self.forms, self.bureaus = PickBox(), PickBox()
        self.first, self.last = QLineEdit(), QLineEdit()
        self.open_button, self.case_button = QPushButton("打开文书"), QPushButton("打开案件")
        self.export_button = QPushButton("导出（Ctrl+E）")
        self.print_button = QPushButton("打印（Ctrl+P）")
        self.export = ListExport(tools, "documents", SHEET)
        self.export.setParent(self)
        self._place()
        self._wire()

    def refresh(self) -> None:
        """Look up the same again."""
        super().refresh()
        self.numbers.refresh()

    def narrowed(self) -> dict[str, object]:
        """Return what the list is narrowed to."""
        item: QListWidgetItem | None = self.filters.currentItem()
        found: dict[str, object] = dict(item.data(FILTER)[1]) if item is not None else {}
        if self.forms.currentData():
            found["slug"] = self.forms.currentData()
        if self.bureaus.currentData():
            found["town"] = self.bureaus.currentData()
        days = period(self._read(self.first), self._read(self.last))
        return found if days is None else {**found, "final_at": days}

    def print_ledger(self) -> None:
        """Lay what is listed out as a ledger and show it as PDF, to be printed."""
        ids = self.listed.model.ids
        if len(ids) > MOST_PRINTED:
            self._tools.notices.failed(TooManyRowsError(len(ids)))
            return
        self.print_button.setEnabled(False)
        free = lambda: self.print_button.setEnabled(True)  # noqa: E731 - one line says it
        work = lambda token: self._ledger(token, ids)  # noqa: E731 - one line says it
        self._tools.jobs.start(self, Job(work, self._printed, self._tools.notices.failed, ended=free))

    def export_to(self, path: Path) -> None:
        """Write what is listed into a sheet."""
        self.export_button.setEnabled(False)
        self.export.write(self.listed.model.ids, path)

    def _ledger(self, token: Token, ids: Sequence[bytes]) -> Path:
        tools = self._tools
        rows: list[Mapping[str, Any]] = []
        for start in range(0, len(ids), WINDOW):
            rows += tools.lists.rows("documents", ids[start : start + WINDOW])
            token.at(len(rows), len(ids))
        today = tools.clock.today()
        told = f"{tools.unit}　共{len(rows)}件　打印日期：{today}"
        docx = ledger_docx("文书台账", told, LEDGER, [texts_of(each, ON_PAPER) for each in rows])
        pdf = tools.pages.pdf([tools.pages.layout(docx)], title="文书台账")
        return put_aside(f"文书台账{today}.pdf", pdf)

    def _printed(self, path: Path) -> None:
        self._tools.notices.say("台账已排好版，在打开的PDF中打印。")
        show(path)

    def _narrow(self, item: QListWidgetItem | None) -> None:
        """Show the numbers in the place of the list, or the list narrowed."""
        if item is None:
            return
        numbers = item.data(FILTER)[0] == NUMBERS
        self._split.setVisible(not numbers)
        self.numbers.setVisible(numbers)
        if numbers:
            self.numbers.refresh()
        else:
            self.listed.filter(self.narrowed())

    def _again(self) -> None:
        try:
            narrowed = self.narrowed()
        except AppError as error:
            self._tools.notices.failed(error)
            return
        self.listed.filter(narrowed)

    def _read(self, line: QLineEdit) -> date | None:
        text = line.text().strip()
        return read_date(text, self._tools.clock.today()) if text else None

    def _show_bureaus(self, bureaus: Sequence[Bureau]) -> None:
        self.bureaus.addItem("全部单位", ALL)
        for each in bureaus:
            self.bureaus.addItem(each.name, each.town)
        self.bureaus.setVisible(len(bureaus) > 1)

    def _dress_filters(self) -> None:
        for slug, title in form_choices():
            self.forms.addItem(title, slug)
        for box, words in ((self.forms, "文种"), (self.bureaus, "单位")):
            box.setAccessibleName(words)
        for box in (self.forms, self.bureaus):
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(PickBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for line, words in ((self.first, "开始日期"), (self.last, "截止日期")):
            line.setPlaceholderText(words)
            line.setAccessibleName(words)
            line.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * 8)

    def _place(self) -> None:
        self._dress_filters()
        above = QHBoxLayout()
        for each in (self.forms, self.bureaus, QLabel("定稿"), self.first, QLabel("至"), self.last):
            above.addWidget(each)
            each.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 4)
        above.addStretch()
        column = self.listed.layout()
        if column is not None:
            column.insertLayout(0, above)  # type: ignore[attr-defined]  # the list lies in a column
        for button in (self.open_button, self.case_button, self.export_button, self.print_button):
            button.setAutoDefault(True)
            # In the largest text the buttons may share the width of the smallest desk.
            button.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 4)
            self.look.buttons.addWidget(button)
        own = self.layout()
        if own is not None:
            own.addWidget(self.numbers)
        self.numbers.hide()

    def _wire(self) -> None:
        self.forms.currentIndexChanged.connect(lambda _at: self._again())
        self.bureaus.currentIndexChanged.connect(lambda _at: self._again())
        for line in (self.first, self.last):
            line.returnPressed.connect(self._again)
        self.open_button.clicked.connect(lambda: self._open(self.listed.current()))
        self.case_button.clicked.connect(lambda: self._open_case(self.listed.current()))
        self.listed.opened.connect(self._open)
        self.export_button.clicked.connect(self._ask)
        self.print_button.clicked.connect(self.print_ledger)
        self.export.told.connect(lambda done, all_: self.export_button.setText(f"导出中 {done}／{all_}"))
        self.export.written.connect(self._written)
        self.export.failed.connect(self._tools.notices.failed)
        self.export.ended.connect(self._rest)
        bind(self, "export", self._ask)
        bind(self, "print", self.print_ledger)
        bureaus = self._tools.bureaus
        self._tools.jobs.start(self, Job(lambda _token: bureaus.all(), self._show_bureaus))

    def _ask(self) -> None:
        name = f"文书台账 {self._tools.clock.today().isoformat()}.xlsx"
        path, _kind = QFileDialog.getSaveFileName(self, "导出文书台账", name, "Excel文件 (*.xlsx)")
        if path:
            self.export_to(Path(path))

    def _written(self, path: Path, count: int) -> None:
        self._tools.notices.say(f"已导出 {count} 件文书到“{path.name}”。")

    def _rest(self) -> None:
        self.export_button.setText("导出（Ctrl+E）")
        self.export_button.setEnabled(True)

    def _open(self, row: Mapping[str, Any] | None) -> None:
        if row:
            self.wants.emit("document", {"document_id": row["id"]})

    def _open_case(self, row: Mapping[str, Any] | None) -> None:
        if row:
            self.wants.emit("case", {"case_id": row["case_id"], "tab": "documents"})


def build(tools: Tools, args: Mapping[str, object]) -> RegisterView:
    """Build the register, narrowed by ``filter`` and ``text`` when given, else as it was left."""
    view = RegisterView(tools)
    view.remember(tools.remembered, "documents_register")
    view.receive({"filter": view.left_at(), **args})
    return view
