"""Import of officers page: list and photos above, what was found below, 导入 at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QLabel, QLineEdit, QPushButton

from app.rules.rosters.listed import WEIGHT_WORDS, Finding, Weight
from ui.screens.case.passing import content_of
from ui.screens.case.view_rows import Cells, Rows
from ui.screens.officers.model import DeskModel
from ui.screens.officers.view_desk import DeskView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.errors import AppError
    from app.services.rosters import RosterReport
    from ui.jobs import Token
    from ui.screens.tools import Tools

COLUMNS = (
    Cells("结果", lambda each: WEIGHT_WORDS[each.weight], 5),
    Cells("工作表", lambda each: each.sheet, 8),
    Cells("行", lambda each: str(each.row), 4),
    Cells("列", lambda each: f"{each.column}（{each.title}）" if each.column else "", 12),
    Cells("问题", lambda each: each.what, 34),
)
NOT_YET = "还没有检查名册：选择文件后，要核对的格子列在这里"
NOTHING_WRONG = "没有发现问题"


class ImportOfficersView(DeskView):
    """One list of officers, from the choice of the file to the import."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(DeskModel(tools, lambda: None))
        self._tools = tools
        self._findings: tuple[Finding, ...] = ()
        self.path = QLineEdit(placeholderText="人员名册的路径（xlsx、xls），输入后按回车检查")
        self.photos = QLineEdit(placeholderText="照片所在的文件夹或zip，可不填；文件名含身份证号或证件号")
        self.choose, self.choose_photos = QPushButton("选择名册…"), QPushButton("选择照片…")
        self.check, self.take = QPushButton("只检查"), QPushButton("导入")
        self.take.setProperty("rank", "main")
        self.said = QLabel("名册须有姓名、公民身份号码、单位、编制性质四列，其余可缺。先检查，再导入。")
        self.said.setWordWrap(True)
        self.filter = QComboBox()
        self.filter.setAccessibleName("按结果筛选")
        self.rows = Rows(COLUMNS, NOT_YET)
        self.rows.setWordWrap(True)
        self._lay()
        self._connect()

    def take_keys(self) -> None:
        """Put the keys into the path."""
        self.path.setFocus()

    def show_read(self, read: Any) -> None:
        """Nothing is read before a file is named."""

    def receive(self, args: Mapping[str, object]) -> None:
        """Check the file at ``path`` when given."""
        if "path" in args:
            self.path.setText(str(args["path"]))
            self.start(dry_run=True)

    def start(self, *, dry_run: bool) -> None:
        """Check the list, or take its good rows in."""
        words = self.path.text().strip().strip('"')
        if not words:
            self.said.setText("请先选择人员名册。")
            return
        photos = self.photos.text().strip().strip('"')

        def work(token: Token) -> RosterReport:
            content = content_of(Path(words))
            pictures = self._tools.staff.photos(Path(photos)) if photos else None
            return self._tools.staff.rosters.take_in(content, pictures, dry_run=dry_run, told=token.at)

        self.said.setText("正在检查…" if dry_run else "正在导入…")
        self.model.run(work, lambda report: self._tell(report, kept=not dry_run), self._refuse)

    def _lay(self) -> None:
        grid = QGridLayout()
        for row, (field, button) in enumerate(((self.path, self.choose), (self.photos, self.choose_photos))):
            grid.addWidget(field, row, 0)
            grid.addWidget(button, row, 1)
        grid.addWidget(self.check, 0, 2)
        grid.addWidget(self.take, 1, 2)
        grid.setColumnStretch(0, 1)
        self.column.addLayout(grid)
        self.column.addWidget(self.said)
        self.column.addWidget(self.filter)
        self.column.addWidget(self.rows, 1)

    def _connect(self) -> None:
        self.path.returnPressed.connect(lambda: self.start(dry_run=True))
        self.choose.clicked.connect(self._choose)
        self.choose_photos.clicked.connect(self._choose_photos)
        self.check.clicked.connect(lambda: self.start(dry_run=True))
        self.take.clicked.connect(lambda: self.start(dry_run=False))
        self.filter.currentIndexChanged.connect(lambda _at: self._fill())
        for each in (self.check, self.take):
            self.model.busy_changed.connect(each.setDisabled)
        self.model.busy_changed.connect(lambda on: None if on else self.said.clear())
        self._fill_filter()

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "选择人员名册", "", "表格文件 (*.xlsx *.xls)")
        if name:
            self.path.setText(name)
            self.start(dry_run=True)

    def _choose_photos(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择照片文件夹")
        if name:
            self.photos.setText(name)

    def _tell(self, report: RosterReport, *, kept: bool) -> None:
        left = "".join(f"　{name}：{why}" for name, why in report.left_over[:5])
        self.said.setText(
            f"{'已导入。' if kept else '尚未写入。'}{report.summary}{'未用的照片' + left if left else ''}"
        )
        self._findings = report.roster.findings
        self._fill_filter()
        self._fill()

    def _refuse(self, error: AppError) -> None:
        self.said.setText(f"{error.message}{error.hint}")

    def _fill_filter(self) -> None:
        self.filter.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword
        self.filter.clear()
        self.filter.addItem(f"全部问题（{len(self._findings)}）", None)
        for weight, words in WEIGHT_WORDS.items():
            self.filter.addItem(f"{words}（{sum(each.weight is weight for each in self._findings)}）", weight)
        self.filter.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword

    def _fill(self) -> None:
        wanted = self.filter.currentData()
        self.rows.say_empty(NOTHING_WRONG)
        shown = [each for each in self._findings if wanted in (None, each.weight)]
        self.rows.show_records(shown)
        palette = self._tools.look.palette
        for at, each in enumerate(shown):
            colour = palette.bad if each.weight is Weight.REFUSED else palette.warn
            item = self.rows.item(at, 0)
            if item is not None:
                item.setData(Qt.ItemDataRole.ForegroundRole, QColor(colour))


def build(tools: Tools, args: Mapping[str, object]) -> ImportOfficersView:
    """Build the page, checking the file at ``path`` when given."""
    view = ImportOfficersView(tools)
    view.receive(args)
    return view
