"""Sync centre page: how the exchange stands, its lists, and what people decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QTabWidget

from ui.forms.form import Asked
from ui.screens.officers.model import DeskModel
from ui.screens.officers.view_desk import Buttons, DeskView
from ui.screens.sync.head import RANKS, facts, headline
from ui.screens.sync.values import JoinFacts, ReasonFacts, third_facts, written_by_hand
from ui.screens.sync.view_conflicts import Conflicts
from ui.screens.sync.view_lists import Lists
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from app.domain.sync_centre import Counts, Disagreement, Sending
    from app.services.syncing import Centre
    from ui.screens.tools import Tools

CONFLICT_TAB = 3


class SyncView(DeskView):
    """State, lists, decisions."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(DeskModel(tools, self._read))
        self._tools = tools
        self.headline, self.facts = QLabel(), QLabel()
        self.lists = Lists()
        self.conflicts = Conflicts(self.lists.conflicts)
        self.tabs = QTabWidget()
        self.buttons = Buttons(self.model)
        self._lay()
        self.tabs.currentChanged.connect(lambda _at: self._chosen())
        for rows in (self.lists.conflicts, self.lists.returned):
            rows.chosen.connect(lambda _one: self._chosen())

    def take_keys(self) -> None:
        """Put the keys into the list in front."""
        if self.pages.currentWidget() is self.asking:
            self.asking.take_keys()
        else:
            self.tabs.currentWidget().setFocus()

    def show_read(self, read: Any) -> None:
        """Show a reading."""
        centre, people = read
        self.headline.setText(headline(centre))
        self.headline.setProperty("rank", RANKS[centre.lamp])
        self.headline.style().polish(self.headline)
        self.facts.setText(facts(centre))
        self.lists.show(centre)
        self.conflicts.name_people(people)
        self._count(centre.counts)
        joined = centre.link is not None
        self.join.setVisible(not joined)
        self.now.setVisible(joined)
        self.halted.setVisible(joined and not centre.paused)
        self.go.setVisible(joined and centre.paused)
        self.allow.setVisible(joined and bool(centre.link and centre.link.stopped))
        self._chosen()

    def _count(self, counts: Counts) -> None:
        """Say at each tab how much there is, also where its list is cut."""
        lists = self.lists
        whole = (
            (lists.waiting, counts.waiting),
            (lists.received, counts.received),
            (lists.returned, counts.returned),
        )
        for at in range(self.tabs.count()):
            tab = self.tabs.widget(at)
            number = next((number for rows, number in whole if rows is tab), _rows_of(tab))
            self.tabs.setTabText(at, f"{self.tabs.tabText(at).split('（')[0]}（{number}）")

    def _read(self) -> tuple[Centre, Mapping[UUID, str]]:
        people = {
            each.officer.id: each.officer.name for each in self._tools.staff.people.listed(everywhere=True)
        }
        return self._tools.syncing.centre(), people

    def _lay(self) -> None:
        self.facts.setWordWrap(True)
        self.column.addWidget(self.headline)
        self.column.addWidget(self.facts)
        tabs = list(self.lists.tabs())
        for words, rows in tabs[:CONFLICT_TAB]:
            self.tabs.addTab(rows, words)
        self.tabs.addTab(self.conflicts, "冲突")
        for words, rows in tabs[CONFLICT_TAB:]:
            self.tabs.addTab(rows, words)
        self.column.addWidget(self.tabs, 1)
        self.column.addWidget(self.buttons)
        line = self._tools.syncing.line
        put = self.buttons.put
        self.now = put("立即同步", lambda: self.model.do(line.wake), main=True)
        self.join = put("登记入网…", self._join, main=True)
        self.halted = put("暂停同步", lambda: self.model.do(line.pause))
        self.go = put("继续同步", lambda: self.model.do(line.resume))
        self.allow = put("已查看，继续…", lambda: self.model.do(line.allow))
        self.keep = put("保留现有内容…", lambda: self._settle("保留现有内容", self._tools.syncing.keep))
        self.late = put("改用后到内容…", lambda: self._settle("改用后到内容", self._tools.syncing.take_late))
        self.third = put("另行填写…", self._write)
        self.again = put("重新上传", self._again)
        self.drop = put("放弃…", self._drop)

    def _chosen(self) -> None:
        conflict = self._conflict()
        known = conflict is not None and conflict.record is not None
        for button in (self.keep, self.late):
            button.setVisible(known)
        by_hand = conflict is not None and written_by_hand(conflict.record_kind, conflict.fields)
        self.third.setVisible(known and by_hand)
        for button in (self.again, self.drop):
            button.setVisible(self._returned() is not None)
        self.buttons.place()

    def _conflict(self) -> Disagreement | None:
        found: Disagreement | None = self.lists.conflicts.current()
        return found if self.tabs.currentWidget() is self.conflicts else None

    def _returned(self) -> Sending | None:
        found: Sending | None = self.lists.returned.current()
        return found if self.tabs.currentWidget() is self.lists.returned else None

    def _settle(self, words: str, act: Callable[[str, str], None]) -> None:
        conflict = self._conflict()
        if conflict is None:
            return
        told = "处理结果和理由写入案件日志，两边的内容都留有记录。"
        asked = Asked(ReasonFacts)
        work = lambda values: act(conflict.id, values["reason"])  # noqa: E731 - one line says it
        self.ask(Question(f"{conflict.about}　{words}", words, asked, work, said="冲突已处理。", told=told))

    def _write(self) -> None:
        conflict = self._conflict()
        if conflict is None:
            return
        names = conflict.fields

        def work(values: Mapping[str, Any]) -> None:
            third = {name: values.get(name) for name in names}
            self._tools.syncing.write(conflict.id, third, values["reason"])

        facts_of = third_facts(conflict.record_kind, names)
        start = {name: conflict.kept.values.get(name) for name in names}
        asked = Asked(facts_of, (*names, "reason"), "", start)
        self.ask(Question(f"{conflict.about}　另行填写", "以此为准", asked, work, said="冲突已处理。"))

    def _again(self) -> None:
        found = self._returned()
        if found is not None:
            self.model.do(lambda: self._tools.syncing.send_again(found.cs_id))

    def _drop(self) -> None:
        found = self._returned()
        if found is None:
            return
        told = "放弃后，本机恢复为市级平台现有的内容；被放弃的内容仍留在平台的退回登记中。"
        work = lambda values: self._tools.syncing.give_up(found.cs_id, values["reason"])  # noqa: E731 - one line says it
        question = Question(f"{found.about}　放弃退回的内容", "放弃", Asked(ReasonFacts), work, told=told)
        self.ask(question)

    def _join(self) -> None:
        line = self._tools.syncing.line

        def work(values: Mapping[str, Any]) -> None:
            authority = Path(values["authority"]) if values.get("authority") else None
            line.join(values["address"].strip(), values["code"].strip(), authority)

        told = "登记前请向市级平台管理员索取地址和一次性登记码；登记后请核对识别码。"
        said = "这台电脑已登记入网。"
        self.ask(Question("登记入网", "登记", Asked(JoinFacts), work, said=said, told=told))


def _rows_of(widget: Any) -> int:
    rows = widget.conflicts if isinstance(widget, Conflicts) else widget
    return len(rows.records)


def build(tools: Tools, args: Mapping[str, object]) -> SyncView:
    """Build the page; ``tab`` shows the conflicts first."""
    view = SyncView(tools)
    if args.get("tab") == "conflicts":
        view.tabs.setCurrentIndex(CONFLICT_TAB)
    view.refresh()
    return view
