"""What arrives at a printer over IPP: copies by kind, both sides, millimetres, pictures, reprints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest
from PIL import Image, ImageChops, ImageFilter

from app.adapters.docx_forms import shipped_forms
from app.adapters.page_crosshair import EDGE
from app.documents.catalogue import form
from app.documents.printing import Duplex, PrintOrder, kinds_of
from app.domain.case import CaseStatus
from app.domain.log_line import LogLine
from app.services.documents import DocumentDesk
from tests.builders import a_case, a_clue, ident
from tests.documents.page.loopback import Arrived, available, loopback_printer
from tests.documents.page.paper import docx, page_break, paragraph
from tests.documents.page.test_print_jobs import DARK, crosshair, grey
from tests.documents.sample import final_form_values, sample
from tests.unit.services.papers import Bench
from tests.unit.services.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.adapters.page_engine import QtPageEngine
    from app.documents.page import LaidOut
    from tests.documents.page.loopback import LoopbackPrinter

SHARP = 300
FAINT, PAPER_WHITE = 160, 255
_HEAD = 0.06
_EDGE_PIXELS = 3
_ROUNDING = 16
PAPER = form("correction_order")


@pytest.fixture(scope="module")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackPrinter]:
    """Switch a printer on for these tests."""
    if not available():
        pytest.skip("cups-ipp-utils or dbus-daemon is not installed")
    with loopback_printer(tmp_path_factory.mktemp("printer")) as found:
        yield found


@pytest.fixture
def three_pages(page_engine: QtPageEngine) -> LaidOut:
    """Return a document of three pages, told apart by the length of their line."""
    return page_engine.layout(docx(paragraph("甲", page_break()), paragraph("乙乙", page_break()), "丙丙丙"))


@dataclass(frozen=True, slots=True)
class Desk:
    """The program's own way to print, into a file, and the printer the file is handed to."""

    engine: QtPageEngine
    printer: LoopbackPrinter
    file: str

    def sent(self, doc: LaidOut, title: str, **asked: Any) -> Arrived:
        """Print a document and return what arrived at the printer."""
        order = PrintOrder(title, file=self.file, **asked)
        self.engine.print(doc, order)
        arrived = self.printer.take(order)
        assert (arrived.attributes["job-name"], arrived.attributes["job-state"]) == (title, "completed")
        return arrived


@pytest.fixture
def desk(page_engine: QtPageEngine, printer: LoopbackPrinter, tmp_path: Path) -> Desk:
    """Return a desk with the printer."""
    return Desk(page_engine, printer, str(tmp_path / "job.pdf"))


def rasters(arrived: Arrived, dpi: int = 72) -> list[Image.Image]:
    """Return the sides of paper of a job in greys."""
    with pymupdf.open(stream=arrived.data, filetype="pdf") as job:  # type: ignore[no-untyped-call]  # it has no types
        return [grey(page, dpi) for page in job]


def head(side: Image.Image) -> bytes:
    """Return the strip of a side where its mark stands."""
    return side.crop((0, 0, side.width, round(side.height * _HEAD))).tobytes()


def below(side: Image.Image) -> Image.Image:
    """Return what stands below the mark."""
    return side.crop((0, round(side.height * _HEAD), side.width, side.height))


def same_below(some: list[Image.Image], others: list[Image.Image]) -> bool:
    """Tell whether sides bear the same below their marks, but for what rounding does to a pixel's grey."""
    pairs = zip(some, others, strict=True)
    found = [max(ImageChops.difference(below(one), below(other)).tobytes()) for one, other in pairs]
    return max(found) <= _ROUNDING


