"""Sign-in page: pick one's name; on a new computer name the bureau and the first person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.domain.officer import Officer
from app.domain.role import ROLE_WORDS, Role
from ui.forms.entries import KEY, PickBox, PickRows
from ui.forms.form import Asked, Form
from ui.forms.supply import FormSupply
from ui.screens.sign_in.viewmodel import SignInModel
from ui.widgets.bindings import bind
from ui.widgets.list_table import SearchBox
from ui.widgets.screen_view import ScreenView, scrolled

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.role import SignedIn
    from ui.screens.sign_in.viewmodel import Entrance

ASKED = ("name", "id_number", "establishment", "post", "unit", "telephone")
WIDTH, SHOWN_PEOPLE = 46, 18


class SignInView(ScreenView):
    """The first page of the program.

    Signals:
        entered: The signed-in person (``SignedIn``).
    """

    entered = Signal(object)

    def __init__(self, entrance: Entrance) -> None:
        super().__init__()
        self.model = SignInModel(entrance)
        self.model.setParent(self)
        self.setWindowTitle("澄执 — 登录")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search_box = SearchBox("姓名或拼音首字母")
        self.people = PickRows()
        self.people.setAccessibleName("本人姓名")
        self.people.setMinimumHeight(self.fontMetrics().height() * SHOWN_PEOPLE)
        self.enter_button = QPushButton("登录")
        self.found_button = QPushButton("建立本单位并登录（Ctrl+Enter）")
        for button in (self.enter_button, self.found_button):
            button.setProperty("rank", "main")
        self.bureau, self.roles = PickBox(), PickRows()
        self.first: Form | None = None
        self.fault = _label("", "bad")
        self._column = scrolled(self)
        self.model.ready.connect(self._ask)
        self.model.entered.connect(self._entered)
        self.model.refused.connect(self._refused)
        self.enter_button.clicked.connect(self._enter)
        self.people.entered.connect(self._enter)
        self.people.itemDoubleClicked.connect(self._enter)
        self.model.read()

    def take_keys(self) -> None:
        """Put the keys into the search line, or on the bureau."""
        (self.search_box if self.model.people else self.bureau).setFocus()

    def _ask(self) -> None:
        (self._ask_who if self.model.people else self._ask_bureau)()
        self.take_keys()

    def _ask_who(self) -> None:
        self.search_box.textChanged.connect(self._list)
        self.search_box.returnPressed.connect(self._enter)
        bind(self.search_box, "to_names", self.people.setFocus)
        self._list("")
        told = "请选择本人姓名；输入姓名或拼音首字母可以缩小范围，上次登录的人员排在最前。"
        self._show("登录", told, self.search_box, self.people, self.fault, self.enter_button)

    def _list(self, typed: str) -> None:
        self.people.clear()
        for each in self.model.found_by(typed):
            words = "　".join(part for part in (each.name, each.unit, each.post) if part)
            QListWidgetItem(words, self.people).setData(KEY, each.id)
        self.people.setCurrentRow(0)

    def _ask_bureau(self) -> None:
        for bureau in self.model.offered:
            self.bureau.addItem(f"{bureau.name}（文号代字“{bureau.number_mark}”，待确认）", bureau)
        for role, words in ROLE_WORDS.items():
            if role is not Role.ADMIN:
                row = QListWidgetItem(words, self.roles)
                row.setData(KEY, role)
                row.setCheckState(Qt.CheckState.Unchecked)
        self.bureau.setAccessibleName("本单位")
        self.roles.setAccessibleName("首位人员的职责")
        self.roles.setMinimumHeight(self.fontMetrics().height() * 9)
        supply = FormSupply(self.model.entrance.desk.clock)
        self.first = Form(Asked(Officer, ASKED, "sign_in/first"), supply, self.model.entrance.desk)
        self.first.confirmed.connect(self._found)
        self.found_button.clicked.connect(self.first.confirm)
        self.bureau.entered.connect(self.first.entry("name").setFocus)
        self.first.ended.connect(self.roles.setFocus)
        self.roles.entered.connect(self.found_button.setFocus)
        told = "本机尚无人员。请选择本单位，登记首位人员；该人员同时是系统管理员，可再增加他人。"
        duties = _label("职责（可多选，空格勾选）", "")
        self._show(
            "首次使用", told, self.bureau, self.first, duties, self.roles, self.fault, self.found_button
        )

    def _show(self, title: str, told: str, *widgets: QWidget) -> None:
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for each in (_label(title, "title"), _label(told, "soft"), *widgets):
            column.addWidget(each)
        self.fault.hide()
        middle = QHBoxLayout()  # aligned in the column, its height would be reckoned for the column's width
        middle.addStretch()
        middle.addWidget(card)
        middle.addStretch()
        self._column.addLayout(middle)
        self._column.addStretch()

    def _enter(self) -> None:
        row: QListWidgetItem | None = self.people.currentItem()
        if row is not None:
            self.model.enter(row.data(KEY))

    def _found(self, values: dict[str, object]) -> None:
        rows = [self.roles.item(at) for at in range(self.roles.count())]
        held = [Role(row.data(KEY)) for row in rows if row.checkState() is Qt.CheckState.Checked]
        self.model.found(self.bureau.currentData(), values, held)

    def _entered(self, person: SignedIn) -> None:
        if self.first is not None:
            self.first.drop_draft()
        self.entered.emit(person)

    def _refused(self, error: AppError) -> None:
        self.fault.setText(f"✕ {error.message}{error.hint}")
        self.fault.show()


def _label(text: str, rank: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("rank", rank)
    return label
