"""The window over a store: hands the desks of a built program to the screens."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer

from app.adapters.vault import SystemVaultClosedError, VaultClosedError
from app.adapters.xlsx import XlsxSheets
from app.documents.capitals import in_capitals
from app.domain.case import CaseStatus
from app.domain.errors import AppError
from app.late import late
from localdb.copies import daily_copy
from ui.forms.drafting import Desk
from ui.jobs import Job, JobRunner, Lane
from ui.notices import Notices
from ui.remembered import Remembered
from ui.screens import screens
from ui.screens.sign_in.view import SignInView
from ui.screens.sign_in.viewmodel import Entrance
from ui.screens.staff_desks import Staff
from ui.screens.tools import Tools
from ui.shell.application import application, catch, tell, wear
from ui.shell.pictures import shoot
from ui.shell.window import MainWindow
from ui.tokens import Look

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject

    from app.bootstrap import Program
    from app.domain.case_file import CaseFile
    from app.domain.role import SignedIn
    from app.online import Online
    from app.rules.rosters.photos import Photos
    from ui.shell.pictures import Opening

LOOK_EVERY = 60_000
"""Milliseconds between two looks whether the exchange still runs."""


def tools_of(program: Program, jobs: JobRunner, notices: Notices, look: Look | None = None) -> Tools:
    """Return what screens get, over the desks of a program; somebody must be signed in."""
    return Tools(
        jobs=jobs,
        notices=notices,
        lists=program.lists,
        drafts=program.store.drafts,
        clock=program.office.clock,
        ids=program.office.ids,
        who=program.office.who,
        clues=program.clues,
        cases=program.cases,
        reading=program.reading,
        documents=program.documents,
        penalties=program.penalties,
        evidence=program.evidence,
        deliveries=program.deliveries,
        payments=program.payments,
        statements=program.statements,
        approvals=program.approvals,
        volumes=program.volumes,
        file_review=program.file_review,
        typesetting=program.typesetting,
        scans=program.scans,
        numbers=program.numbers,
        exports=program.exports,
        templates=program.office_templates,
        settings=program.settings,
        officers=program.officers,
        staff=_staff(program),
        powers=program.powers,
        deadlines=program.deadlines,
        facts=program.facts,
        bureaus=program.bureaus,
        law=program.law,
        lists_import=program.lists_import,
        standards=program.standards,
        giving_out=program.giving_out,
        syncing=program.syncing,
        inspections=program.inspections,
        draws=program.draws,
        inspection_tasks=program.tasks,
        sheets=XlsxSheets(),
        pages=program.pages,
        unit=_unit(program),
        look=look or Look(),
        in_capitals=in_capitals,
    )


def _staff(program: Program) -> Staff:
    """Return the desks of people, certificates, training and equipment; printing comes at its first use."""
    return Staff(
        people=program.people,
        certificates=program.certificates,
        renewals=program.renewals,
        postings=program.postings,
        rosters=program.rosters,
        cards=late(lambda: program.cards),
        training=program.training,
        equipment=program.equipment,
        photos=_photos,
    )


def _photos(path: Path) -> Photos:
    from app.adapters.photos import read_photos  # noqa: PLC0415 - only an import reads photos

    return read_photos(path)


def _unit(program: Program) -> str:
    """Return the name of the signed-in person's bureau, marked when the store is for demonstration."""
    town = program.office.who().town
    name = next((each.name for each in program.bureaus.all() if each.town == town), "")
    return f"〔演示数据〕{name}" if program.demonstration else name


def take_pictures(program: Program, folder: Path) -> tuple[Path, ...]:
    """Write pictures of the main screens over a store, as its signed-in person sees them."""
    app = application(sys.argv[:1])
    look = Look()
    wear(app, look)
    jobs, notices = JobRunner(), Notices()
    catch(notices, jobs)
    window = MainWindow(tools_of(program, jobs, notices, look), screens())
    try:
        window.open("home")
        return shoot(window, jobs, _openings(program), folder)
    finally:
        window.close()
        jobs.close()


def start(folder: Path) -> int:
    """Open the store of a folder and the window over it; a store that cannot be opened is told in a box."""
    from app.bootstrap import build, usual_folder  # noqa: PLC0415 - the box needs no store
    from app.online import usual_guard  # noqa: PLC0415 - see above

    application(sys.argv[:1])
    try:
        program = build(folder, guard=usual_guard() if folder == usual_folder() else None)
    except AppError as error:
        tell(error)
        return 1
    try:
        return open_window(program, folder)
    finally:
        program.close()


