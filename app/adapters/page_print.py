"""Send laid-out pages to a printer: as outlines, moved by millimetres, or as pictures (兼容打印)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.adapters.page_image import render, render_pdf_page
from app.adapters.page_paint import Brush, painting
from app.adapters.page_pdf import NoPagesError
from app.documents.printing import Duplex, PrintOrder
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from app.documents.page import Page

_POINTS_PER_MM = 72 / 25.4
RASTER_DPI = 300.0
"""Of pages sent as pictures."""
_DUPLEX = {
    Duplex.ONE_SIDED: QPrinter.DuplexMode.DuplexNone,
    Duplex.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Duplex.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}


class PrinterMissingError(AppError):
    """The printer that was chosen is not there (any more)."""

    code = "page.printer_missing"
    hint = "请检查打印机是否已连接并开机，或另选一台打印机；也可以先输出 PDF。"

    def __init__(self, name: str) -> None:
        super().__init__(f"找不到打印机“{name}”。" if name else "这台电脑没有可用的打印机。")


class PrintFailedError(AppError):
    """The printer refused the job."""

    code = "page.print_failed"
    hint = "请查看打印机状态；如打印内容异常，可勾选“兼容打印”再试，或先输出 PDF。"

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}”没有打印成功。")


def printer_names() -> tuple[str, ...]:
    """Return the names of the printers this computer knows, the default one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: (name != usual, name)))


def print_pages(pages: Sequence[Page], order: PrintOrder) -> None:
    """Print sides of paper as one job of their own, in the order given.

    Raises:
        NoPagesError: No page was chosen.
        PrinterMissingError: The printer is not there.
        PrintFailedError: The printer did not take the job.
    """
    if not pages:
        raise NoPagesError
    printer = _printer(order)
    _take_paper(printer, pages[0])
    with painting(printer) as painter:
        if not painter.isActive():
            raise PrintFailedError(order.title)
        brush = Brush(painter, printer.logicalDpiX() / 72, outlines_from=0.0)
        for index, page in enumerate(pages):
            if index:
                _take_paper(printer, page)
                if not printer.newPage():
                    raise PrintFailedError(order.title)
            put_side(brush, page, order, printer.logicalDpiY() / printer.logicalDpiX())
        if not painter.end() or printer.printerState() is QPrinter.PrinterState.Error:
            raise PrintFailedError(order.title)


def _printer(order: PrintOrder) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if order.file:
        _claim(order)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(order.file)
    else:
        names = printer_names()
        if not names or (order.printer and order.printer not in names):
            raise PrinterMissingError(order.printer)
        printer.setPrinterName(order.printer or names[0])
    printer.setDocName(order.title)
    printer.setCopyCount(order.copies if order.by_driver else 1)
    printer.setDuplex(_DUPLEX[order.duplex])
    return printer


def _claim(order: PrintOrder) -> None:
    try:
        Path(order.file).touch()
    except OSError as error:
        raise PrintFailedError(order.title) from error


def _take_paper(printer: QPrinter, page: Page) -> None:
    """Set paper and margins anew: drivers and dialogs change them behind one's back."""
    size = QSizeF(min(page.width, page.height), max(page.width, page.height))
    lying = page.width > page.height
    layout = QPageLayout(
        QPageSize(size, QPageSize.Unit.Point),
        QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setFullPage(True)
    printer.setPageLayout(layout)


def put_side(brush: Brush, page: Page, order: PrintOrder, stretch: float = 1.0) -> None:
    """Draw one side of paper as an order wants it.

    Outlines and pictures are drawn by the same strokes: on a raster of ``RASTER_DPI`` both give the same
    pixels. What a driver makes of outlines at its own resolution is its own smoothing, and differs from
    any picture by part of a pixel at the edges.

    Args:
        brush: What draws; its scale is the device's resolution across.
        page: What to draw.
        order: Says how far it is moved, and whether as a picture.
        stretch: The device's resolution down, as a part of that across.
    """
    painter, across = brush.painter, brush.scale
    right, down = order.right_mm * _POINTS_PER_MM, order.down_mm * _POINTS_PER_MM
    painter.save()
    painter.scale(1.0, stretch)
    if order.compatible:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        picture = render(page, RASTER_DPI, right=right, down=down)
        painter.drawImage(_whole_pixels(picture, across), picture)
    else:
        painter.translate(right * across, down * across)
        if page.under is not None:
            area = QRectF(0, 0, page.width * across, page.height * across)
            painter.drawImage(area, render_pdf_page(page.under, RASTER_DPI / 72))
        brush.page(page)
    painter.restore()


def _whole_pixels(picture: QImage, across: float) -> QRectF:
    """Where a picture lies that no pixel is stretched by: paper is seldom a whole number of them wide."""
    size = across * 72 / RASTER_DPI
    return QRectF(0, 0, picture.width() * size, picture.height() * size)
