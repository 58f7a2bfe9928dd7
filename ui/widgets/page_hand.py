"""Page hand (页面选取): what is picked and what is found on the sheets of a page view."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal

from app.documents.page_reading import Reading, Stretch
from ui.widgets.page_sheet import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.documents.page import Page
    from app.documents.page_text import Spot
    from ui.widgets.page_sheet import Sheet

NOTHING = Stretch(0, 0)


class PageHand(QObject):
    """Reads the pages only when something is looked for or picked on them.

    Signals:
        shown: A ``Spot`` is to be brought into sight.
        told: Number of the place in hand, from 1, and of all places found.
    """

    shown = Signal(object)
    told = Signal(int, int)

    def __init__(self, parent: QObject, sheets: list[Sheet]) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self._pages: Sequence[Page | bytes] = ()
        self._reading: Reading | None = None
        self._anchor = 0
        self._wanted = ""
        self.selected = NOTHING
        self.hits: tuple[Stretch, ...] = ()
        self.in_hand = -1

    @property
    def reading(self) -> Reading:
        """The text of the pages."""
        if self._reading is None:
            self._reading = Reading(self._pages)
        return self._reading

    @property
    def text(self) -> str:
        """What is picked, as plain text."""
        return "" if self.selected.empty else self.reading.plain(self.selected)

    def turn_to(self, pages: Sequence[Page | bytes]) -> None:
        """Work on other pages: nothing is picked there yet, and what was looked for is looked for again."""
        if self._reading is not None and self._pages == pages:
            return
        self._pages, self._reading = pages, None
        self._select(NOTHING)
        if self._wanted:
            self._look(self._wanted)

    def add(self, sheet: Sheet) -> None:
        """Follow the mouse on a sheet."""
        sheet.touched.connect(lambda at, more: self._touched(sheet, at, more=more))
        sheet.dragged.connect(lambda at: self._dragged(sheet, at))
        sheet.doubled.connect(lambda at: self._doubled(sheet, at))

    def select_all(self) -> None:
        """Pick everything."""
        self._select(self.reading.whole)

    def place_of(self, text: str, near: str) -> Spot | None:
        """Mark where a text stands and return the place, ``None`` when it is nowhere."""
        spot = self.reading.place_of(text, near)
        self._cover(Layer.PLACE, () if spot is None else (spot,))
        return spot

    def find(self, wanted: str) -> None:
        """Look for a text and show the first place from the one in hand on."""
        self._wanted = wanted
        self._look(wanted)
        self._show_hit()

    def step(self, by: int) -> None:
        """Go on to another place, from the last one to the first."""
        if self.hits:
            self._take((self.in_hand + by) % len(self.hits))
            self._show_hit()

    def _look(self, wanted: str) -> None:
        begin = self.hits[self.in_hand].start if self.hits else 0
        self.hits = self.reading.hits(wanted)
        from_here = (number for number, each in enumerate(self.hits) if each.start >= begin)
        self._take(next(from_here, 0))

    def _take(self, number: int) -> None:
        self.in_hand = number if self.hits else -1
        others = (each for index, each in enumerate(self.hits) if index != self.in_hand)
        self._cover(Layer.HIT, (spot for each in others for spot in self.reading.spots(each)))
        self._cover(Layer.IN_HAND, self.reading.spots(self.hits[number]) if self.hits else ())
        self.told.emit(self.in_hand + 1, len(self.hits))

    def _show_hit(self) -> None:
        if self.hits:
            self.shown.emit(self.reading.spots(self.hits[self.in_hand])[0])

    def _touched(self, sheet: Sheet, at: QPointF, *, more: bool) -> None:
        """Begin to pick, or with Shift go on picking."""
        if more:
            self._dragged(sheet, at)
            return
        self._anchor = self._gap(sheet, at) or 0
        self._select(NOTHING)

    def _dragged(self, sheet: Sheet, at: QPointF) -> None:
        gap = self._gap(sheet, at)
        if gap is not None:
            self._select(Stretch(min(gap, self._anchor), max(gap, self._anchor)))

    def _doubled(self, sheet: Sheet, at: QPointF) -> None:
        line = self.reading.line_at(self._sheets.index(sheet), at.x(), at.y())
        self._anchor = line.start
        self._select(line)

    def _gap(self, sheet: Sheet, at: QPointF) -> int | None:
        """Return the letter nearest to a point of a sheet; the mouse may have left it for another."""
        point = QPointF(sheet.pos()) + at * sheet.scale
        under = min(self._sheets, key=lambda each: _away(each, point.y()))
        here = (point - QPointF(under.pos())) / under.scale
        return self.reading.gap_at(self._sheets.index(under), here.x(), here.y())

    def _select(self, stretch: Stretch) -> None:
        if stretch != self.selected:
            self.selected = stretch
            self._cover(Layer.SELECTED, () if stretch.empty else self.reading.spots(stretch))

    def _cover(self, layer: Layer, spots: Iterable[Spot]) -> None:
        by_page = {page: tuple(each) for page, each in groupby(spots, key=lambda spot: spot.page)}
        for number, sheet in enumerate(self._sheets):
            sheet.cover(layer, by_page.get(number, ()))


def _away(sheet: Sheet, y: float) -> float:
    return max(sheet.y() - y, y - sheet.y() - sheet.height(), 0.0)
