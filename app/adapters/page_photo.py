"""Put photographs into a PDF as they are: decoding and packing them again costs time and sharpness."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from app.documents.page import Page, Picture

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter
    from pypdf.generic import IndirectObject

_JPEG = b"\xff\xd8\xff"
_SPACES = {"RGB": "/DeviceRGB", "L": "/DeviceGray"}
_NAME = "/Photo"


def photograph(page: Page) -> Picture | None:
    """Return the JPEG a page shows below everything else, or None; not one in a printer's colours."""
    first = page.items[0] if page.items else None
    if not isinstance(first, Picture) or not first.data.startswith(_JPEG):
        return None
    return first if _read(first.data)[1] in _SPACES else None


def _read(data: bytes) -> tuple[tuple[int, int], str]:
    try:
        with Image.open(BytesIO(data)) as opened:
            return opened.size, opened.mode
    except (UnidentifiedImageError, OSError):  # left to Qt, which may know more of it
        return (0, 0), ""


class Photographs:
    """Lays photographs under pages; one that is shown twice is stored once."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._known: dict[bytes, IndirectObject] = {}

    def lay_under(self, target: PageObject, page: Page, photo: Picture) -> None:
        """Lay a photograph under a page that was painted without it."""
        resources = target["/Resources"].get_object()
        if not isinstance(resources, DictionaryObject):
            raise TypeError(type(resources))
        images = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
        images[NameObject(_NAME)] = self._stored(photo.data)
        bottom = page.height - photo.y - photo.height
        place = f"q {photo.width:.3f} 0 0 {photo.height:.3f} {photo.x:.3f} {bottom:.3f} cm {_NAME} Do Q\n"
        drawn = DecodedStreamObject()
        drawn.set_data(place.encode())
        painted = target.raw_get("/Contents")
        first = self._writer._add_object(drawn)  # noqa: SLF001 - pypdf has no other way to add a stream
        target[NameObject("/Contents")] = ArrayObject([first, painted])

    def _stored(self, data: bytes) -> IndirectObject:
        if data not in self._known:
            (width, height), mode = _read(data)
            stored = StreamObject()
            stored.set_data(data)
            stored[NameObject("/Type")] = NameObject("/XObject")
            stored[NameObject("/Subtype")] = NameObject("/Image")
            stored[NameObject("/Width")], stored[NameObject("/Height")] = (
                NumberObject(width),
                NumberObject(height),
            )
            stored[NameObject("/ColorSpace")] = NameObject(_SPACES[mode])
            stored[NameObject("/BitsPerComponent")] = NumberObject(8)
            stored[NameObject("/Filter")] = NameObject("/DCTDecode")
            self._known[data] = self._writer._add_object(stored)  # noqa: SLF001 - as above
        return self._known[data]