def open_window(program: Program, folder: Path) -> int:
    """Ask who signs in, open the window, and return Qt's exit code when the last one is closed."""
    app = application(sys.argv[:1])
    remembered = Remembered(folder / "window.ini")
    wear(app, remembered.look)
    jobs, notices = JobRunner(), Notices()
    catch(notices, jobs)
    program.online.bug_found = jobs.bug_found.emit
    drafting = Desk(program.store.drafts, program.office.clock, jobs)
    door = SignInView(Entrance(program.sign_in, program.bureaus, program.office.ids, drafting, remembered))
    opened: list[MainWindow] = []

    def enter(_person: SignedIn) -> None:
        tools = replace(
            tools_of(program, jobs, notices, remembered.look),
            remembered=remembered,
            wear=lambda look: wear(app, look),
        )
        window = MainWindow(tools, screens())
        opened.append(window)
        window.open("home")
        window.show()
        window.watch_exchange()
        keep_exchanging(window, jobs, program.online, not_begun(window, notices))
        jobs.start(
            window, Job(lambda _token: standing(program, folder), window.say_standing, lane=Lane.OTHER)
        )
        door.close()

    door.entered.connect(enter)
    door.resize(1000, 720)
    door.show()
    try:
        return app.exec()
    finally:
        remembered.write()
        jobs.close()


def keep_exchanging(
    owner: QObject, jobs: JobRunner, online: Online, failed: Callable[[AppError], None]
) -> QTimer:
    """Begin to exchange, and look every minute whether a passing fault ended that; nobody waits for it."""
    jobs.start(owner, Job(lambda _token: online.start(), failed=failed, lane=Lane.OTHER))
    looks = QTimer(owner)
    looks.timeout.connect(
        lambda: jobs.start(owner, Job(lambda _token: online.revive(), lane=Lane.OTHER)),
    )
    looks.start(LOOK_EVERY)
    return looks


def not_begun(window: MainWindow, notices: Notices) -> Callable[[AppError], None]:
    """Return what is done when the exchange did not begin: a sealed key is asked for, all else is told."""

    def told(error: AppError) -> None:
        # The system's own store has no passphrase of ours: asking for one would lead nowhere.
        if isinstance(error, VaultClosedError) and not isinstance(error, SystemVaultClosedError):
            window.open("sync", {"ask": "key"})
        else:
            notices.failed(error)

    return told


def standing(program: Program, folder: Path) -> str:
    """Return how the store stands, in words, after a look at the file and today's copy of it."""
    faults = program.store.faults()
    if faults:
        return "✕ 数据文件有损坏，请立即停止录入，用最近的备份恢复（chengzhi restore）。"
    copy = daily_copy(program.store, folder, program.office.clock.today())
    made = f"{copy.stem[-8:-4]}-{copy.stem[-4:-2]}-{copy.stem[-2:]}"
    return f"数据文件完好　最近备份 {made}（{copy.parent}）"


def _openings(program: Program) -> tuple[Opening, ...]:
    wanted: list[Opening] = [("01 工作台", "home", {}), ("02 线索", "clues", {}), ("03 案件", "cases", {})]
    for name, status in (
        ("04 案件页 调查", CaseStatus.INVESTIGATING),
        ("06 案件页 归档", CaseStatus.ARCHIVED),
    ):
        case_id = _a_case(program, status)
        if case_id is not None:
            wanted.append((name, "case", {"case_id": case_id}))
            paper = _a_paper(program.reading.open(case_id))
            if paper is not None:
                wanted.append((f"{name[:3].strip()}b 文书", "document", {"document_id": paper}))
    known = screens()
    return tuple(each for each in wanted if each[1] in known)


def _a_case(program: Program, status: CaseStatus) -> UUID | None:
    found = program.lists.ids("cases", {"status": status})
    return UUID(bytes=found[0]) if found else None


def _a_paper(file: CaseFile) -> UUID | None:
    """Return the longest paper there is."""
    made = sorted(file.documents, key=lambda each: each.pages)
    return made[-1].id if made else None
