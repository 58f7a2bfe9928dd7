"""Remembered (界面记忆): small choices of the person at this computer, kept between starts, never synced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from ui.tokens import Look, TextSize, Theme

if TYPE_CHECKING:
    from pathlib import Path


class Remembered:
    """Texts by name; in a file when one is given, else for as long as the program runs."""

    def __init__(self, file: Path | None = None) -> None:
        self._kept: dict[str, str] = {}
        self._file = QSettings(str(file), QSettings.Format.IniFormat) if file is not None else None

    def text(self, name: str) -> str:
        """Return what was kept, or an empty text."""
        if self._file is not None and name not in self._kept:
            self._kept[name] = str(self._file.value(name, "") or "")
        return self._kept.get(name, "")

    def keep(self, name: str, text: str) -> None:
        """Keep a text; the file is written when the window has time."""
        self._kept[name] = text
        if self._file is not None:
            self._file.setValue(name, text)

    @property
    def look(self) -> Look:
        """The theme and text size chosen last; what was never chosen, or is unknown, as shipped."""
        themes, sizes = {each.value: each for each in Theme}, {each.value: each for each in TextSize}
        usual = Look()
        return Look(
            themes.get(self.text("look/theme"), usual.theme), sizes.get(self.text("look/size"), usual.size)
        )

    @look.setter
    def look(self, chosen: Look) -> None:
        self.keep("look/theme", chosen.theme.value)
        self.keep("look/size", chosen.size.value)

    def write(self) -> None:
        """Write the file now, as at the end of the program."""
        if self._file is not None:
            self._file.sync()
