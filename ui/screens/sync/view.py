"""Sync centre page: how the exchange stands, its lists, and what people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from ui.forms.form import Asked
from ui.screens.officers.model import DeskModel
from ui.screens.officers.view_desk import Buttons, DeskView
from ui.screens.sync.head import RANKS, facts, headline
from ui.screens.sync.pulse import Pulse
from ui.screens.sync.values import ReasonFacts
from ui.screens.sync.view_choices import Choices
from ui.screens.sync.view_conflicts import Conflicts
from ui.screens.sync.view_files import FilesTab
from ui.screens.sync.view_joining import hide_passphrases, joining, unlocking
from ui.screens.sync.view_lists import Lists
from ui.screens.sync.view_stick import StickTab
from ui.screens.sync.words import GOING_ON
from ui.screens.view_asking import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.disagreement import Disagreement
    from app.domain.sync_centre import Sending
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
        self.files = FilesTab()
        self.stick = StickTab(self.model, tools.syncing.line.stick)
        self._sealed = self._joined = False
        self._wanted = self._came_for = ""
        self.tabs = QTabWidget()
        self.buttons = Buttons(self.model)
        self._lay()
        self.pulse = Pulse(tools, self._idle)
        self.pulse.setParent(self)
        self.pulse.stepped.connect(self.refresh)
        self.tabs.currentChanged.connect(lambda _at: self._chosen())
        # What was decided about may have changed meanwhile, and then has to be looked at again.
        self.asking.left.connect(self.refresh)
        self.stick.looked_at.connect(self._chosen)
        for rows in (self.lists.conflicts, self.lists.returned, self.files.rows):
            rows.chosen.connect(lambda _one: self._chosen())

    def take_keys(self) -> None:
        """Put the keys into the list in front."""
        if self.pages.currentWidget() is self.asking:
            self.asking.take_keys()
        else:
            self.tabs.currentWidget().setFocus()

    def receive(self, args: Mapping[str, object]) -> None:
        """Go where somebody wants to be, and read anew."""
        if args.get("tab") == "conflicts":
            self.pages.setCurrentWidget(self.front)
            self.tabs.setCurrentIndex(CONFLICT_TAB)
            self._wanted = self._came_for = str(args.get("conflict") or "")
        if args.get("ask") == "key":
            self._unlock()
        self.refresh()

    def show_read(self, read: Any) -> None:
        """Show a reading."""
        centre, stands, asked_for = read
        self.pulse.shows(stands)
        self.headline.setText(headline(centre))
        self.headline.setProperty("rank", RANKS[centre.lamp])
        self.headline.style().polish(self.headline)
        self.facts.setText(facts(centre))
        self.lists.show(centre)
        self._go_to_wanted(asked_for)
        self.conflicts.name_people(centre.people)
        self.files.show_files(centre.files)
        self.stick.show_centre(centre)
        self._sealed, self._joined = centre.sealed, centre.link is not None
        self.buttons.show()
        self._count(centre)
        joined = centre.link is not None
        self.join.setVisible(not joined)
        self.unlock.setVisible(joined and centre.sealed)
        lost = centre.sealed or centre.keyless or bool(centre.link and centre.link.revoked)
        self.rejoin.setVisible(joined and lost)
        self.now.setVisible(joined and not centre.sealed and not centre.paused)
        self.halted.setVisible(joined and not centre.paused and not centre.sealed)
        self.go.setVisible(joined and centre.paused)
        stopped = bool(centre.link and centre.link.stopped)
        self.allow.setVisible(stopped and self.choices.may_decide())
        self._chosen()

    def _go_to_wanted(self, asked_for: str) -> None:
        """Put the keys on the conflict somebody came for, once; it may be settled together with another.

        What was read before somebody came may lack it, and is no reason to give it up.
        """
        wanted = self._wanted
        if not wanted:
            return
        there = self.lists.conflicts.go(lambda found: any(each.id == wanted for each in found.cards))
        if there or asked_for == wanted:
            self._wanted = ""

    def _count(self, centre: Centre) -> None:
        """Say at each tab how much there is, also where its list is cut."""
        lists, counts = self.lists, centre.counts
        whole: dict[QWidget, int] = {
            self.files: centre.files.undone.whole,
            self.conflicts: centre.conflicts_whole,
            lists.waiting: counts.waiting,
            lists.received: counts.received,
            lists.returned: counts.returned,
            lists.printed: centre.printed_whole,
        }
        for at in range(self.tabs.count()):
            tab: Any = self.tabs.widget(at)
            if tab is self.stick:
                continue
            number = whole[tab] if tab in whole else len(tab.records)
            self.tabs.setTabText(at, f"{self.tabs.tabText(at).split('（')[0]}（{number}）")

    def _read(self) -> tuple[Centre, object, str]:
        desk, wanted = self._tools.syncing, self._came_for
        stands = desk.pulse()
        return desk.centre(wanted), stands, wanted

    def _idle(self) -> bool:
        """Whether somebody sees the page, is asked nothing, and nothing is carried out."""
        seen = self.isVisible() and self.pages.currentWidget() is not self.asking
        return seen and not self.model.busy

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
        self.tabs.addTab(self.files, "附件")
        self.tabs.addTab(self.stick, "U盘")
        self.column.addWidget(self.tabs, 1)
        self.column.addWidget(self.buttons)
        self._put()

    def _put(self) -> None:
        desk = self._tools.syncing
        line, put = desk.line, self.buttons.put
        self.now = put("立即同步", lambda: self.model.do(line.wake), main=True)
        self.join = put("登记入网…", self._join, main=True)
        self.unlock = put("输入保管口令…", self._unlock, main=True)
        self.rejoin = put("重新登记…", self._join)
        self.halted = put("暂停同步", lambda: self.model.do(line.pause))
        self.go = put("继续同步", lambda: self.model.do(line.resume), main=True)
        self.allow = put("已查看，继续…", self._allow)
        self.choices = Choices(self.buttons, self._tools, self.ask, self._conflict)
        self.column.insertWidget(self.column.indexOf(self.buttons), self.choices.told)
        self.again = put("重新上传", self._again)
        self.drop = put("放弃…", self._drop)
        self.retry = put("重新传输", self._retry)
        self.out = put("导出到U盘…", self.stick.export)
        self.back = put("从U盘导入…", self.stick.look)
        self.take = put("确认导入", self.stick.take, main=True)
        # Which of them may be pressed is known with the first reading.
        self.buttons.hide()
        self.choices.offer()

    def _chosen(self) -> None:
        self.choices.offer()
        may, in_front = self.choices.may_decide, self.tabs.currentWidget()
        for button in (self.again, self.drop):
            button.setVisible(self._returned() is not None and may())
        file = self.files.rows.current() if in_front is self.files else None
        self.retry.setVisible(file is not None and may())
        usable = in_front is self.stick and self._joined and not self._sealed
        for button in (self.out, self.back):
            button.setVisible(usable)
        self.take.setVisible(usable and self.stick.found is not None)
        self.buttons.place()

    def _allow(self) -> None:
        work = lambda values: self._tools.syncing.allow(values["reason"])  # noqa: E731 - one line says it
        question = Question("继续接收市级平台的内容", "继续接收", Asked(ReasonFacts), work, told=GOING_ON)
        self.ask(question)

    def _retry(self) -> None:
        found = self.files.rows.current()
        if found is not None:
            self.model.do(lambda: self._tools.syncing.retry(found.id))

    def _unlock(self) -> None:
        self.ask(unlocking(self._tools.syncing.line))
        hide_passphrases(self.asking)

    def _conflict(self) -> Disagreement | None:
        found: Disagreement | None = self.lists.conflicts.current()
        return found if self.tabs.currentWidget() is self.conflicts else None

    def _returned(self) -> Sending | None:
        """Return the work in front that a person may settle; nothing where that waits for the city."""
        found: Sending | None = self.lists.returned.current()
        seen = self.tabs.currentWidget() is self.lists.returned
        return found if seen and found is not None and not found.decided else None

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
        self.ask(joining(self._tools.syncing.line, sealed=self._sealed))
        hide_passphrases(self.asking)


def build(tools: Tools, args: Mapping[str, object]) -> SyncView:
    """Build the page; ``tab`` shows the conflicts first, at ``conflict``; ``ask`` asks for the passphrase."""
    view = SyncView(tools)
    view.receive(args)
    return view
