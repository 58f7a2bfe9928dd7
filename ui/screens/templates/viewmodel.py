"""Reads the forms with the office's templates, tries a file, keeps it, sets it live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from app.documents.trial import Trial
    from app.domain.form_template import FormTemplate
    from app.services.form_checks import Checked
    from app.services.office_forms import FormLine
    from ui.screens.tools import Tools


class TemplateFileError(AppError):
    """A chosen template file cannot be read."""

    code = "template.file"
    hint = "请确认文件还在原处、没有被Word或者WPS占用，再重新选择。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"文件“{path.name}”读不出来。")


class TemplatesModel(QObject):
    """The forms, and one file in hand that is tried before it is kept.

    Signals:
        shown: The forms (``FormLine``).
        checked: What was found of the file in hand (``Checked``).
        drawn: Pages of the file in hand, filled (``LaidOut``).
        kept: What was done, in words.
        refused: An ``AppError``.
        broke: A bug, which the notices show; the file in hand is the one before.
    """

    shown = Signal(object)
    checked = Signal(object)
    drawn = Signal(object)
    kept = Signal(str)
    refused = Signal(object)
    broke = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.slug, self.file_name = "", ""
        self.docx: bytes | None = None

    def refresh(self) -> None:
        """Read the forms anew."""
        self._start(self._tools.templates.lines, self.shown.emit)

    def take(self, slug: str, path: Path) -> None:
        """Read a file for a form and check it."""

        def work() -> tuple[bytes, Checked]:
            try:
                docx = path.read_bytes()
            except OSError:
                raise TemplateFileError(path) from None
            return docx, self._tools.templates.check(slug, docx)

        def done(found: tuple[bytes, Checked]) -> None:
            self.slug, self.file_name = slug, path.name
            self.docx = found[0]
            self.checked.emit(found[1])

        self._start(work, done, self.broke.emit)

    def hold(self, line: FormLine, template: FormTemplate) -> None:
        """Take a kept template in hand, to look at it again."""

        def done(docx: bytes) -> None:
            self.slug, self.file_name, self.docx = line.slug, template.file_name, docx

        self._start(lambda: self._tools.templates.content(template.id), done)

    def look(self, trial: Trial) -> None:
        """Fill the file in hand and draw it."""
        docx, slug = self.docx, self.slug
        if docx is not None:
            self._start(lambda: self._tools.templates.look(slug, docx, trial), self.drawn.emit)

    def keep(self) -> None:
        """Keep the file in hand as the next version."""
        docx, slug, name = self.docx, self.slug, self.file_name
        if docx is not None:
            self._do(
                lambda: self._tools.templates.bring(slug, docx, name),
                lambda kept: f"已保存为第{kept.version}版，尚未启用。",
            )

    def set_live(self, template: FormTemplate, day: date) -> None:
        """Use a template from a day on."""
        said = f"第{template.version}版自{day}起启用。"
        self._do(lambda: self._tools.templates.set_live(template.id, day), lambda _kept: said)

    def withdraw(self, template: FormTemplate) -> None:
        """Use a template no more."""
        said = f"第{template.version}版已停用。"
        self._do(lambda: self._tools.templates.withdraw(template.id), lambda _kept: said)

    def set_title(self, slug: str, title: str) -> None:
        """Give a form a title of the office's own."""
        self._do(lambda: self._tools.templates.set_title(slug, title), lambda _none: "文书名称已保存。")

    def _do(self, work: Callable[[], Any], said: Callable[[Any], str]) -> None:
        def done(result: Any) -> None:
            self.kept.emit(said(result))
            self.refresh()

        self._start(work, done)

    def _start(
        self, work: Callable[[], Any], done: Callable[[Any], None], broke: Callable[[], None] = lambda: None
    ) -> None:
        self._tools.jobs.start(self, Job(lambda _token: work(), done, self.refused.emit, broke=broke))


def standing(line: FormLine) -> str:
    """Return which template a form uses, in Chinese."""
    if line.live is not None:
        return f"本单位第{line.live.version}版（自{line.live.live_from}）"
    waiting: Sequence[FormTemplate] = [each for each in line.versions if each.withdrawn_on is None]
    return f"随程序安装（另有{len(waiting)}版未启用）" if waiting else "随程序安装"
