"""The main job without a display: two cases worked to the archive, their papers and volumes as PDF."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from app.cli.demonstration import clear_for_town, sit_in, town
from app.documents.catalogue import form
from app.domain.case import CaseStatus, Procedure
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from uuid import UUID

    from app.bootstrap import Program
    from app.cli.word import Say
    from app.domain.case import Case
    from app.services.demo.plans import TownPlan
    from app.services.demo.scene import CasePlan

_FOLDERS = {Procedure.ORDINARY: "普通程序案件", Procedure.SIMPLE: "简易程序案件"}
_WHOLE = {CaseStatus.ARCHIVED: "archived", CaseStatus.SP_ARCHIVED: "spot_archived"}


class NotArchivedError(AppError):
    """A case that was to be worked to the archive did not get there."""

    code = "demo.not_archived"
    hint = "请用 chengzhi self-test 检查安装是否完整。"

    def __init__(self, procedure: Procedure) -> None:
        super().__init__(f"没有能办到归档的{_FOLDERS[procedure]}。")


def do_main_job(out: Path, plan: TownPlan, say: Say) -> dict[str, object]:
    """Work the town and write what an office would hold in its hands; returns where everything is."""
    out.mkdir(parents=True, exist_ok=True)
    store = out / "store"
    _start_screens()
    clear_for_town(store, replace=True)
    with town(store, plan, say) as (program, made):
        written = {
            procedure.value: _write_case(program, _worked(program, made, procedure), out, say)
            for procedure in Procedure
        }
        pictures = _take_pictures(program, out / "屏幕", say)
    return {"store": str(store), "cases": written, "pictures": [str(each) for each in pictures]}


def _worked(program: Program, made: dict[UUID, CasePlan], procedure: Procedure) -> Case:
    """Return the case of a procedure that went the whole way with one party, a fined one if there is any."""
    whole = [
        (case_id, plan)
        for case_id, plan in made.items()
        if plan.parties == 1 and plan.route.name == _WHOLE.get(plan.route.goal())
    ]
    for case_id, plan in sorted(whole, key=lambda each: not each[1].choice.fines):
        sit_in(program, plan.bureau.town)
        case = program.reading.open(case_id).case
        if case.procedure is procedure and case.status in _WHOLE:
            return case
    raise NotArchivedError(procedure)


def _write_case(program: Program, case: Case, out: Path, say: Say) -> dict[str, object]:
    folder = out / _FOLDERS[case.procedure]
    folder.mkdir(exist_ok=True)
    standing = [each for each in program.reading.open(case.id).documents if each.standing]
    ordered = sorted(standing, key=lambda each: (form(each.slug).number, each.id))
    papers = []
    for number, each in enumerate(ordered, 1):
        title = form(each.slug).title.replace("/", "、")
        path = folder / f"{number:02d} {title}.pdf"
        path.write_bytes(program.documents.pdf(each.id))
        papers.append(str(path))
    volume = folder / "案卷.pdf"
    volume.write_bytes(program.volumes.pdf(case.id))
    say.line(f"{case.cause}：{len(papers)}份文书和案卷已写入{folder}")
    return {"case": str(case.id), "number": case.number, "papers": papers, "volume": str(volume)}


def _start_screens() -> None:
    """Start Qt for windows before the page engine starts it without; offscreen where there is no display."""
    from ui.shell.application import application  # noqa: PLC0415 - loading Qt takes longer than most words

    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application(sys.argv[:1])


def _take_pictures(program: Program, folder: Path, say: Say) -> Iterable[Path]:
    from app.window import take_pictures  # noqa: PLC0415 - loading Qt takes longer than most words

    taken = take_pictures(program, folder)
    say.line(f"{len(taken)}张屏幕截图已写入{folder}")
    return taken
