"""Passing files (临时文件): files taken in from outside, and shown outside, while the program runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.errors import AppError
from app.domain.evidence import EvidenceKind

_SOUND = frozenset({".mp3", ".wav", ".m4a", ".mp4", ".mov", ".avi", ".mkv"})
_PRINTED = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".pdf", ".docx", ".doc"})


class UnreadableFileError(AppError):
    """A chosen file cannot be read."""

    code = "evidence.file"
    hint = "请确认文件还在原处、没有被其他程序独占，再重新选择。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"文件“{path.name}”读不出来。")


def content_of(path: Path) -> bytes:
    """Return the bytes of a file, or raise ``UnreadableFileError``."""
    try:
        return path.read_bytes()
    except OSError:
        raise UnreadableFileError(path) from None


def likely_kind(path: Path) -> EvidenceKind:
    """Return the kind of evidence a file most likely is; the person may choose another."""
    suffix = path.suffix.lower()
    if suffix in _SOUND:
        return EvidenceKind.AUDIOVISUAL
    return EvidenceKind.DOCUMENTARY if suffix in _PRINTED else EvidenceKind.ELECTRONIC


def put_aside(name: str, content: bytes) -> Path:
    """Write a copy to look at under a name; it goes when the program ends."""
    path = Path(_folder().name) / Path(name).name
    path.write_bytes(content)
    return path


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="chengzhi-", ignore_cleanup_errors=True)
