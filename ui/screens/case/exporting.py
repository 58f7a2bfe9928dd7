"""Exporting a case (案卷导出): the pieces written into a zip, or one by one into a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.services.volume_export import zipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.services.volume_export import Piece

ZIP = ".zip"


class CaseNotWrittenError(AppError):
    """The files of a case cannot be written where they should go."""

    code = "case.export"
    hint = "请检查位置是否可写、磁盘是否已满，或者换一个位置。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"案卷没有导出到“{path}”。")


class FolderTakenError(AppError):
    """A folder of that name holds something already."""

    code = "case.export_taken"
    hint = "请换一个名称，或者先移走原有文件夹。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"文件夹“{path.name}”里已有文件，不能导出到其中。")


def written_export(pieces: Sequence[Piece], path: Path) -> int:
    """Write the pieces and return how many; a zip appears only when whole, the manifest comes last."""
    try:
        if path.suffix.casefold() == ZIP:
            half = path.with_name(f"{path.name}.part")
            half.write_bytes(zipped(pieces))
            half.replace(path)
        else:
            _write_folder(pieces, path)
    except OSError as error:
        raise CaseNotWrittenError(path) from error
    return len(pieces)


def _write_folder(pieces: Sequence[Piece], path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True)
    if any(path.iterdir()):
        raise FolderTakenError(path)
    for each in pieces:
        target = path / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(each.content)
