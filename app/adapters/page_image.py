"""Render a page to a picture: the preview, and what is sent to printers that garble outlines."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument, PdfiumError
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.adapters.page_paint import LARGEST_GLYPH, Brush, painting
from app.adapters.page_scan import DAMAGED, ScanUnreadableError

if TYPE_CHECKING:
    from app.documents.page import Page, PdfPage

_SMOOTH = (
    QPainter.RenderHint.Antialiasing
    | QPainter.RenderHint.TextAntialiasing
    | QPainter.RenderHint.SmoothPixmapTransform
)


PAPER_DPI = 200.0
"""From here on an image is as fine as paper: letters are painted as outlines, as on a printer."""


def render(page: Page, dpi: float, *, right: float = 0.0, down: float = 0.0) -> QImage:
    """Return a page as an image of ``dpi`` dots per inch, moved by points."""
    scale = dpi / 72
    width, height = round(page.width * scale), round(page.height * scale)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    image.fill(Qt.GlobalColor.white)
    under = None if page.under is None else render_pdf_page(page.under, scale)
    with painting(image) as painter:
        painter.setRenderHints(_SMOOTH)
        painter.translate(right * scale, down * scale)
        if under is not None:
            painter.drawImage(QRectF(0, 0, width, height), under)
        Brush(painter, scale, LARGEST_GLYPH if dpi < PAPER_DPI else 0.0).page(page)
    return image


def render_pdf_page(source: PdfPage, scale: float) -> QImage:
    """Return a page of a PDF file as an image, ``scale`` pixels per point.

    Raises:
        ScanUnreadableError: The file is damaged.
    """
    try:
        with closing(PdfDocument(source.data)) as document:
            bitmap = document[source.index].render(scale=scale, rev_byteorder=False)
            picture = bitmap.to_pil().convert("RGB")
    except PdfiumError as error:
        raise ScanUnreadableError(DAMAGED) from error
    data = picture.tobytes()
    image = QImage(data, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
    return image.copy()  # the bytes end with this function


def readable(data: bytes) -> bool:
    """Tell whether a picture can be painted: what cannot would be missing from paper unseen."""
    return not QImage.fromData(QByteArray(data)).isNull()


def png(image: QImage) -> bytes:
    """Return an image as the bytes of a PNG file."""
    if image.allGray():
        # A third of the time and half the size; 256 greys need no more.
        image = image.convertToFormat(QImage.Format.Format_Indexed8)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # QImage's PNG quality is compression turned round: 80 is quick, and small enough.
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(buffer.data().data())
