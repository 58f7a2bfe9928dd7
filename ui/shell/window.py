"""Window (主窗口): bars, tabs, notice and status line; it opens screens by slug and knows none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import AppError
from app.domain.sync_centre import lamp_words
from ui.jobs import Job, Lane
from ui.keys import card
from ui.shell.bars import LeftBar, TopBar
from ui.widgets.bindings import bind
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.screen_view import ScreenView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.sync_centre import Counts, Lamp
    from ui.screens import Screen
    from ui.screens.tools import Tools

LAMP_EVERY = 5000
"""Milliseconds between two looks at how the exchange stands."""
LAMP_UNSEEN = "● 同步情况暂时读不出"
"""What the lamp says after a look that failed; the next one follows soon, so nothing else is said."""


class NoSuchScreenError(AppError):
    """A screen is not part of this program."""

    code = "window.no_screen"
    hint = "请升级程序后重试。"

    def __init__(self, slug: str) -> None:
        super().__init__(f"本程序没有页面“{slug}”。")


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(self, tools: Tools, screens: Mapping[str, Screen]) -> None:
        super().__init__()
        self._tools, self._screens = tools, screens
        self._open_tabs: dict[str, ScreenView] = {}
        allowed = [each for each in screens.values() if not each.roles or tools.who().holds(*each.roles)]
        self.left = LeftBar([each for each in allowed if each.order], tools)
        self.top = TopBar([each for each in allowed if each.new], tools)
        self.notice = NoticeBar(tools.notices)
        self.tabs = QTabWidget(tabsClosable=True, movable=True, documentMode=True)
        self.setWindowTitle("澄执 — 综合行政执法办案")
        self._pulse = QTimer(self)
        self._arrange()
        self._wire()

    def open(self, slug: str, args: Mapping[str, object] | None = None) -> ScreenView | None:
        """Show a screen; one already open about the same records comes to the front and takes the rest."""
        screen = self._screens.get(slug)
        if screen is None:
            self._tools.notices.failed(NoSuchScreenError(slug))
            return None
        given = dict(args or {})
        about = sorted((name, str(each)) for name, each in given.items() if isinstance(each, UUID))
        key = slug if screen.one else f"{slug} {about}"
        view = self._open_tabs.get(key)
        if view is None:
            view = self._add(key, screen, given)
        elif given:
            view.receive(given)
        else:
            view.refresh()
        self.tabs.setCurrentWidget(view)
        view.take_keys()
        return view

    def close_tab(self, at: int) -> None:
        """Close a tab; the first one stays. What was typed in it is a draft."""
        view = self.tabs.widget(at)
        if at <= 0 or not isinstance(view, ScreenView):
            return
        self.tabs.removeTab(at)
        self._open_tabs = {key: each for key, each in self._open_tabs.items() if each is not view}
        view.deleteLater()

    def say_standing(self, words: str) -> None:
        """Show how store, backup and exchange stand, in the status line."""
        self.standing.setText(words)

    def watch_exchange(self) -> None:
        """Show how the exchange stands, beside the busy sign, now and every few seconds."""
        self._pulse.timeout.connect(self._look_at_exchange)
        self._pulse.start(LAMP_EVERY)
        self._look_at_exchange()

    def _look_at_exchange(self) -> None:
        desk = self._tools.syncing

        def show(seen: tuple[Lamp, Counts]) -> None:
            self.lamp.setText(f"● {lamp_words(*seen)}")

        def unseen(_error: AppError) -> None:
            self.lamp.setText(LAMP_UNSEEN)

        self._tools.jobs.start(self, Job(lambda _token: desk.lamp(), show, unseen, lane=Lane.OTHER))

    def _add(self, key: str, screen: Screen, args: Mapping[str, object]) -> ScreenView:
        view = screen.build(self._tools, args)
        self._open_tabs[key] = view
        view.setProperty("slug", screen.slug)
        at = self.tabs.addTab(view, screen.title)
        if at == 0:
            for side in (QTabBar.ButtonPosition.LeftSide, QTabBar.ButtonPosition.RightSide):
                self.tabs.tabBar().setTabButton(0, side, None)
        view.wants.connect(self.open)
        view.titled.connect(lambda words: self.tabs.setTabText(self.tabs.indexOf(view), words))
        view.ended.connect(lambda: self.close_tab(self.tabs.indexOf(view)))
        return view

    def _arrange(self) -> None:
        self.standing, self.working = QLabel(), QLabel()
        self.lamp = QPushButton("● 未入网")
        self.lamp.setProperty("rank", "link")
        self.lamp.setToolTip("打开同步中心")
        self.lamp.clicked.connect(lambda _on=False: self.open("sync"))
        self.statusBar().addWidget(self.standing, 1)
        self.statusBar().addPermanentWidget(self.lamp)
        self.statusBar().addPermanentWidget(self.working)
        self.statusBar().setSizeGripEnabled(False)
        middle = QWidget()
        middle.setObjectName("ground")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.top, self.notice):
            column.addWidget(each)
        column.addWidget(self.tabs, 1)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.left)
        line.addWidget(middle, 1)
        self.setCentralWidget(whole)
        self.resize(1366, 768)

    def _wire(self) -> None:
        for bar in (self.left, self.top):
            bar.asked.connect(self.open)
        self.top.searched.connect(lambda text: self.open("search", {"text": text}))
        self.tabs.tabCloseRequested.connect(self.close_tab)
        self.tabs.currentChanged.connect(self._mark)
        running = QApplication.instance()
        if isinstance(running, QApplication):
            running.focusChanged.connect(self._focus_moved)
        self._tools.jobs.busy_changed.connect(lambda on: self.working.setText("正在处理…" if on else ""))
        does = {
            "new": self.top.offer,
            "search_all": self.top.search_box.setFocus,
            "next_tab": lambda: self._turn(1),
            "last_tab": lambda: self._turn(-1),
            "close_tab": lambda: self.close_tab(self.tabs.currentIndex()),
            "dismiss": self._tools.notices.clear,
            "help": self._tell_keys,
        }
        for key, action in does.items():
            bind(self, key, action, everywhere=True)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """When what had the keys is gone, they go to the screen: no key is ever lost."""
        if now is None and self.isActiveWindow():
            QTimer.singleShot(0, self, self._keep_keys)

    def _keep_keys(self) -> None:
        view = self.tabs.currentWidget()
        if QApplication.focusWidget() is None and isinstance(view, ScreenView):
            view.take_keys()

    def _turn(self, by: int) -> None:
        if self.tabs.count():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def _mark(self, at: int) -> None:
        view = self.tabs.widget(at)
        self.left.choose(str(view.property("slug")) if view is not None else "")

    def _tell_keys(self) -> None:
        known = [key for key in card() if not key.name.endswith("_pad")]
        self._tools.notices.say("按键：" + "　".join(f"{key.words} {key.does}" for key in known))
