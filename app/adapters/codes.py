"""Codes (二维码): drawn as PNG, and read again from pictures of any kind."""

from __future__ import annotations

from io import BytesIO

from app.domain.errors import AppError

_SCALE, _QUIET = 3, 4
_MOST_PIXELS = 60_000_000


class PictureUnreadableError(AppError):
    """A file in which a code was to be found is no picture."""

    code = "codes.picture"
    hint = "请选择PNG、JPEG等图片；PDF请先截图或另存为图片。"

    def __init__(self) -> None:
        super().__init__("不能读取这张图片。")


class QrCodes:
    """``Codes`` port on segno and zxing."""

    def draw(self, text: str) -> bytes:
        """Return a QR code as PNG, a fourth of which may be damaged."""
        import segno  # noqa: PLC0415 - only printing needs it

        target = BytesIO()
        segno.make(text, error="m", micro=False).save(target, kind="png", scale=_SCALE, border=_QUIET)
        return target.getvalue()

    def read(self, picture: bytes) -> tuple[str, ...]:
        """Return the text of every QR code in a picture, or raise ``PictureUnreadableError``."""
        import zxingcpp  # noqa: PLC0415 - only checking needs it
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - see above

        try:
            with Image.open(BytesIO(picture)) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise PictureUnreadableError
                grey = opened.convert("L")
        except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
            raise PictureUnreadableError from error
        found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        return tuple(each.text for each in found)
