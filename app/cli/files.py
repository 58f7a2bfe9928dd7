"""Writing a file named on the command line: whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError

if TYPE_CHECKING:
    from pathlib import Path


class UnwritableFileError(AppError):
    """A file named on the command line cannot be written."""

    code = "cli.unwritable_file"
    hint = "请核对路径、权限和磁盘空间。"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"写不了文件“{path}”：{why}。")


def written(path: Path, content: bytes) -> None:
    """Write a file, which appears only when complete, or raise ``UnwritableFileError``."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UnwritableFileError(path, error.strerror or "原因不明") from error


def made_folder(path: Path) -> None:
    """Make a folder unless it is there, or raise ``UnwritableFileError``."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(path, error.strerror or "原因不明") from error
