"""Reading a text file named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path


class LockedFileError(AppError):
    """A file named on the command line cannot be read at all."""

    code = "cli.locked_file"
    hint = "请核对路径和权限；在表格程序中打开的，请先关闭。"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"读不出文件“{path}”：{why}。")


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


def read_content(path: Path) -> bytes:
    """Return a file's bytes, or raise ``LockedFileError``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise LockedFileError(path, error.strerror or "原因不明") from error
