"""Exporting (导出): a document written into a file of the person's choice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.services.documents import Sheet

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\r\n\t]+')


class ExportFailedError(AppError):
    """The file could not be written."""

    code = "document.export"
    hint = "请检查文件是否被其他程序打开、磁盘是否已满，或换一个位置保存。"

    def __init__(self, path: str) -> None:
        super().__init__(f"没有写成文件“{path}”。")


def write_file(path: str, content: bytes) -> str:
    """Write a file and return its path, or raise ``ExportFailedError``."""
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise ExportFailedError(path) from error
    return path


def file_name(sheet: Sheet, ending: str) -> str:
    """Return a name for a document's file that every system takes."""
    parts = (sheet.title, sheet.document.number, sheet.party_name)
    return _FORBIDDEN.sub("_", "".join(parts)) + ending
