"""Officers page: saved filters left, people with the end of their certificate right, batches below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QListWidget, QSplitter, QVBoxLayout, QWidget

from app.services.cards import REGISTER
from ui.forms.form import Asked
from ui.screens.case.passing import put_aside
from ui.screens.case.view_rows import Cells, Rows, show
from ui.screens.officer.values import RequestFacts
from ui.screens.officers.model import DeskModel
from ui.screens.officers.view_desk import Buttons, DeskView
from ui.screens.officers.viewmodel import RenewalFacts, colour_of, narrowed, remaining, sorts
from ui.screens.view_asking import Question
from ui.widgets.bindings import bind
from ui.widgets.list_table import SearchBox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from app.services.people import Person
    from app.services.renewals import Applied, LeftOut, Renewals
    from ui.screens.tools import Tools

COLUMNS = (
    Cells("姓名", lambda each: each.officer.name, 6),
    Cells("单位", lambda each: each.bureau, 9),
    Cells("中队（科室）", lambda each: each.officer.unit, 7),
    Cells("职务", lambda each: each.officer.post, 7),
    Cells("证件号码", lambda each: each.certificate.number if each.certificate else "", 11),
    Cells("状态", lambda each: each.standing or "—", 5),
    Cells("有效期至", lambda each: str(each.certificate.valid_to) if each.certificate else "", 8),
    Cells("期限", remaining, 9),
)
_COLOURED = (5, 6, 7)


class OfficersView(DeskView):
    """People with their certificates; Enter opens one."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(DeskModel(tools, self._read))
        self._tools = tools
        self._people: tuple[Person, ...] = ()
        self._sorts = sorts()
        self.search_box = SearchBox("输入姓名或拼音首字母、证件号码、身份证号、中队或职务查找")
        self.everywhere = QCheckBox("全市各单位")
        self.count = QLabel("正在读取…")
        self.count.setProperty("rank", "soft")
        self.filters = QListWidget()
        self.filters.setAccessibleName("筛选")
        self.rows = Rows(COLUMNS, "没有符合条件的人员")
        self.buttons = Buttons(self.model)
        self._fill_buttons()
        self._lay()
        self._connect()

    def take_keys(self) -> None:
        """Put the keys into the search line."""
        if self.pages.currentWidget() is self.asking:
            self.asking.take_keys()
        else:
            self.search_box.setFocus()

    def show_read(self, read: Any) -> None:
        """Show the people as they are now."""
        self._people = read
        self._fill_filters()
        self._fill()

    def receive(self, args: Mapping[str, object]) -> None:
        """Choose the filter named ``sort`` when given."""
        wanted = str(args.get("sort", ""))
        found = next((at for at, each in enumerate(self._sorts) if each.words == wanted), -1)
        if found >= 0:
            self.filters.setCurrentRow(found)

    def shown(self) -> tuple[Person, ...]:
        """Return the people in sight."""
        return tuple(self.rows.records)

    def apply(self) -> None:
        """Ask for the reason, and for the renewal of all in sight on one sheet."""
        held = self._renewable()
        if held:
            self.ask(
                Question(
                    f"批量申请延续所列{len(held)}本执法证",
                    "申请",
                    Asked(RequestFacts, (), "officers/apply_all", {"reason": "有效期将满"}),
                    lambda values: values,
                    done=lambda values: self._apply_all(held, values),
                    told="全部人员列入一张申请汇总表，一次打印，送发证机关；发证后用“批量延续”登记。",
                )
            )

    def renew(self) -> None:
        """Ask for the new term, and renew all in sight in one go."""
        held = self._renewable()
        if not held:
            return
        start = {"issued_on": self._tools.clock.today()}
        self.ask(
            Question(
                f"批量延续所列{len(held)}本执法证",
                "延续",
                Asked(RenewalFacts, (), "officers/renew_all", start),
                lambda values: values,
                done=lambda values: self._renew_all(held, values),
                told="暂扣、遗失、注销、冻结的证件和不在岗人员不延续，会逐人列出原因；办理中可以停止，停止后全部不保存。",
            )
        )

    def write_excel(self, content_of_rows: Sequence[Sequence[str]]) -> bytes:
        """Return the register in sight as a workbook."""
        return self._tools.sheets.write([name for name, _share in REGISTER], content_of_rows)

    def ids(self) -> list[UUID]:
        """Return the certificates in sight."""
        return [each.certificate.id for each in self.shown() if each.certificate is not None]

    def _read(self) -> tuple[Person, ...]:
        return self._tools.staff.people.listed(everywhere=self.everywhere.isChecked())

    def _renew_all(self, held: list[UUID], values: Mapping[str, Any]) -> None:
        renewals = self._tools.staff.renewals
        self.model.run(
            lambda token: renewals.renew_all(held, values["issued_on"], values.get("valid_to"), token.at),
            self._renewed,
        )

    def _apply_all(self, held: list[UUID], values: Mapping[str, Any]) -> None:
        renewals = self._tools.staff.renewals
        self.model.run(lambda _token: renewals.apply_all(held, values["reason"]), self._applied)

    def _applied(self, done: Applied) -> None:
        self._say(f"已申请延续{len(done.requests)}本。", "未列入", done.left_out)
        self._open_paper("延续申请汇总表.pdf", done.paper)

    def _renewed(self, done: Renewals) -> None:
        self._say(f"已延续{len(done.renewed)}本。", "未延续", done.left_out)
        self._open_paper("延续发放登记表.pdf", done.paper)

    def _say(self, said: str, out: str, left_out: LeftOut) -> None:
        names = "；".join(f"{name}：{why}" for name, why in left_out[:20])
        self._tools.notices.say(said + (f"{out}{len(left_out)}本：{names}。" if names else ""))

    def _open_paper(self, name: str, digest: str) -> None:
        certificates = self._tools.staff.certificates
        self.model.look(lambda: put_aside(name, certificates.paper(digest)), show)

    def _renewable(self) -> list[UUID]:
        held = self.ids()
        if not held:
            self._tools.notices.say("所列人员没有可延续的执法证。")
        return held

    def _fill_buttons(self) -> None:
        cards = self._tools.staff.cards
        put = self.buttons.put
        put("打开（回车）", self.rows.open_current, main=True)
        put("批量申请延续", self.apply)
        put("批量延续", self.renew)
        put("导入名册", lambda: self.wants.emit("import_officers", {}))
        put(
            "打印台账",
            lambda: self.save_as("执法证台账.pdf", lambda _token: cards.register(self._register()), "台账"),
        )
        put(
            "导出表格",
            lambda: self.save_as(
                "执法证台账.xlsx", lambda _token: self.write_excel(self._register()), "表格"
            ),
        )
        put("打印证件页", self._print_cards)
        put("核验二维码", lambda: self.wants.emit("certificate_check", {}))
        put("培训", lambda: self.wants.emit("training", {}))
        put("装备", lambda: self.wants.emit("equipment", {}))
        put("机构", lambda: self.wants.emit("units", {}))

    def _register(self) -> tuple[tuple[str, ...], ...]:
        return self._tools.staff.cards.register_rows(self.ids())

    def _print_cards(self) -> None:
        held = self.ids()
        cards = self._tools.staff.cards
        self.save_as("执法证信息页.pdf", lambda token: cards.cards(held, token.at), "证件页")

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search_box, 1)
        top.addWidget(self.everywhere)
        top.addWidget(self.count)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows, 1)
        column.addWidget(self.buttons)
        split.addWidget(self.filters)
        split.addWidget(right)
        em = self.fontMetrics().horizontalAdvance("字")
        split.setSizes([em * 13, em * 70])
        split.setStretchFactor(1, 1)
        self.column.addLayout(top)
        self.column.addWidget(split, 1)

    def _connect(self) -> None:
        self._fill_filters()
        self.filters.setCurrentRow(0)
        self.filters.currentRowChanged.connect(lambda _at: self._fill())
        self.search_box.textChanged.connect(lambda _text: self._fill())
        self.search_box.returnPressed.connect(self.rows.setFocus)
        self.everywhere.toggled.connect(lambda _on: self.refresh())
        self.rows.opened.connect(lambda each: self.wants.emit("officer", {"officer_id": each.officer.id}))
        bind(self, "find", self.search_box.setFocus)

    def _fill_filters(self) -> None:
        at = max(0, self.filters.currentRow())
        self.filters.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword
        self.filters.clear()
        for each in self._sorts:
            self.filters.addItem(f"{each.words}（{sum(map(each.meets, self._people))}）")
        self.filters.setCurrentRow(at)
        self.filters.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword

    def _fill(self) -> None:
        sort = self._sorts[max(0, self.filters.currentRow())]
        found = narrowed(self._people, sort, self.search_box.text())
        self.rows.show_records(found)
        palette = self._tools.look.palette
        for at, each in enumerate(found):
            for column in _COLOURED:
                item = self.rows.item(at, column)
                if item is not None:
                    item.setData(Qt.ItemDataRole.ForegroundRole, QColor(getattr(palette, colour_of(each))))
        self.count.setText(f"共 {len(found)} 人")


def build(tools: Tools, args: Mapping[str, object]) -> OfficersView:
    """Build the list, narrowed by ``sort`` when given."""
    view = OfficersView(tools)
    view.receive(args)
    view.refresh()
    return view
