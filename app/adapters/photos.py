"""Photos from outside (照片读取): pictures of a folder or zip archive, never trusted in name or size."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from app.domain.errors import AppError
from app.rules.rosters.photos import Photo, Photos

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDINGS = (".jpg", ".jpeg", ".png")
_MOST_FILES = 5000
_MOST_BYTES = 8_000_000
_MOST_PIXELS = 50_000_000
_MOST_TOGETHER = 2_000_000_000
_MOST_TIMES = 200
"""A picture hardly shrinks in an archive; what grows by more than this is a bomb."""
_FORMATS = ("JPEG", "PNG")


class PhotosUnreadableError(AppError):
    """The folder or archive of photos cannot be read."""

    code = "photos.unreadable"
    hint = "请选择存放照片的文件夹，或者普通的zip压缩包（不加密）。"

    def __init__(self, why: str) -> None:
        super().__init__(f"不能读取照片：{why}。")


def read_photos(path: Path) -> Photos:
    """Return the pictures of a folder or a zip archive, or raise ``PhotosUnreadableError``."""
    if path.is_dir():
        return _gathered(_of_folder(path))
    try:
        with zipfile.ZipFile(path) as archive:
            return _gathered(_of_archive(archive))
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError) as error:
        raise PhotosUnreadableError(str(error) or type(error).__name__) from error


def _gathered(found: Iterator[tuple[str, bytes, str]]) -> Photos:
    photos: list[Photo] = []
    refused: list[tuple[str, str]] = []
    together = 0
    for count, (name, content, why) in enumerate(found, start=1):
        if count > _MOST_FILES:
            raise PhotosUnreadableError(f"文件超过{_MOST_FILES}个")
        together += len(content)
        if together > _MOST_TOGETHER:
            raise PhotosUnreadableError("解压后的总大小超出限度")
        said = why or _why_no_picture(content)
        if said:
            refused.append((name, said))
        else:
            photos.append(Photo(name, content))
    return Photos(tuple(photos), tuple(refused))


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Read the files that lie in the folder itself; a link leads nowhere."""
    for each in sorted(folder.iterdir()):
        if each.suffix.lower() not in _ENDINGS:
            continue
        if each.is_symlink() or not each.is_file():
            yield each.name, b"", "不是普通文件"
        elif each.stat().st_size > _MOST_BYTES:
            yield each.name, b"", "文件过大"
        else:
            yield each.name, each.read_bytes(), ""


def _of_archive(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes, str]]:
    """Read the pictures of an archive; nothing is ever written under a name of it."""
    for each in archive.infolist():
        if each.is_dir() or Path(each.filename).suffix.lower() not in _ENDINGS:
            continue
        name = _shown(each)
        if ".." in Path(each.filename.replace("\\", "/")).parts or each.filename.startswith(("/", "\\")):
            yield name, b"", "压缩包内的路径越出了压缩包"
        elif each.file_size > _MOST_BYTES or each.file_size > _MOST_TIMES * max(1, each.compress_size):
            yield name, b"", "解压后过大"
        else:
            with archive.open(each) as source:
                content = source.read(_MOST_BYTES + 1)
            yield name, content, "解压后过大" if len(content) > _MOST_BYTES else ""


def _shown(entry: zipfile.ZipInfo) -> str:
    """Return a name in characters; archives made on Chinese Windows carry GBK without saying so."""
    utf8 = 0x800
    if entry.flag_bits & utf8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gbk")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return entry.filename


def _why_no_picture(content: bytes) -> str:
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            wide, high = picture.size
            if wide * high > _MOST_PIXELS:
                return "图片的像素过多"
            picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "不是JPEG或PNG图片，或者已损坏"
    return ""
