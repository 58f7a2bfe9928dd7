"""Reads what the bureau may choose, and keeps what was chosen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.domain.penalty_subject import PenaltySubject
from app.domain.typesetting import Typesetting
from app.services.law import CHOICE
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.bureau import Bureau
    from app.rules.deadlines.law import Choice, Law
    from app.rules.file_review import Rule
    from ui.screens.tools import Tools

MOST_DAYS = 3650


class DaysTextError(AppError):
    """A number of days is none."""

    code = "settings.days"
    hint = f"请填写1至{MOST_DAYS}的整数，或者留空采用默认值。"

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}”不是可用的天数。")


@dataclass(frozen=True, slots=True)
class Bench:
    """What the page shows: the own bureau, its organs, the law with its settings."""

    bureau: Bureau | None
    subjects: tuple[PenaltySubject, ...]
    law: Law
    weights: tuple[tuple[Rule, int], ...] = ()
    typesetting: Typesetting = field(default_factory=Typesetting)

    def days(self) -> tuple[Choice, ...]:
        """Return the numbers of days the law leaves to the office."""
        return tuple(each for each in self.law.choices() if not isinstance(each.default, str))


class SettingsModel(QObject):
    """Confirms one change after the other in the background.

    Signals:
        read: A ``Bench``.
        kept: What was kept, in words.
        refused: An ``AppError``; nothing was kept.
    """

    read = Signal(object)
    kept = Signal(str)
    refused = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools

    def refresh(self) -> None:
        """Read everything anew."""
        self._tools.jobs.start(self, Job(lambda _token: self._read(), self.read.emit))

    def save_bureau(self, bureau: Bureau, values: Mapping[str, Any]) -> None:
        """Keep the bureau's names, mark and address."""
        self._keep("单位信息已保存。", lambda: self._tools.bureaus.save(replace(bureau, **values)))

    def save_subject(self, subject: PenaltySubject | None, values: Mapping[str, Any]) -> None:
        """Keep an organ in whose name decisions are signed; a new one without ``subject``."""
        new = subject or PenaltySubject(
            self._tools.ids.new(), self._tools.who().town, values["name"], values["valid_from"]
        )
        self._keep("处罚主体已保存。", lambda: self._tools.bureaus.save_subject(replace(new, **values)))

    def save_days(self, choice: Choice, text: str) -> None:
        """Keep a number of days; an empty text goes back to the default."""
        typed = text.strip()
        if not typed and choice.default is None:
            return
        days = choice.default if not typed else int(typed) if typed.isdecimal() else 0
        if not isinstance(days, int) or not 0 < days <= MOST_DAYS:
            self.refused.emit(DaysTextError(choice.title))
            return
        said = f"“{choice.title}”已设为{days}日。"
        self._keep(said, lambda: self._tools.settings.put(CHOICE + choice.name, days))

    def save_weight(self, rule: Rule, text: str) -> None:
        """Keep what a rule of the file review is worth; an empty text goes back to the published points."""
        typed = text.strip()
        points = rule.points if not typed else int(typed) if typed.isdecimal() else -1
        said = f"“{rule.title}”的分值已设为{points}分。"
        self._keep(said, lambda: self._tools.file_review.set_weight(rule.code, points))

    def choose_typesetting(self, chosen: Typesetting) -> None:
        """Keep how papers are set from now on."""
        self._keep("排版设置已保存，今后制作的文书采用。", lambda: self._tools.typesetting.choose(chosen))

    def _keep(self, said: str, work: Callable[[], object]) -> None:
        self._tools.jobs.start(
            self, Job(lambda _token: work(), lambda _kept: self._kept(said), self.refused.emit)
        )

    def _kept(self, said: str) -> None:
        self.kept.emit(said)
        self.refresh()

    def _read(self) -> Bench:
        town = self._tools.who().town
        own = next((each for each in self._tools.bureaus.all() if each.town == town), None)
        tools = self._tools
        return Bench(
            own,
            tools.bureaus.subjects(),
            tools.law.current(),
            tools.file_review.weights(),
            tools.typesetting.chosen(),
        )
