"""Pictures (屏幕截图): the window as a person sees it, screen by screen, written as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ui.jobs import JobRunner
    from ui.shell.window import MainWindow

_QUIET_MS = 60
_ROUNDS = 4
Opening = tuple[str, str, "Mapping[str, object]"]
"""Name of the picture, slug of the screen, and what it is opened with."""


def shoot(window: MainWindow, jobs: JobRunner, openings: Sequence[Opening], folder: Path) -> tuple[Path, ...]:
    """Open one screen after the other, let it come to rest, and write a picture of the window."""
    folder.mkdir(parents=True, exist_ok=True)
    window.show()
    taken = []
    for name, slug, args in openings:
        window.open(slug, args)
        _rest(jobs)
        path = folder / f"{name}.png"
        window.grab().save(str(path))
        taken.append(path)
    return tuple(taken)


def _rest(jobs: JobRunner) -> None:
    """Let work end and the window be painted; painting asks for rows, so several times."""
    for _ in range(_ROUNDS):
        loop = QEventLoop()
        QTimer.singleShot(_QUIET_MS, loop.quit)
        loop.exec()
        while jobs.busy:
            loop = QEventLoop()
            QTimer.singleShot(_QUIET_MS, loop.quit)
            loop.exec()
