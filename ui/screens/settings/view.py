"""Settings page: look, silent law, bureau, organs; each part is kept by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.bureau import Bureau
from app.domain.penalty_subject import PenaltySubject
from ui.forms.entries import PickBox
from ui.forms.form import Asked, Form
from ui.forms.supply import FormSupply
from ui.screens.settings.view_typesetting import TypesettingChoices
from ui.screens.settings.viewmodel import SettingsModel
from ui.tokens import SIZE_WORDS, THEME_WORDS, Look, TextSize, Theme
from ui.widgets.screen_view import ScreenView, scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.errors import AppError
    from app.domain.typesetting import Typesetting
    from app.rules.deadlines.law import Choice
    from ui.screens.settings.viewmodel import Bench
    from ui.screens.tools import Tools

NEW = "（新增处罚主体）"


class SettingsView(ScreenView):
    """What can be chosen; only an administrator keeps what concerns the bureau."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.model = SettingsModel(tools)
        self.model.setParent(self)
        self.themes, self.sizes, self.organs = PickBox(), PickBox(), PickBox()
        self.scored, self.points = PickBox(), QLineEdit()
        self.days: dict[str, QLineEdit] = {}
        self.bureau_form: Form | None = None
        self.subject_form: Form | None = None
        self.setting: TypesettingChoices | None = None
        self._parts = QVBoxLayout()
        column = scrolled(self)
        column.addWidget(self._look_card())
        column.addLayout(self._parts)
        column.addStretch()
        self.model.read.connect(self._show)
        self.model.kept.connect(tools.notices.say)
        self.model.refused.connect(self._refused)

    def take_keys(self) -> None:
        """Put the keys on the first choice."""
        self.themes.setFocus()

    def refresh(self) -> None:
        """Read everything anew."""
        self.model.refresh()

    def _look_card(self) -> QWidget:
        card, grid = _card("界面", "配色和字号记在本机，不影响他人。")
        look = self._tools.remembered.look
        themes = {each.value: said for each, said in THEME_WORDS.items()}
        sizes = {each.value: said for each, said in SIZE_WORDS.items()}
        rows = (("配色", self.themes, themes, look.theme), ("字号", self.sizes, sizes, look.size))
        for at, (words, box, choices, now) in enumerate(rows, start=2):
            for key, said in choices.items():
                box.addItem(said, key)
            box.setCurrentIndex(box.findData(now.value))
            box.setAccessibleName(words)
            box.activated.connect(lambda _at: self._wear())
            grid.addWidget(QLabel(words), at, 0)
            grid.addWidget(box, at, 1)
        return card

    def _wear(self) -> None:
        look = Look(Theme(self.themes.currentData()), TextSize(self.sizes.currentData()))
        self._tools.remembered.look = look
        if self._tools.wear is not None:
            self._tools.wear(look)
        else:
            self._tools.notices.say("下次启动时采用新的配色和字号。")

    def _show(self, bench: Bench) -> None:
        while (item := self._parts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._parts.addWidget(self._days_card(bench))
        self._parts.addWidget(self._weights_card(bench))
        self._parts.addWidget(self._typesetting_card(bench.typesetting))
        if bench.bureau is not None:
            self._parts.addWidget(self._bureau_card(bench.bureau))
        self._parts.addWidget(self._subject_card(bench))

    def _days_card(self, bench: Bench) -> QWidget:
        card, grid = _card("法律未定的期限", "法律没有规定天数、由本单位自定的期限；留空采用默认值。")
        self.days = {}
        for at, choice in enumerate(bench.days(), start=2):
            line = QLineEdit(str(bench.law.settings.get(choice.name, "")))
            said = "未设定" if choice.default is None else f"默认{choice.default}日"
            line.setPlaceholderText(said)
            line.setAccessibleName(choice.title)
            line.returnPressed.connect(lambda one=choice: self._keep_days(one))
            keep = QPushButton("保存")
            keep.clicked.connect(lambda _on=False, one=choice: self._keep_days(one))
            self.days[choice.name] = line
            for n, widget in enumerate((QLabel(choice.title), line, QLabel(said), keep)):
                grid.addWidget(widget, at, n)
        return card

    def _weights_card(self, bench: Bench) -> QWidget:
        card, grid = _card("案卷评查分值", "默认分值为本程序建议，合计一百分；填0不评，留空恢复默认。")
        self.scored, self.points = PickBox(), QLineEdit()
        self.scored.setAccessibleName("评查项目")
        self.points.setAccessibleName("分值")
        for rule, worth in bench.weights:
            self.scored.addItem(f"{rule.group}｜{rule.title}（{worth}分）", (rule, worth))
        keep = QPushButton("保存")
        for at, widget in enumerate((self.scored, self.points, keep)):
            grid.addWidget(widget, 2, at)
        grid.setColumnStretch(0, 3)
        self.scored.currentIndexChanged.connect(lambda _at: self._show_points())
        self.points.returnPressed.connect(self._keep_points)
        keep.clicked.connect(self._keep_points)
        self._show_points()
        return card

    def _show_points(self) -> None:
        if self.scored.currentData() is not None:
            rule, worth = self.scored.currentData()
            self.points.setText(str(worth))
            self.points.setPlaceholderText(f"默认{rule.points}分")

    def _keep_points(self) -> None:
        if self.scored.currentData() is not None:
            self.model.save_weight(self.scored.currentData()[0], self.points.text())

    def _typesetting_card(self, chosen: Typesetting) -> QWidget:
        card, grid = _card("文书排版", "预览、PDF和打印一致采用；已经定稿的文书保持定稿时的排版。")
        self.setting = TypesettingChoices(chosen)
        self.setting.chosen.connect(self.model.choose_typesetting)
        for at, (words, box) in enumerate(self.setting.boxes, start=2):
            grid.addWidget(QLabel(words), at, 0)
            grid.addWidget(box, at, 1)
        return card

    def _bureau_card(self, bureau: Bureau) -> QWidget:
        card, grid = _card("本单位", f"文号代字用于全部文书编号。{bureau.mark}")
        self.bureau_form = self._form(Bureau, bureau)
        self.bureau_form.confirmed.connect(lambda values: self.model.save_bureau(bureau, values))
        _with_button(grid, self.bureau_form, "保存单位信息")
        return card

    def _subject_card(self, bench: Bench) -> QWidget:
        card, grid = _card("处罚主体", "以谁的名义作出决定，按日期适用；机构变动时停用旧的、新增一个。")
        self.organs = PickBox()
        self.organs.setAccessibleName("处罚主体")
        for each in bench.subjects:
            end = each.valid_to.isoformat() if each.valid_to else "今"
            self.organs.addItem(f"{each.name}（{each.valid_from.isoformat()}至{end}）", each)
        self.organs.addItem(NEW, None)
        grid.addWidget(self.organs, 2, 0, 1, 4)
        self._hold_subject(grid)
        self.organs.activated.connect(lambda _at: self._hold_subject(grid))
        return card

    def _hold_subject(self, grid: QGridLayout) -> None:
        if self.subject_form is not None and (old := grid.itemAtPosition(3, 0)) is not None:
            held = old.widget()
            if held is not None:
                held.deleteLater()
        subject: PenaltySubject | None = self.organs.currentData()
        self.subject_form = self._form(PenaltySubject, subject)
        self.subject_form.confirmed.connect(lambda values: self.model.save_subject(subject, values))
        _with_button(grid, self.subject_form, "保存处罚主体")

    def _form(self, record: type, start: Any) -> Form:
        asked = Asked(record)
        shown = {} if start is None else {each.name: getattr(start, each.name) for each in asked.declared}
        return Form(Asked(record, start=shown), FormSupply(self._tools.clock), self._tools.desk)

    def _keep_days(self, choice: Choice) -> None:
        self.model.save_days(choice, self.days[choice.name].text())

    def _refused(self, error: AppError) -> None:
        forms = [each for each in (self.bureau_form, self.subject_form) if each is not None]
        if not any(each.show_error(error) for each in forms):
            self._tools.notices.failed(error)


def _card(title: str, told: str) -> tuple[QFrame, QGridLayout]:
    card = QFrame()
    card.setObjectName("card")
    grid = QGridLayout(card)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(16)
    for at, (text, rank) in enumerate(((title, "title"), (told, "soft"))):
        label = QLabel(text)
        label.setWordWrap(True)
        label.setProperty("rank", rank)
        grid.addWidget(label, at, 0, 1, 4)
    grid.setColumnStretch(1, 1)
    return card, grid


def _with_button(grid: QGridLayout, form: Form, words: str) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    button = QPushButton(words)
    button.setProperty("rank", "main")
    button.clicked.connect(form.confirm)
    form.ended.connect(button.setFocus)
    column.addWidget(form)
    column.addWidget(button)
    grid.addWidget(holder, 3, 0, 1, 4)


def build(tools: Tools, _args: Mapping[str, object]) -> SettingsView:
    """Build the settings page."""
    view = SettingsView(tools)
    view.refresh()
    return view