@pytest.mark.parametrize("duplex", [Duplex.LONG_EDGE, Duplex.SHORT_EDGE])
def test_copies_by_kind_arrive_in_order_each_on_a_sheet_of_its_own(
    desk: Desk, three_pages: LaidOut, duplex: Duplex
) -> None:
    kinds = kinds_of("party", 3)

    once = rasters(desk.sent(three_pages, "一份"))
    marked = [rasters(desk.sent(three_pages, kind, kinds=(kind,))) for kind in kinds]
    arrived = desk.sent(three_pages, "三联", copies=3, kinds=kinds, duplex=duplex)

    sides = rasters(arrived)
    assert arrived.attributes["sides"] == f"two-sided-{duplex.value}"
    assert arrived.attributes["copies"] == "1"
    assert [side.getextrema()[0] == PAPER_WHITE for side in sides] == [False, False, False, True] * 2 + [
        False
    ] * 3
    for start, alone in zip((0, 4, 8), marked, strict=True):
        assert same_below(sides[start : start + 3], once)
        assert [head(side) for side in sides[start : start + 3]] == [head(side) for side in alone]
    assert len({head(each[0]) for each in (once, *marked)}) == 1 + len(kinds)


def test_plain_copies_are_asked_of_the_printer(desk: Desk, three_pages: LaidOut) -> None:
    arrived = desk.sent(three_pages, "五份", copies=5)

    assert (arrived.attributes["copies"], arrived.attributes["sides"]) == ("5", "one-sided")
    assert len(rasters(arrived)) == 3


@pytest.mark.parametrize("compatible", [False, True])
@pytest.mark.parametrize(("right", "down"), [(0.0, 0.0), (1.5, -2.0), (-3.25, 0.4)])
def test_offsets_arrive_right_to_a_fifth_of_a_millimetre(
    desk: Desk, right: float, down: float, *, compatible: bool
) -> None:
    page = desk.engine.test_page()

    (side,) = rasters(desk.sent(page, "校准", right_mm=right, down_mm=down, compatible=compatible), 600)

    x, y = crosshair(side)
    assert x == pytest.approx(EDGE + right, abs=0.2)
    assert y == pytest.approx(EDGE + down, abs=0.2)


def test_pictures_put_the_ink_where_outlines_put_it(desk: Desk) -> None:
    laid = desk.engine.layout(shipped_forms().fill(PAPER.slug, final_form_values(sample(PAPER.slug))))

    ordinary = rasters(desk.sent(laid, "文书"), SHARP)
    pictures = rasters(desk.sent(laid, "文书", compatible=True), SHARP)

    assert len(ordinary) == len(pictures) == len(laid.pages)
    for one, other in zip(ordinary, pictures, strict=True):
        assert one.size == other.size
        assert beyond_edges(one, other) == beyond_edges(other, one) == 0


def beyond_edges(one: Image.Image, other: Image.Image) -> int:
    """Count the black pixels of a side that have no ink around them on the other: smoothing blurs edges."""
    black = one.point([255] * (DARK // 2) + [0] * (256 - DARK // 2))
    bare = other.filter(ImageFilter.MinFilter(_EDGE_PIXELS)).point([0] * FAINT + [255] * (256 - FAINT))
    return sum(1 for each in ImageChops.multiply(black, bare).tobytes() if each)


def test_a_reprint_arrives_marked_and_stands_in_the_log(desk: Desk) -> None:
    case = a_case(CaseStatus.INVESTIGATING, clue_id=ident("clue"), department="城管", brief="示例案情")
    given = Bench(World(case))
    given.world.put(a_clue())
    given.desk = DocumentDesk(given.world.office, shipped_forms(), desk.engine, given.files)
    paper = given.finished(PAPER.slug)

    printed = []
    for _ in range(2):
        laid, again = given.desk.for_print(paper.id)
        printed.append(rasters(desk.sent(laid, PAPER.title, reprint=again)))
        given.desk.printed(paper.id, 1)

    first, second = printed
    assert same_below(first, second)
    assert all(head(one) != head(other) for one, other in zip(first, second, strict=True))
    codes = [each.code for each in given.world.store.all(LogLine)]
    assert codes[-2:] == ["document.printed", "document.reprinted"]
