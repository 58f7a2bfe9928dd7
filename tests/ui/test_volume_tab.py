"""The volume tab over real files: printed whole in its order, exported so that it can be checked."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from PIL import Image

from app.adapters.page_engine import QtPageEngine
from app.documents.page import Box, LaidOut, Page
from app.documents.printing import Duplex
from app.domain.volume import Retention, Volume
from app.services.volume_export import MANIFEST, SUMS, BadExportError, VolumeExport, check_export
from app.services.volumes import VolumeDesk
from tests.builders import TOWN, ident
from tests.fake_papers import PlainForms
from tests.fakes import MemoryFiles
from tests.sync_fakes import MemoryAttachments
from tests.ui.case_hands import opened, settle
from tests.ui.case_world import case_tools
from tests.unit.services.closed_case import Closed
from tests.unit.services.test_volume_export import a_bound_case
from ui.notices import NoticeKind
from ui.screens.case.view_volume import VolumeTab
from ui.screens.document.orders import TO_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.jobs import JobRunner
    from ui.screens.tools import Tools

PAGES = 3
DARK = 128


def bars(count: int) -> Page:
    """Return a page that bears its number as bars."""
    return Page(595, 842, count, tuple(Box(100, 100 + 60 * at, 200, 30, "000000") for at in range(count)))


def printable(jobs: JobRunner) -> Tools:
    """Return tools over a closed case whose bound volume is a real PDF of pages one, two and three."""
    engine, files, closed = QtPageEngine(), MemoryFiles(), Closed().complete()
    laid = LaidOut(tuple(bars(number) for number in range(1, PAGES + 1)))
    digest = files.put(engine.pdf([laid], title="案卷"))
    closed.world.put(
        Volume(
            ident("volume"), TOWN, ident("case"), "20260001", Retention.PERMANENT, (), PAGES, pdf_hash=digest
        )
    )
    volumes = VolumeDesk(closed.world.office, PlainForms(), engine, files, MemoryAttachments())
    return replace(case_tools(jobs, closed.world), pages=engine, volumes=volumes)


def volume_tab(qtbot: QtBot, tools: Tools) -> VolumeTab:
    view = opened(qtbot, tools, {"tab": "overview"})
    tab = view.pages["volume"]
    assert isinstance(tab, VolumeTab)
    return tab


def counted(path: Path) -> list[int]:
    """Return how many bars each printed side bears; a blank back bears none."""
    printed: Any = pymupdf.open(path)  # type: ignore[no-untyped-call]  # it has no types
    found = []
    with printed:
        for page in printed:
            pixels = page.get_pixmap(dpi=36, colorspace=pymupdf.csGRAY)
            picture = Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)
            dark = [each < DARK for each in picture.crop((100, 0, 101, picture.height)).tobytes()]
            found.append(sum(1 for at in range(1, len(dark)) if dark[at] and not dark[at - 1]))
    return found


@pytest.mark.parametrize(
    ("duplex", "sides"),
    [
        (Duplex.ONE_SIDED, [1, 2, 3]),
        (Duplex.LONG_EDGE, [1, 2, 3, 0, 1, 2, 3]),
        (Duplex.SHORT_EDGE, [1, 2, 3, 0, 1, 2, 3]),
    ],
)
def test_the_whole_volume_is_printed_in_its_order_and_the_copies_are_noted(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path, duplex: Duplex, sides: list[int]
) -> None:
    tools = printable(jobs)
    tab, target = volume_tab(qtbot, tools), tmp_path / "全卷.pdf"

    tab.printing_all.click()
    settle(qtbot, tools)
    tab.printing.set_texts({"printer": TO_FILE, "file": str(target), "copies": "2", "duplex": duplex.value})
    tab.printing.confirm()
    qtbot.waitUntil(lambda: "volume.printed" in logged(tools))
    settle(qtbot, tools)

    assert counted(target) == sides
    assert "打印全卷2份" in logged(tools)["volume.printed"]
    assert tab.currentWidget() is tab.front


def logged(tools: Tools) -> dict[str, str]:
    """Return what the log says of the case, by code."""
    return {each.code: each.text for each in tools.reading.open(ident("case")).log}


def exporting(qtbot: QtBot, jobs: JobRunner) -> tuple[Tools, VolumeTab]:
    """Return the tab of a bound case with papers, signed originals and evidence."""
    closed = a_bound_case()
    bench = closed.bench
    exports = VolumeExport(closed.world.office, bench.forms, bench.pages, bench.files)
    tools = replace(case_tools(jobs, closed.world), exports=exports)
    return tools, volume_tab(qtbot, tools)


def test_a_case_exported_as_zip_is_read_again_and_agrees_with_its_manifest(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path
) -> None:
    tools, tab = exporting(qtbot, jobs)

    tab.export_to(tmp_path / "案卷.zip")
    settle(qtbot, tools)

    with zipfile.ZipFile(tmp_path / "案卷.zip") as package:
        assert package.testzip() is None
        assert check_export(package.namelist(), package.read) == len(package.namelist()) - 2
    assert [each.name for each in tmp_path.iterdir()] == ["案卷.zip"]


def test_a_case_exported_into_a_folder_shows_every_change_made_there(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path
) -> None:
    tools, tab = exporting(qtbot, jobs)
    folder = tmp_path / "案卷"

    tab.export_to(folder)
    settle(qtbot, tools)

    names = [each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()]
    assert check_export(names, lambda name: (folder / name).read_bytes()) == len(names) - 2
    assert {MANIFEST, SUMS} < set(names)
    evidence = next(each for each in names if each.startswith("证据/"))
    (folder / evidence).write_bytes(b"changed")
    with pytest.raises(BadExportError, match="被改动"):
        check_export(names, lambda name: (folder / name).read_bytes())


def test_a_folder_that_holds_something_is_left_alone(qtbot: QtBot, jobs: JobRunner, tmp_path: Path) -> None:
    tools, tab = exporting(qtbot, jobs)
    (tmp_path / "旧").mkdir()
    (tmp_path / "旧" / "a.txt").write_text("a", "utf-8")

    tab.export_to(tmp_path / "旧")
    settle(qtbot, tools)

    assert tools.notices.last is not None
    assert tools.notices.last.kind is not NoticeKind.BUG
    assert tools.notices.last.code == "case.export_taken"
    assert [each.name for each in (tmp_path / "旧").iterdir()] == ["a.txt"]
