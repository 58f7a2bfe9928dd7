"""Home page: tiles of what waits, the limits that press, and the stages of all cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from ui.screens.home.view_limits import LimitList
from ui.screens.home.viewmodel import HomeModel
from ui.widgets.bindings import bind
from ui.widgets.screen_view import ScreenView, scrolled
from ui.widgets.tile import CountTile, TileGrid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ui.screens.home.viewmodel import Figure, Pressing
    from ui.screens.tools import Tools

BEGIN = (
    "刚开始使用：先在“人员证件”登记人员和执法证，在“权力清单”装入清单，"
    "在“设置”核对本单位信息；再按 Ctrl+N 登记第一条线索。"
)


class HomeView(ScreenView):
    """Shows counts; each opens the list behind it."""

    def __init__(self, model: HomeModel) -> None:
        super().__init__()
        self._model = model
        model.setParent(self)
        self.tiles: dict[str, CountTile] = {}
        self._column = scrolled(self)
        self.begin = QLabel(BEGIN)
        self.begin.setWordWrap(True)
        self.begin.hide()
        self._column.addWidget(self.begin)
        self._add("待办", model.todo())
        self._add("期限", model.limits())
        self.limits = LimitList()
        self._column.addWidget(self.limits, 1)
        self._add("案件按阶段", model.stages())
        self.limits.opened.connect(self._open_limit)
        model.changed.connect(self._show)
        bind(self, "refresh", self.refresh)
        model.refresh()

    def take_keys(self) -> None:
        """Put the keys on the first tile."""
        next(iter(self.tiles.values())).setFocus()

    def _open_limit(self, limit: Pressing) -> None:
        if limit.inspects:
            self.wants.emit("random", {"task_id": limit.case_id})
        else:
            self.wants.emit("case", {"case_id": limit.case_id})

    def refresh(self) -> None:
        """Read the counts anew."""
        self._model.refresh()

    def _add(self, title: str, figures: Sequence[Figure]) -> None:
        heading = QLabel(title)
        heading.setProperty("rank", "title")
        self._column.addWidget(heading)
        for figure in figures:
            tile = CountTile(figure.words, figure.rank)
            tile.clicked.connect(lambda _on=False, one=figure: self._open(one))
            self.tiles[figure.name] = tile
        self._column.addWidget(TileGrid([self.tiles[each.name] for each in figures]))

    def _open(self, figure: Figure) -> None:
        self.wants.emit(figure.screen, figure.args)

    def _show(self) -> None:
        self.limits.show_limits(self._model.pressing)
        for name, tile in self.tiles.items():
            tile.show_count(self._model.counts[name])
        self.begin.setVisible(not any(self._model.counts.values()))


def build(tools: Tools, _args: Mapping[str, object]) -> HomeView:
    """Build the home page."""
    return HomeView(HomeModel(tools))
