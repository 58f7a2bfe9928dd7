"""Units page: every unit with its bureau, field and dates; what is not certain says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel

from app.domain.unit import UNIT_WORDS, Unit, UnitKind
from app.rules.institutions import CITY
from ui.forms.form import Asked
from ui.screens.case.values import fit
from ui.screens.case.view_rows import Cells, Rows
from ui.screens.officers.model import DeskModel
from ui.screens.officers.view_desk import Buttons, DeskView
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.screens.tools import Tools

_CITY_WORDS = "市级"


@dataclass(frozen=True, slots=True)
class Placed:
    """One unit with the bureau it belongs to (机构及所属单位)."""

    unit: Unit
    bureau: str

    @property
    def id(self) -> object:
        """What keeps the keys on the same line."""
        return self.unit.id


class UnitsView(DeskView):
    """Units of the own bureau and the city; Enter corrects one."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(DeskModel(tools, self._read))
        self._tools = tools
        self._all: tuple[Placed, ...] = ()
        self.standing = QCheckBox("只看现有机构")
        self.standing.setChecked(True)
        self.count = QLabel()
        self.count.setProperty("rank", "soft")
        self.rows = Rows(
            (
                Cells("所属单位", lambda each: each.bureau, 14),
                Cells("机构名称", lambda each: each.unit.name, 18),
                Cells("类别", lambda each: UNIT_WORDS[each.unit.kind], 8),
                Cells("执法领域", lambda each: each.unit.field or "—", 10),
                Cells("设立", lambda each: str(each.unit.begun or ""), 7),
                Cells("撤销", lambda each: str(each.unit.ended or ""), 7),
                Cells("核实情况", lambda each: _mark(each.unit), 12),
            ),
            "还没有登记机构",
        )
        self.buttons = Buttons(self.model)
        top = QHBoxLayout()
        top.addWidget(self.count, 1)
        top.addWidget(self.standing)
        self.column.addLayout(top)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.buttons)
        self.buttons.put("新增机构", self._add, main=True)
        self.buttons.put("修改（回车）", self.rows.open_current)
        self.buttons.put("导出表格", lambda: self.export(self.rows, "机构一览"))
        self.rows.opened.connect(self._edit)
        self.standing.toggled.connect(lambda _on: self._fill())

    def take_keys(self) -> None:
        """Put the keys into the units."""
        if self.pages.currentWidget() is self.asking:
            self.asking.take_keys()
        else:
            self.rows.setFocus()

    def show_read(self, read: Any) -> None:
        """Show the units."""
        self._all = read
        self._fill()

    def _read(self) -> tuple[Placed, ...]:
        names = {each.town: each.name for each in self._tools.bureaus.all()} | {CITY: _CITY_WORDS}
        units = self._tools.staff.postings.units()
        found = [Placed(each, names.get(each.town, each.town)) for each in units]
        own = self._tools.who().town
        return tuple(sorted(found, key=lambda each: (each.unit.town != own, each.unit.town, each.unit.name)))

    def _fill(self) -> None:
        today = self._tools.clock.today()
        shown = [each for each in self._all if not self.standing.isChecked() or each.unit.stands_on(today)]
        self.rows.show_records(shown)
        teams = sum(each.unit.kind is UnitKind.CITY_TEAM for each in shown)
        self.count.setText(f"共{len(shown)}个机构，其中市级执法队伍{teams}支；名称和领域以机构编制文件为准。")

    def _add(self) -> None:
        new = Unit(self._tools.ids.new(), self._tools.who().town, UnitKind.SQUADRON, "")
        self._ask("新增机构", new)

    def _edit(self, placed: Placed) -> None:
        self._ask(f"修改机构：{placed.unit.name}", placed.unit)

    def _ask(self, title: str, unit: Unit) -> None:
        asked = Asked(Unit)
        start = {each.name: getattr(unit, each.name) for each in asked.declared}

        def work(values: Mapping[str, Any]) -> Unit:
            kept = replace(unit, **fit(Unit, values), mark="")
            return self._tools.staff.postings.save_unit(kept)

        told = "机构撤销的，填写撤销日期，不要删除：以前的任职仍按当时的机构显示。"
        self.ask(Question(title, "保存", Asked(Unit, (), "", start), work, said="机构已保存。", told=told))


def _mark(unit: Unit) -> str:
    """Return how certain a unit is, in the words of people; what the office entered is its own."""
    if not unit.mark:
        return "本单位录入"
    return "待确认" if "to confirm" in unit.mark else "建议名称"


def build(tools: Tools, _args: Mapping[str, object]) -> UnitsView:
    """Build the page."""
    view = UnitsView(tools)
    view.refresh()
    return view
