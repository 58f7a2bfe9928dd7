"""Training page: sessions of a year above, everybody's hours below, those who lack them first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QSplitter

from app.domain.training_plan import TrainingPlan
from app.domain.training_session import TrainingSession
from app.services.training import HOURS_SETTING, Signed
from ui.forms.form import Asked
from ui.screens.case.values import fit
from ui.screens.case.view_rows import Cells, Rows
from ui.screens.officers.model import DeskModel
from ui.screens.officers.view_desk import Buttons, DeskView
from ui.screens.training.values import RequiredFacts, ScoreFacts, SheetFacts
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.rules.training import Hours
    from app.services.training import PlanSheet
    from ui.screens.tools import Tools


@dataclass(frozen=True, slots=True)
class Year:
    """What the page shows of a year (年度培训)."""

    sheets: tuple[PlanSheet, ...]
    hours: tuple[Hours, ...]
    required: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One session with its plan and how many were there; a plan without sessions has none."""

    sheet: PlanSheet
    session: TrainingSession | None

    @property
    def id(self) -> object:
        """What keeps the keys on the same line."""
        return self.sheet.plan.id if self.session is None else self.session.id


class TrainingView(DeskView):
    """Plans, sessions and hours of one year."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(DeskModel(tools, self._read))
        self._tools = tools
        self.read: Year | None = None
        self.year = QSpinBox()
        self.year.setRange(2010, 2100)
        self.year.setValue(tools.clock.today().year)
        self.year.setSuffix("年")
        self.year.setAccessibleName("年度")
        self.lacking = QCheckBox("只看缺学时或考试未合格的")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.sessions = Rows(
            (
                Cells("计划", lambda each: each.sheet.plan.title, 16),
                Cells("日期", lambda each: str(each.session.on) if each.session else "", 8),
                Cells("课程", lambda each: each.session.title if each.session else "（还没有班次）", 18),
                Cells("学时", lambda each: str(each.session.hours) if each.session else "", 4),
                Cells("考试", lambda each: "是" if each.session and each.session.exam else "", 4),
                Cells("到课／应到", _present, 8),
            ),
            "本年度还没有培训计划",
        )
        self.people = Rows(
            (
                Cells("姓名", lambda each: each.officer.name, 8),
                Cells("中队（科室）", lambda each: each.officer.unit, 12),
                Cells("班次", lambda each: str(each.sessions), 5),
                Cells("学时", lambda each: f"{each.hours}／{each.required}", 8),
                Cells("情况", lambda each: each.words, 24),
            ),
            "没有人员",
        )
        self.buttons = Buttons(self.model)
        self._lay()
        self._fill_buttons()
        self.year.valueChanged.connect(lambda _year: self.refresh())
        self.lacking.toggled.connect(lambda _on: self._fill_people())
        self.people.opened.connect(lambda each: self.wants.emit("officer", {"officer_id": each.officer.id}))

    def take_keys(self) -> None:
        """Put the keys into the sessions."""
        if self.pages.currentWidget() is self.asking:
            self.asking.take_keys()
        else:
            self.sessions.setFocus()

    def show_read(self, read: Any) -> None:
        """Show a year."""
        self.read = read
        lines: list[Line] = []
        for sheet in read.sheets:
            lines += [Line(sheet, each) for each in sheet.sessions] or [Line(sheet, None)]
        self.sessions.show_records(lines)
        self._fill_people()
        short = sum(bool(each.lacking or each.failed) for each in read.hours)
        mark = "" if read.confirmed else "（待确认）"
        self.said.setText(
            f"年度要求{read.required}学时{mark}；{len(read.hours)}人中{short}人缺学时或考试未合格，年审前请补齐。"
        )

    def _read(self) -> Year:
        training, year = self._tools.staff.training, self.year.value()
        return Year(training.sheets(year), training.hours(year), *training.required())

    def _fill_people(self) -> None:
        if self.read is None:
            return
        only = self.lacking.isChecked()
        shown = [each for each in self.read.hours if not only or each.lacking or each.failed]
        self.people.show_records(shown)
        palette = self._tools.look.palette
        for at, each in enumerate(shown):
            item = self.people.item(at, 4)
            if item is not None:
                colour = palette.warn if each.lacking or each.failed else palette.good
                item.setData(Qt.ItemDataRole.ForegroundRole, QColor(colour))

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.year)
        top.addWidget(self.said, 1)
        top.addWidget(self.lacking)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        split.addWidget(self.sessions)
        split.addWidget(self.people)
        self.column.addLayout(top)
        self.column.addWidget(split, 1)
        self.column.addWidget(self.buttons)

    def _fill_buttons(self) -> None:
        put = self.buttons.put
        put("新增计划", self._plan)
        put("新增班次", self._session, main=True)
        put("登记签到", self._sign)
        put("登记成绩", self._score)
        put("确定年度学时", self._require)
        put("导出班次表", lambda: self.export(self.sessions, f"{self.year.value()}年培训班次表"))
        put(
            "导出学时表",
            lambda: self.save_as(f"{self.year.value()}年学时表.xlsx", lambda _token: self._sheet(), "学时表"),
        )

    def _plan(self) -> None:
        tools = self._tools

        def work(values: Mapping[str, Any]) -> TrainingPlan:
            plan = TrainingPlan(tools.ids.new(), tools.who().town, **fit(TrainingPlan, values))
            return tools.staff.training.save_plan(plan)

        asked = Asked(TrainingPlan, (), "", {"year": self.year.value()})
        self.ask(Question("新增培训计划", "保存", asked, work, said="计划已保存。"))

    def _session(self) -> None:
        line = self._line()
        if line is None:
            self._tools.notices.say("请先新增培训计划。")
            return
        tools, plan = self._tools, line.sheet.plan

        def work(values: Mapping[str, Any]) -> TrainingSession:
            new = TrainingSession(
                id=tools.ids.new(), town=plan.town, plan_id=plan.id, **fit(TrainingSession, values)
            )
            return tools.staff.training.save_session(new)

        start = {"on": tools.clock.today(), "pass_mark": 60}
        asked = Asked(TrainingSession, (), "", start)
        self.ask(Question(f"{plan.title}：新增班次", "保存", asked, work, said="班次已保存。"))

    def _sign(self) -> None:
        line = self._line()
        session = None if line is None else line.session
        if line is None or session is None:
            self._tools.notices.say("请先选择班次。")
            return
        entries = line.sheet.there(session.id)
        start = {
            "there": tuple(each.officer_id for each in entries if each.present),
            "absent": tuple(each.officer_id for each in entries if not each.present),
        }
        scores = {each.officer_id: each.score for each in entries}

        def work(values: Mapping[str, Any]) -> object:
            there = values.get("there") or ()
            absent = [each for each in values.get("absent") or () if each not in there]
            sheet = [Signed(each, present=True, score=scores.get(each, "")) for each in there]
            sheet += [Signed(each, present=False) for each in absent]
            return self._tools.staff.training.sign(session.id, sheet)

        told = f"{session.on}　{session.hours}学时；到课的每人计一次学时。"
        asked = Asked(SheetFacts, (), "", start)
        self.ask(Question(f"签到：{session.title}", "保存", asked, work, said="签到已保存。", told=told))

    def _score(self) -> None:
        line = self._line()
        session = None if line is None else line.session
        if session is None or not session.exam:
            self._tools.notices.say("请先选择有考试的班次。")
            return

        def work(values: Mapping[str, Any]) -> object:
            one = Signed(values["officer"], present=True, score=values["score"])
            return self._tools.staff.training.sign(session.id, [one])

        told = f"合格分数{session.pass_mark}分；重新登记会更正原成绩。"
        self.ask(
            Question(
                f"成绩：{session.title}", "登记", Asked(ScoreFacts), work, said="成绩已登记。", told=told
            )
        )

    def _require(self) -> None:
        now = 0 if self.read is None else self.read.required

        def work(values: Mapping[str, Any]) -> object:
            return self._tools.settings.put(HOURS_SETTING, values["hours"])

        told = "随程序提供的60学时出自全国规划，本市标准待确认；由系统管理员按本地规定确定。"
        asked = Asked(RequiredFacts, (), "", {"hours": now})
        self.ask(Question("确定年度学时", "保存", asked, work, said="年度学时已确定。", told=told))

    def _sheet(self) -> bytes:
        hours: Sequence[Hours] = () if self.read is None else self.read.hours
        rows = [
            (
                each.officer.name,
                each.officer.unit,
                str(each.sessions),
                str(each.hours),
                str(each.required),
                each.words,
            )
            for each in hours
        ]
        return self._tools.sheets.write(("姓名", "中队（科室）", "班次", "学时", "要求学时", "情况"), rows)

    def _line(self) -> Line | None:
        line: Line | None = self.sessions.current()
        return line


def _present(line: Line) -> str:
    if line.session is None:
        return ""
    entries = line.sheet.there(line.session.id)
    return f"{sum(each.present for each in entries)}／{len(entries)}"


def build(tools: Tools, _args: Mapping[str, object]) -> TrainingView:
    """Build the page of this year."""
    view = TrainingView(tools)
    view.refresh()
    return view
