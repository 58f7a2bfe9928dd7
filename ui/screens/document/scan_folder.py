"""Scan folder (扫描文件夹): the files a scanner left there, newest first, told as they come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

SCANS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf")
FOLDER = "scan/folder"
"""Name of the remembered choice."""
SHOWN = 30


class ScanFolder(QObject):
    """Watches one folder of this computer; nothing in it is changed or taken away.

    Signals:
        changed: Files came or went.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self.changed.emit())
        self.folder: Path | None = None

    def watch(self, folder: str) -> None:
        """Watch a folder instead of the one before; one that is not there is none."""
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        path = Path(folder)
        self.folder = path if folder and path.is_dir() else None
        if self.folder is not None:
            self._watcher.addPath(str(self.folder))

    def files(self) -> Sequence[Path]:
        """Return the scans there are, newest first."""
        if self.folder is None:
            return ()
        return newest(self.folder)


def newest(folder: Path) -> tuple[Path, ...]:
    """Return the scans of a folder, newest first; one that goes away meanwhile is left out."""
    dated = []
    for each in folder.iterdir():
        if each.suffix.casefold() in SCANS:
            try:
                dated.append((each.stat().st_mtime, each))
            except OSError:
                continue
    return tuple(path for _, path in sorted(dated, reverse=True)[:SHOWN])
