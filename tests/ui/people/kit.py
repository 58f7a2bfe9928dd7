"""Hands and eyes for screens of people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class Shown(QObject):
    """Takes the files that would be opened in another program."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, address: QUrl) -> None:
        """Keep the path of a file."""
        self.paths.append(Path(address.toLocalFile()))


def answer(view: Any, settled: Callable[[], None], **typed: str) -> None:
    """Type into the question in the page and confirm it."""
    for name, text in typed.items():
        view.asking.form.slots_[name].entry.set_text(text)
    view.asking.confirm_button.click()
    settled()


def column(rows: Any, at: int) -> list[str]:
    return [rows.words(row, at) for row in range(rows.rowCount())]
