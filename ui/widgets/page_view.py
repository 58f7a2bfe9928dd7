"""Page view (页面预览): pages below one another, as the page engine prints them or as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.documents.page import Page
from ui.jobs import Job, Lane
from ui.keys import KEYS
from ui.widgets.bindings import bind
from ui.widgets.page_find import FindBar
from ui.widgets.page_hand import PageHand
from ui.widgets.page_sheet import A4_WIDTH, THICK, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from app.documents.page_text import Spot
    from ui.jobs import JobRunner

MARGIN = 12
STEP = 1.2
LEAST, MOST = 0.3, 4.0


class Pictures(Protocol):
    """What the view asks of the page engine."""

    def image(self, page: Page, *, dpi: float = 96.0) -> bytes:
        """Return a page as a picture."""


@dataclass(frozen=True, slots=True)
class Darkroom:
    """Makes pictures of pages off the UI thread."""

    pictures: Pictures
    jobs: JobRunner


class PageView(QScrollArea):
    """Only pages that come into sight are drawn; without a darkroom their items are painted in place.

    Text is picked by mouse or as a whole, copied, and found.

    Signals:
        turned: Number of the page in sight, from 1, and of all pages.
        zoomed: Pixels per point have changed.
    """

    turned = Signal(int, int)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None, *, darkroom: Darkroom | None = None) -> None:
        super().__init__(parent)
        self._darkroom = darkroom
        self._pages: tuple[Page | bytes, ...] = ()
        self._scale = 1.0
        self._fitting = False
        self.sheets: list[Sheet] = []
        self.hand, self.find_bar = PageHand(self, self.sheets), FindBar(self)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("文书预览")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._column.setSpacing(MARGIN)
        self._column.addStretch()
        self.setWidget(inside)
        self._offer()
        self.verticalScrollBar().valueChanged.connect(lambda _at: self._tell())
        self.verticalScrollBar().rangeChanged.connect(lambda _first, _last: self._tell())

    @property
    def scale(self) -> float:
        """Pixels per point."""
        return self._scale

    @property
    def drawn(self) -> bool:
        """Whether the page in sight is shown as it is now."""
        return not self.sheets or self.sheets[self.number - 1].drawn

    @property
    def number(self) -> int:
        """Number of the page in sight, from 1; 0 when there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        passed = sum(sheet.y() <= middle for sheet in self.sheets)
        return max(1, passed) if self.sheets else 0

    def show_pages(self, pages: Sequence[Page | bytes]) -> None:
        """Show pages (display lists, or PNG or JPEG pictures) and keep the place scrolled to."""
        self._pages = tuple(pages)
        while len(self.sheets) > len(self._pages):
            gone = self.sheets.pop()
            self._column.removeWidget(gone)
            gone.deleteLater()
        for sheet, page in zip(self.sheets, self._pages, strict=False):
            sheet.turn_to(page)
        for page in self._pages[len(self.sheets) :]:
            self._add(page)
        for number, sheet in enumerate(self.sheets, 1):
            sheet.setAccessibleName(f"第{number}页，共{len(self.sheets)}页")
        self.hand.turn_to(self._pages)
        self._fit()
        self._tell()

    def set_scale(self, scale: float) -> None:
        """Show at pixels per point."""
        self._fitting = False
        self._take_scale(scale)

    def fit_width(self) -> None:
        """Show pages as wide as the view, also when it is made wider."""
        self._fitting = True
        self._fit()

    def zoom(self, steps: int) -> None:
        """Show larger or smaller by steps."""
        self.set_scale(self._scale * STEP**steps)

    def go_to(self, number: int) -> None:
        """Scroll to a page, counted from 0."""
        if 0 <= number < len(self.sheets):
            self.ensureWidgetVisible(self.sheets[number])

    def show_text(self, text: str, near: str = "") -> bool:
        """Mark where a text stands and scroll to it; tell whether it was found."""
        spot = self.hand.place_of(text, near)
        if spot is not None:
            self._reveal(spot)
        return spot is not None

    def open_find(self) -> None:
        """Show the find bar and put the keys there."""
        bar = self.find_bar
        bar.show()
        self._make_room()
        bar.line.setFocus()
        bar.line.selectAll()
        self.hand.find(bar.line.text())

    def close_find(self) -> None:
        """Put the find bar away with what it marked; the pages have the keys."""
        self.find_bar.hide()
        self._make_room()
        self.hand.find("")
        self.setFocus()

    def step(self, by: int) -> None:
        """Go on to another place that was found; ask what to look for when nothing was."""
        if self.find_bar.isHidden() or not self.find_bar.line.text().strip():
            self.open_find()
        else:
            self.hand.step(by)

    def copy(self) -> None:
        """Put what is picked into the clipboard; when nothing is, the clipboard stays."""
        if self.hand.text:
            QGuiApplication.clipboard().setText(self.hand.text)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the pages again."""
        super().resizeEvent(event)
        self._make_room()
        self._fit()

    def _add(self, page: Page | bytes) -> None:
        sheet = Sheet(page, self._scale, by_engine=self._darkroom is not None)
        sheet.wanted.connect(lambda: self._draw(sheet))
        sheet.dragged.connect(lambda at: self._follow(sheet, at))
        self.hand.add(sheet)
        self.sheets.append(sheet)
        self._column.insertWidget(len(self.sheets) - 1, sheet, 0, Qt.AlignmentFlag.AlignHCenter)

    def _offer(self) -> None:
        """Tie the keys to picking and finding, and put picking into the context menu."""
        bar, hand = self.find_bar, self.hand
        bar.hide()
        bar.wanted.connect(hand.find)
        bar.stepped.connect(self.step)
        bar.ended.connect(self.close_find)
        hand.told.connect(bar.tell)
        hand.shown.connect(self._reveal)
        offered = {"copy": self.copy, "select_all": hand.select_all, "find_text": self.open_find}
        for key, does in offered.items():
            bind(self, key, does)
            action = QAction(f"{KEYS[key].does}（{KEYS[key].pressed}）", self)
            action.triggered.connect(lambda _on, does=does: does())
            self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        bind(self, "next_hit", lambda: self.step(1))
        bind(self, "last_hit", lambda: self.step(-1))

    def _make_room(self) -> None:
        """Keep room for the find bar above the pages."""
        high = 0 if self.find_bar.isHidden() else self.find_bar.sizeHint().height()
        if self.viewportMargins().top() != high:
            self.setViewportMargins(0, high, 0, 0)
        edge = self.frameWidth()
        self.find_bar.setGeometry(edge, edge, self.viewport().width(), high)

    def _reveal(self, spot: Spot) -> None:
        sheet, k = self.sheets[spot.page], self._scale
        self.ensureVisible(
            sheet.x() + round(spot.x * k),
            sheet.y() + round(spot.y * k),
            MARGIN,
            self.viewport().height() // 4,
        )

    def _follow(self, sheet: Sheet, at: QPointF) -> None:
        """Scroll after the mouse while text is picked."""
        self.ensureVisible(
            sheet.x() + round(at.x() * self._scale), sheet.y() + round(at.y() * self._scale), 0, MARGIN
        )

    def _draw(self, sheet: Sheet) -> None:
        page, scale, darkroom = sheet.page, sheet.scale, self._darkroom
        if darkroom is None or isinstance(page, bytes):
            return
        sheet.asked = (page, scale)
        dpi = scale * 72 * self.devicePixelRatioF()
        darkroom.jobs.start(
            sheet,
            Job(
                lambda _token: QImage.fromData(darkroom.pictures.image(page, dpi=dpi)),
                lambda picture: sheet.take_picture(picture, page, scale),
                lane=Lane.OTHER,
            ),
        )

    def _fit(self) -> None:
        if self._fitting:
            widths = [each.width if isinstance(each, Page) else A4_WIDTH for each in self._pages]
            room = self.viewport().width() - 2 * MARGIN - THICK
            self._take_scale(room / max(widths, default=A4_WIDTH))

    def _take_scale(self, scale: float) -> None:
        self._scale = min(MOST, max(LEAST, scale))
        for sheet in self.sheets:
            sheet.set_scale(self._scale)
        self.zoomed.emit(self._scale)

    def _tell(self) -> None:
        self.turned.emit(self.number, len(self.sheets))
