"""Turn scans (JPEG, PNG, TIFF, PDF) into pages, so that they are bound like documents."""

from __future__ import annotations

import math
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from app.documents.page import LaidOut, Page, PdfPage, Picture
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Iterator

A4 = (595.28, 841.89)
BROKEN = "图片已损坏或格式不支持"
DAMAGED, _ENCRYPTED, _EMPTY = "PDF 已损坏", "PDF 已加密", "里面没有页"
# What pypdf says of damaged files.
UNREADABLE = (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_MOST_PIXELS = 40_000_000  # A4 at 600 dots per inch; Qt reads no picture of much more
_PLAIN = {"JPEG", "PNG"}
_UPRIGHT = 1
_ORIENTATION = 0x0112
_QUARTER_TURNS = {5, 6, 7, 8}


class ScanUnreadableError(AppError):
    """A scan is neither a picture nor a PDF that can be read."""

    code = "page.scan_unreadable"
    hint = "请换用 JPG、PNG 或 PDF 格式重新扫描后再试；加密的 PDF 请先去除密码。"

    def __init__(self, reason: str) -> None:
        super().__init__(f"扫描件无法读取（{reason}）。")


def scan_pages(data: bytes, first: int) -> LaidOut:
    """Return the pages of a scan, or raise ``ScanUnreadableError``."""
    found = tuple(_pdf_pages(data, first) if data.startswith(b"%PDF") else _picture_pages(data, first))
    if not found:
        raise ScanUnreadableError(_EMPTY)
    return LaidOut(found)


def _pdf_pages(data: bytes, first: int) -> Iterator[Page]:
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise ScanUnreadableError(_ENCRYPTED)
        for index, page in enumerate(reader.pages):
            width, height = float(page.cropbox.width), float(page.cropbox.height)
            if page.rotation % 180:
                width, height = height, width
            page.get_contents()
            yield Page(width, height, first + index, (), PdfPage(data, index))
    except UNREADABLE as error:
        raise ScanUnreadableError(DAMAGED) from error


def _picture_pages(data: bytes, first: int) -> Iterator[Page]:
    try:
        with Image.open(BytesIO(data)) as opened:
            # The iterator moves one picture from sheet to sheet: each is read before the next.
            for index, frame in enumerate(ImageSequence.Iterator(opened)):
                upright = frame.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT
                frame.load()
                small = frame.width * frame.height <= _MOST_PIXELS
                plain = opened.format in _PLAIN and upright and small and frame.mode in {"RGB", "L"}
                yield _fitted(data if plain else _as_png(frame), _size(frame), first + index)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ScanUnreadableError(BROKEN) from error


def _size(frame: Image.Image) -> tuple[int, int]:
    lying = frame.getexif().get(_ORIENTATION, _UPRIGHT) in _QUARTER_TURNS
    return (frame.height, frame.width) if lying else frame.size


def _as_png(frame: Image.Image) -> bytes:
    out = BytesIO()
    picture = ImageOps.exif_transpose(frame).convert("RGB")
    if picture.width * picture.height > _MOST_PIXELS:
        share = math.sqrt(_MOST_PIXELS / (picture.width * picture.height))
        picture = picture.resize((int(picture.width * share), int(picture.height * share)))
    picture.save(out, "PNG")
    return out.getvalue()


def _fitted(data: bytes, pixels: tuple[int, int], number: int) -> Page:
    """Fit a picture on A4, lying when the picture is wider than high."""
    width, height = A4 if pixels[0] <= pixels[1] else (A4[1], A4[0])
    scale = min(width / pixels[0], height / pixels[1])
    wide, high = pixels[0] * scale, pixels[1] * scale
    place = Picture((width - wide) / 2, (height - high) / 2, wide, high, data)
    return Page(width, height, number, (place,))
