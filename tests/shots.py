"""Shots: every registered screen as a picture, in every theme; ``python -m tests.shots OUT``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtTest import QTest

from tests.builders import a_document
from tests.ui.case_world import case_tools
from tests.ui.fakes import memory_lists
from tests.unit.services.closed_case import Closed
from tests.unit.services.papers import CASE
from ui.jobs import JobRunner
from ui.notices import NoticeKind
from ui.screens import screens
from ui.shell.application import application, catch, wear
from ui.shell.window import MainWindow
from ui.tokens import Look, TextSize, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOKS = {
    "light": Look(),
    "dark-large": Look(Theme.DARK, TextSize.LARGE),
    "contrast-huge": Look(Theme.HIGH_CONTRAST, TextSize.HUGE),
}
PAPER = a_document("investigation_report").id
OPENED_WITH: Mapping[str, Mapping[str, object]] = {
    "case": {"case_id": CASE},
    "document": {"document_id": PAPER},
    "clue_to_case": {"clue_id": UUID(int=1), "department": "城市管理"},
    "search": {"text": "人民路"},
}


def shoot(folder: Path, names: list[str]) -> None:
    """Write one picture per screen and look; ``names`` narrows the screens."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application(sys.argv[:1])
    for look_name, look in LOOKS.items():
        wear(app, look)
        jobs = JobRunner()
        tools = replace(case_tools(jobs, Closed().complete().world), lists=memory_lists(), look=look)
        catch(tools.notices, jobs)
        window = MainWindow(tools, screens())
        window.say_standing("数据库正常")
        window.show()
        window.open("home")
        for slug in screens():
            if not names or slug in names:
                window.open(slug, OPENED_WITH.get(slug, {}))
                _settle(jobs)
                window.grab().save(str(folder / f"{slug}-{look_name}.png"))
        window.close()
        if (last := tools.notices.last) is not None and last.kind is NoticeKind.BUG:
            sys.exit(f"{look_name}: {last.message} {last.code}")
        window.deleteLater()
        jobs.close()


def _settle(jobs: JobRunner) -> None:
    """Let jobs end and the window be painted; painting asks for rows, so twice."""
    for _ in range(3):
        QTest.qWait(30)
        while jobs.busy:
            QTest.qWait(10)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shoot(Path(sys.argv[1]), sys.argv[2:])
