"""Reads standards and what the bureau picked; imports a bureau's own; keeps a pick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.services.grounds import FIELD, NONE, REDUCED, ROUND, STEPS
from app.services.list_import import Listing
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from app.domain.power_item import PowerItem
    from app.rules.discretion.standards.catalogue import NamedStandard
    from app.services.list_standards import Pick
    from ui.screens.tools import Tools


class UnreadableFileError(AppError):
    """A file could not be read from the disk."""

    code = "standards.read"
    hint = "请核对路径，或者关闭正在打开它的程序后重试。"

    def __init__(self, name: str) -> None:
        super().__init__(f"读不出文件“{name}”。")


@dataclass(frozen=True, slots=True)
class Bench:
    """All the page shows (裁量基准台面)."""

    standards: tuple[NamedStandard, ...]
    picks: tuple[Pick, ...]
    items: tuple[PowerItem, ...]
    step: int
    floor: int

    def departments(self) -> tuple[str, ...]:
        """Return the departments of the list."""
        return tuple(dict.fromkeys(sorted(each.department for each in self.items)))

    def title(self, key: str) -> str:
        """Return the title of a standard by its key."""
        if key == NONE:
            return "不适用裁量基准"
        return next((each.title for each in self.standards if each.key == key), key)

    def target(self, name: str) -> str:
        """Return in words what a pick is for."""
        if name.startswith(FIELD):
            return f"{name.removeprefix(FIELD)}：全部事项"
        return next((f"{each.code}　{each.name}" for each in self.items if each.code == name), name)


class StandardsModel(QObject):
    """Confirms one change after the other in the background.

    Signals:
        read: A ``Bench``.
        said: What was done, in words.
        refused: An ``AppError``; nothing was kept.
    """

    read = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools

    def refresh(self) -> None:
        """Read everything anew."""
        self.tools.jobs.start(self, Job(lambda _token: self._bench(), self.read.emit, self.refused.emit))

    def pick(self, key: str, name: str, day: date) -> None:
        """Let a standard apply to an item or a department from a day."""
        self._do(lambda: self.tools.standards.pick(key, name, day), lambda _none: f"已选用，自{day}起适用。")

    def keep_numbers(self, step: int, floor: int) -> None:
        """Keep how proposals are rounded and how far the bureau reduces."""

        def work() -> None:
            self.tools.settings.put(ROUND, step)
            self.tools.settings.put(REDUCED, floor)

        self._do(work, lambda _none: "取整和减轻幅度已保存。")

    def take_file(self, path: Path, day: date) -> None:
        """Import a bureau's tier tables from a sheet, or one standard from a TOML file."""

        def work() -> str:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise UnreadableFileError(path.name) from error
            if path.suffix.lower() == ".toml":
                made = self.tools.standards.take_table(content.decode("utf-8", "replace"))
                return f"已导入《{made.title}》，选用后才适用。"
            looked, listing = self.tools.lists_import.look(content), Listing(day, path.stem)
            tiered = any(item.tiers for each in looked.readings.values() for item in each.items)
            take = self.tools.standards.take_in if tiered else self.tools.standards.take_exemptions
            return take(looked, listing).summary

        self._do(work, str)

    def _do(self, work: Callable[[], Any], words: Callable[[Any], str]) -> None:
        def done(result: Any) -> None:
            self.said.emit(words(result))
            self.refresh()

        self.tools.jobs.start(self, Job(lambda _token: work(), done, self.refused.emit))

    def _bench(self) -> Bench:
        tools = self.tools
        step, floor = tools.settings.value(ROUND), tools.settings.value(REDUCED)
        return Bench(
            tools.standards.every(),
            tools.standards.picks(),
            tools.powers.on(tools.clock.today()),
            step if step in STEPS else STEPS[0],
            floor if isinstance(floor, int) else 0,
        )
