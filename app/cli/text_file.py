"""Reading a text file named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path


class UnreadableFileError(AppError):
    """A file named on the command line cannot be read as UTF-8 text."""

    code = "cli.unreadable_file"
    hint = "请核对路径和权限；文件应为UTF-8编码。"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"读不出文件“{path}”：{why}。")


def read_text(path: Path) -> str:
    """Return a file's text, or raise ``UnreadableFileError``."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "不是UTF-8文本"
        raise UnreadableFileError(path, why) from error
