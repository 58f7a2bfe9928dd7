"""Application (程序外壳): the Qt application dressed in a look, and where exceptions of the UI thread end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QMessageBox

from ui.tokens import FAMILIES, style_sheet

if TYPE_CHECKING:
    from types import TracebackType

    from app.domain.errors import AppError
    from ui.jobs import JobRunner
    from ui.notices import Notices
    from ui.tokens import Look


def application(arguments: list[str]) -> QApplication:
    """Return the running application, or start one."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(arguments)


def tell(error: AppError) -> None:
    """Tell in a box what kept the program from starting, and what to do."""
    QMessageBox.critical(None, "澄执", f"{error.message}\n\n{error.hint}")


def wear(app: QApplication, look: Look) -> None:
    """Dress every window in a theme and text size, at once."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(look.points)
    app.setStyle("Fusion")
    app.setFont(font)
    app.setPalette(_palette(look))
    app.setStyleSheet(style_sheet(look))


def _palette(look: Look) -> QPalette:
    """Return the colours for what a style sheet cannot reach: hints in fields, links, drawn lines."""
    colours, palette = look.palette, QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, colours.ground),
        (roles.Base, colours.field),
        (roles.AlternateBase, colours.ground),
        (roles.Button, colours.card),
        (roles.WindowText, colours.text),
        (roles.Text, colours.text),
        (roles.ButtonText, colours.text),
        (roles.PlaceholderText, colours.soft),
        (roles.Highlight, colours.selected),
        (roles.HighlightedText, colours.text),
        (roles.Link, colours.accent),
        (roles.ToolTipBase, colours.card),
        (roles.ToolTipText, colours.text),
        (roles.Light, colours.line),
        (roles.Dark, colours.line),
        (roles.Mid, colours.line),
    ):
        palette.setColor(role, QColor(name))
    return palette


def catch(notices: Notices, jobs: JobRunner) -> None:
    """Show what is raised on the UI thread, and what jobs raise, instead of losing it."""

    def shown(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        notices.take(error)

    sys.excepthook = shown
    jobs.failed.connect(notices.failed)
    jobs.bug_found.connect(notices.bug)
