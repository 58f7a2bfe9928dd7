"""Shots: every registered screen over a demonstration town, in every look; ``python -m tests.shots OUT``."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID

from app.cli.demonstration import sit_in, town
from app.cli.word import Say
from app.domain.case import Case, CaseStatus
from app.domain.clue import ClueState
from app.services.demo.plans import TownPlan
from app.window import tools_of
from ui.jobs import JobRunner
from ui.notices import NoticeKind, Notices
from ui.screens import screens
from ui.shell.application import application, catch, wear
from ui.shell.pictures import Opening, shoot
from ui.shell.window import MainWindow
from ui.tokens import Look, TextSize, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.bootstrap import Program

LOOKS = {
    "light": Look(),
    "dark-large": Look(Theme.DARK, TextSize.LARGE),
    "contrast-huge": Look(Theme.HIGH_CONTRAST, TextSize.HUGE),
}
PLAN = TownPlan(seed=1, cases=24, until=date(2026, 6, 30))
SMALLEST = (1366, 768)


def photograph(folder: Path, names: list[str]) -> None:
    """Make a town and write one picture per screen and look; ``names`` narrows the screens."""
    app = application(sys.argv[:1])
    with TemporaryDirectory() as store, town(Path(store) / "town", PLAN, _say()) as (program, _):
        openings = list(_openings(program, names))
        for look_name, look in LOOKS.items():
            wear(app, look)
            jobs, notices = JobRunner(), Notices()
            catch(notices, jobs)
            window = MainWindow(tools_of(program, jobs, notices, look), screens())
            window.resize(*SMALLEST)
            named = [(f"{slug}-{look_name}", slug, given) for _, slug, given in openings]
            shoot(window, jobs, named, folder)
            window.close()
            if (last := notices.last) is not None and last.kind is NoticeKind.BUG:
                sys.exit(f"{look_name}: {last.message} {last.code}")
            window.deleteLater()
            jobs.close()


def _say() -> Say:
    return Say(as_json=False, write=sys.stdout.write)


def _openings(program: Program, names: list[str]) -> Iterator[Opening]:
    opened = _opened_with(program)
    for slug in screens():
        if not names or slug in names:
            yield slug, slug, opened.get(slug, {})


def _opened_with(program: Program) -> Mapping[str, Mapping[str, object]]:
    """Return what the screens that show one thing are opened with; whose town has them sits down."""
    with program.store.read() as work:
        sit_in(program, work.of(Case).find(status=CaseStatus.INVESTIGATING)[0].town)
    lists = program.lists
    case_id = UUID(bytes=lists.ids("cases", {"status": CaseStatus.INVESTIGATING})[0])
    papers = sorted(program.reading.open(case_id).documents, key=lambda each: each.pages)
    clue_id = UUID(bytes=lists.ids("clues", {"state": ClueState.OPEN})[0])
    return {
        "case": {"case_id": case_id},
        "document": {"document_id": papers[-1].id},
        "clue_to_case": {"clue_id": clue_id, "department": ""},
        "search": {"text": "道路"},
        "officer": {"officer_id": program.office.who().officer_id},
    }


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    photograph(Path(sys.argv[1]), sys.argv[2:])
