"""Templates page: the forms left; right the file in hand, its faults with page and place, and its trials."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.documents.trial import TRIAL_WORDS, Trial
from app.domain.errors import AppError
from ui.forms.entries import PickRows
from ui.forms.reading import read_date
from ui.screens.case.view_rows import Cells, Rows
from ui.screens.document.view_preview import PreviewPane
from ui.screens.templates.viewmodel import TemplatesModel, standing
from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.form_template import FormTemplate
    from app.services.form_checks import Checked
    from app.services.office_forms import FormLine
    from ui.screens.tools import Tools

HELD = Qt.ItemDataRole.UserRole
_COLUMNS = (
    Cells("编号", lambda each: each.number, 4),
    Cells("文书名称", lambda each: each.own_title or each.title, 14),
    Cells("在用模板", standing, 14),
)


class TemplatesView(ScreenView):
    """Forms, versions and one file in hand."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.model = TemplatesModel(tools)
        self.model.setParent(self)
        self.rows = Rows(_COLUMNS)
        self.versions, self.faults = PickRows(), PickRows()
        self.versions.setAccessibleName("本单位模板")
        self.faults.setAccessibleName("检查结果")
        self.told, self.found = QLabel(), QLabel()
        self.title, self.day = QLineEdit(), QLineEdit()
        self.title.setPlaceholderText("本单位使用的文书名称")
        self.day.setPlaceholderText("启用日期，如 t（今天）")
        self.preview = PreviewPane(tools)
        self.choose_button, self.keep_button = _button("选择模板文件…（Ctrl+O）"), _button("保存为新版本")
        self.live_button, self.drop_button = _button("启用"), _button("停用")
        self.title_button = _button("保存名称")
        self.trials = {each: _button(f"试填：{words}") for each, words in TRIAL_WORDS.items()}
        self._arrange()
        self._wire()

    def take_keys(self) -> None:
        """Put the keys on the forms."""
        self.rows.setFocus()

    def refresh(self) -> None:
        """Read the forms anew."""
        self.model.refresh()

    def take_file(self, path: Path) -> None:
        """Check a file for the form the keys are on."""
        line = self.rows.current()
        if line is not None:
            self.found.setText("正在检查和试填……")
            self.model.take(line.slug, path)

    def _show(self, lines: Sequence[FormLine]) -> None:
        self.rows.show_records(lines)
        own = sum(each.live is not None for each in lines)
        self.told.setText(
            f"共{len(lines)}种文书，{own}种使用本单位模板。在Word或者WPS中制作，导入时检查并试填；"
            "已定稿的文书保留定稿时的模板。"
        )

    def _choose_line(self, line: FormLine | None) -> None:
        self.versions.clear()
        if line is None:
            return
        self.title.setText(line.own_title)
        for each in reversed(line.versions):
            item = QListWidgetItem(_version_words(each), self.versions)
            item.setData(HELD, each)
        self.versions.setCurrentRow(0)

    def _checked(self, found: Checked) -> None:
        self.faults.clear()
        for each in (*found.problems, *(f"建议：{advice}" for advice in found.advice)):
            QListWidgetItem(each, self.faults)
        self.faults.setVisible(self.faults.count() > 0)
        pages = "、".join(f"{TRIAL_WORDS[each.trial]}{each.pages}页" for each in found.tried)
        good = f"✔ 可以使用（{pages}）。" if found.good else f"✕ 有{len(found.problems)}处问题，不能使用。"
        self.found.setText(f"{self.model.file_name}　{good}")
        self.keep_button.setEnabled(found.good)
        for button in self.trials.values():
            button.setEnabled(not found.faults)
        if not found.faults:
            self.model.look(Trial.NORMAL)

    def _ask(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, "选择模板文件", "", "Word文档 (*.docx)")
        if path:
            self.take_file(Path(path))

    def _set_live(self) -> None:
        template = self._version()
        if template is None:
            self._tools.notices.say("请先选中一个版本；新文件先保存为新版本。")
            return
        today = self._tools.clock.today()
        text = self.day.text().strip()
        try:
            day = read_date(text, today) if text else today
        except AppError as error:
            self._tools.notices.failed(error)
            return
        self.model.set_live(template, day)

    def _withdraw(self) -> None:
        template = self._version()
        if template is not None:
            self.model.withdraw(template)

    def _version(self) -> FormTemplate | None:
        item: QListWidgetItem | None = self.versions.currentItem()
        return None if item is None else item.data(HELD)

    def _hold(self) -> None:
        line, template = self.rows.current(), self._version()
        if line is not None and template is not None:
            self.model.hold(line, template)
            for button in self.trials.values():
                button.setEnabled(True)
            self.found.setText(f"{template.file_name}（第{template.version}版）可以试填查看。")

    def _save_title(self) -> None:
        line = self.rows.current()
        if line is not None:
            self.model.set_title(line.slug, self.title.text())

    def _kept(self, words: str) -> None:
        self.keep_button.setEnabled(False)
        self._tools.notices.say(words)

    def _refused(self, error: AppError) -> None:
        self.found.setText(f"✕ {error.message}")
        self._tools.notices.failed(error)

    def _dress(self) -> None:
        for label in (self.told, self.found):
            label.setWordWrap(True)
        self.told.setProperty("rank", "soft")
        line = self.fontMetrics().lineSpacing()
        self.versions.setFixedHeight(line * 5)
        self.faults.setFixedHeight(line * 6)
        self.faults.hide()
        for button in (self.keep_button, *self.trials.values()):
            button.setEnabled(False)

    def _arrange(self) -> None:
        self._dress()
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        column.addWidget(self.rows, 1)
        column.addLayout(_line(self.title, self.title_button))
        column.addWidget(self.versions)
        column.addLayout(_line(self.day, self.live_button, self.drop_button))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(_line(self.choose_button, self.keep_button))
        column.addWidget(self.found)
        column.addWidget(self.faults)
        column.addLayout(_line(*self.trials.values()))
        column.addWidget(self.preview, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([560, 640])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(split)

    def _wire(self) -> None:
        model = self.model
        model.shown.connect(self._show)
        model.checked.connect(self._checked)
        model.drawn.connect(self.preview.show_laid)
        model.kept.connect(self._kept)
        model.refused.connect(self._refused)
        model.broke.connect(self.found.clear)
        self.rows.chosen.connect(self._choose_line)
        self.rows.opened.connect(lambda _line: self._ask())
        self.versions.entered.connect(self._hold)
        self.versions.itemDoubleClicked.connect(lambda _item: self._hold())
        self.choose_button.clicked.connect(self._ask)
        self.keep_button.clicked.connect(model.keep)
        self.live_button.clicked.connect(self._set_live)
        self.drop_button.clicked.connect(self._withdraw)
        self.title_button.clicked.connect(self._save_title)
        self.title.returnPressed.connect(self._save_title)
        self.day.returnPressed.connect(self._set_live)
        for trial, button in self.trials.items():
            button.clicked.connect(partial(self._look, trial))
        bind(self, "choose_files", self._ask)
        bind(self, "refresh", self.refresh)

    def _look(self, trial: Trial) -> None:
        self.model.look(trial)


def _version_words(template: FormTemplate) -> str:
    state = "未启用" if template.live_from is None else f"自{template.live_from}启用"
    ended = f"，{template.withdrawn_on}停用" if template.withdrawn_on else ""
    return f"第{template.version}版　{template.file_name}　{state}{ended}"


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(True)
    return button


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    for each in widgets:
        line.addWidget(each, 1 if isinstance(each, QLineEdit) else 0)
    return line


def build(tools: Tools, _args: Mapping[str, object]) -> TemplatesView:
    """Build the page."""
    view = TemplatesView(tools)
    view.refresh()
    return view
