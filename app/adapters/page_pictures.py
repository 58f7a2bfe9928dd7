"""Pictures of a PDF: photographs go in as they are, drawings lose nothing, big scans are packed as JPEG."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from app.adapters.page_objects import Objects

_JPEG = b"\xff\xd8\xff"
_SPACES = {"RGB": b"/DeviceRGB", "L": b"/DeviceGray"}
_GREY, _COLOURED = b"/DeviceGray", b"/DeviceRGB"
_QUALITY = 94
_SAMPLE = 1 << 16
_BIG = 1 << 20
_OPAQUE = 255
_PHOTO = b" /Filter /DCTDecode"


@dataclass(slots=True)
class Pictures:
    """The pictures of one file; one that is shown twice is stored once."""

    objects: Objects
    _found: dict[bytes, int] = field(default_factory=dict)

    def name(self, data: bytes) -> bytes:
        """Return what the pages call a picture, putting it into the file where it is new."""
        if data not in self._found:
            kept = self._photograph(data)
            self._found[data] = self._painted(data) if kept is None else kept
        return b"I%d" % self._found[data]

    def names(self) -> bytes:
        """Return the names of all pictures."""
        return b" ".join(b"/I%d %d 0 R" % (number, number) for number in self._found.values())

    def _photograph(self, data: bytes) -> int | None:
        """Store a JPEG untouched; not one in a printer's colours, nor what only Qt can read."""
        if not data.startswith(_JPEG):
            return None
        try:
            with Image.open(BytesIO(data)) as opened:
                size, space = opened.size, _SPACES.get(opened.mode)
        except (UnidentifiedImageError, OSError):  # left to Qt, which may know more of it
            return None
        return self.objects.raw_stream(data, _entries(size, space) + _PHOTO) if space else None

    def _painted(self, data: bytes) -> int:
        image = QImage.fromData(QByteArray(data))
        size = (image.width(), image.height())
        veil = self._veil(image, size)
        if image.allGray():
            grey = _bits(image.convertToFormat(QImage.Format.Format_Grayscale8), 1)
            return self.objects.stream(grey, _entries(size, _GREY) + veil)
        colours = _bits(image.convertToFormat(QImage.Format.Format_RGB888), 3)
        if not veil and _busy(colours):
            return self.objects.raw_stream(_jpeg(image), _entries(size, _COLOURED) + _PHOTO)
        return self.objects.stream(colours, _entries(size, _COLOURED) + veil)

    def _veil(self, image: QImage, size: tuple[int, int]) -> bytes:
        """Store how far each dot lets through what is under the picture."""
        if not image.hasAlphaChannel():
            return b""
        alpha = _bits(image.convertToFormat(QImage.Format.Format_RGBA8888), 4)[3::4]
        if not alpha or min(alpha) == _OPAQUE:
            return b""
        return b" /SMask %d 0 R" % self.objects.stream(alpha, _entries(size, _GREY))


def _entries(size: tuple[int, int], space: bytes) -> bytes:
    told = b" /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %b /BitsPerComponent 8"
    return told % (*size, space)


def _bits(image: QImage, depth: int) -> bytes:
    """Return the dots of a picture without what Qt puts at the end of each row."""
    row, whole = image.width() * depth, image.bytesPerLine()
    data = bytes(image.constBits())
    if row == whole:
        return data
    return b"".join(data[at : at + row] for at in range(0, len(data), whole))


def _busy(data: bytes) -> bool:
    """Tell a scan or photograph from a drawing: it is big, and its middle hardly packs."""
    middle = data[len(data) // 2 :][:_SAMPLE]
    return len(data) > _BIG and len(zlib.compress(middle)) > len(middle) / 4


def _jpeg(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", _QUALITY)  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(buffer.data().data())
