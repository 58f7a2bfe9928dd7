"""The text of laid-out pages: read in order, picked, placed, and found over the ends of lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.docx_forms import shipped_forms
from app.documents.catalogue import forms
from app.documents.page import FontKey, Page, Text
from app.documents.page_reading import Reading, Stretch
from tests.documents.page.paper import cell, docx, paragraph, row, table
from tests.documents.page.reading import texts
from tests.documents.page.test_flow import laid
from tests.documents.sample import final_form_values, sample

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine

SIZE, PITCH, LEFT, TOP = 12.0, 18.0, 72.0, 100.0
FONT = FontKey("宋体", SIZE)
_LETTERS = st.text(st.sampled_from("甲乙丙丁（）12ab"), min_size=1, max_size=8)
LINES = st.lists(st.lists(_LETTERS, min_size=1, max_size=12), min_size=1, max_size=3)


def text(words: str, x: float = LEFT, y: float = TOP, turn: int = 0) -> Text:
    """Return words on a baseline, every letter as wide as it is high."""
    return Text(words, x, y, FONT, tuple(SIZE * at for at in range(len(words) + 1)), turn=turn)


def page(*items: Text) -> Page:
    """Return a page of texts in painting order."""
    return Page(595, 842, 1, items)


def paragraphs(lines: list[list[str]]) -> list[Page]:
    """Return pages with a text on each line."""
    return [
        page(*(text(each, LEFT, TOP + PITCH * at) for at, each in enumerate(on_page))) for on_page in lines
    ]


def read(*items: Text) -> str:
    """Return the plain text of one page."""
    reading = Reading([page(*items)])
    return reading.plain(reading.whole)


@given(LINES)
def test_every_letter_is_read_once_in_order(lines: list[list[str]]) -> None:
    reading = Reading(paragraphs(lines))

    letters = "".join(each.char for each in reading.letters)
    assert letters == "".join("".join(each) for each in lines)


@given(LINES, st.data())
def test_a_stretch_is_the_join_of_its_parts_and_what_is_between(
    lines: list[list[str]], data: st.DataObject
) -> None:
    reading = Reading(paragraphs(lines))
    end = len(reading.letters)
    cut = data.draw(st.integers(1, end))
    before = reading.letters[cut].before if cut < end else ""

    whole = reading.plain(Stretch(0, cut)) + before + reading.plain(Stretch(cut, end))
    assert whole == reading.plain(reading.whole)


@given(LINES, st.data())
def test_the_middle_of_a_letters_place_leads_back_to_it(lines: list[list[str]], data: st.DataObject) -> None:
    reading = Reading(paragraphs(lines))
    at = data.draw(st.integers(0, len(reading.letters) - 1))
    spot = reading.letters[at].spot

    y = spot.y + spot.height / 2
    assert reading.gap_at(spot.page, spot.x + spot.width * 0.4, y) == at
    assert reading.gap_at(spot.page, spot.x + spot.width * 0.6, y) == at + 1


@given(LINES, st.data())
def test_what_is_picked_is_covered_wholly_and_nothing_else_is(
    lines: list[list[str]], data: st.DataObject
) -> None:
    reading = Reading(paragraphs(lines))
    start, end = sorted(data.draw(st.lists(st.integers(0, len(reading.letters)), min_size=2, max_size=2)))

    covered = sum(each.width for each in reading.spots(Stretch(start, end)))
    assert covered == pytest.approx((end - start) * SIZE)


@given(LINES, st.data())
def test_what_stands_in_one_piece_is_found_where_it_stands(
    lines: list[list[str]], data: st.DataObject
) -> None:
    reading = Reading(paragraphs(lines))
    on_page = data.draw(st.sampled_from(lines))
    wanted = data.draw(st.sampled_from(on_page))

    hits = reading.hits(wanted)
    assert hits
    assert {reading.plain(each).replace("\n", "") for each in hits} == {wanted}
    assert all(one.end <= two.start for one, two in pairwise(hits))


@given(LINES)
def test_what_is_not_there_is_found_nowhere(lines: list[list[str]]) -> None:
    reading = Reading(paragraphs(lines))

    assert reading.hits("戊") == ()
    assert reading.hits("　 ") == ()
    assert reading.place_of("戊") is None


def test_case_width_and_blanks_do_not_matter_in_finding() -> None:
    reading = Reading([page(text("编号（AB）　12"))])

    assert [reading.plain(each) for each in reading.hits("(ab)12")] == ["（AB）　12"]


def test_a_text_is_found_over_the_end_of_a_line_but_not_from_cell_to_cell() -> None:
    wrapped = Reading([page(text("当事人"), text("的住所", y=TOP + PITCH))])
    cells = Reading([page(text("姓名"), text("丙的", x=200), text("住所", y=TOP + PITCH))])

    assert [wrapped.plain(each) for each in wrapped.hits("人的住")] == ["人\n的住"]
    assert [each.y for each in wrapped.spots(wrapped.hits("人的住")[0])] == [TOP - SIZE, TOP + PITCH - SIZE]
    assert cells.hits("名丙") == ()
    assert cells.hits("的住所") == ()


def test_a_place_is_looked_for_after_its_label() -> None:
    reading = Reading([page(text("甲"), text("承办人", y=200), text("甲", x=200, y=200))])

    spot = reading.place_of("甲", "承办人")
    assert spot is not None
    assert (spot.x, spot.y) == (200, 200 - SIZE)


def test_cells_of_a_row_are_parted_by_tabs_and_runs_of_a_line_by_nothing() -> None:
    assert read(text("姓名"), text("丙", x=200), text("丁", x=200 + SIZE)) == "姓名\t丙丁"


def test_a_raised_sign_stays_on_its_line() -> None:
    assert read(text("约12平方米"), text("2", x=LEFT + 6 * SIZE, y=TOP - 4)) == "约12平方米2"


def test_leaders_painted_last_are_read_where_they_stand() -> None:
    assert read(text("目录"), text("3", x=LEFT + 4 * SIZE), text("..", x=LEFT + 2 * SIZE)) == "目录..3"


def test_a_header_painted_last_is_read_first_and_a_footer_last() -> None:
    header, footer = (text("页眉", y=40), text("第二行", y=58)), text("页脚", y=800)

    assert read(text("甲"), text("乙", y=200), *header, footer) == "页眉\n第二行\n甲\n乙\n页脚"


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_column_of_letters_is_one_line_and_points_in_it_count_along_it(turn: int) -> None:
    step = -SIZE if turn == 270 else SIZE
    reading = Reading([page(*(text(each, y=300 + step * at, turn=turn) for at, each in enumerate("当事人")))])
    spot = reading.letters[1].spot
    middle = spot.y + spot.height / 2

    assert reading.plain(reading.whole) == "当事人"
    assert len(reading.spots(reading.whole)) == 1
    assert reading.gap_at(0, spot.x + 2, middle - step * 0.1) == 1
    assert reading.gap_at(0, spot.x + 2, middle + step * 0.1) == 2


def test_numbers_below_one_another_are_rows() -> None:
    assert read(text("1"), text("2", y=TOP + SIZE)) == "1\n2"


def test_the_line_at_a_point_is_its_cell() -> None:
    reading = Reading([page(text("姓名"), text("丙丁", x=200), text("下一行", y=TOP + PITCH))])

    assert reading.plain(reading.line_at(0, 210, TOP - 3)) == "丙丁"
    assert reading.plain(reading.line_at(0, LEFT, TOP + PITCH)) == "下一行"


def test_pictures_and_empty_pages_have_no_text() -> None:
    reading = Reading([b"picture", page()])

    assert reading.whole.empty
    assert reading.gap_at(0, 1, 1) is None
    assert reading.line_at(1, 1, 1).empty
    assert reading.hits("甲") == ()


def test_a_laid_out_page_is_read_header_first_then_cell_by_cell(page_engine: QtPageEngine) -> None:
    rows = table([100, 200], row("甲", cell("乙乙", "丙丙")), row("丁", "戊"))
    found = laid(page_engine, "正文", rows, header=paragraph("页眉"), footer=paragraph("页脚"))
    reading = Reading(found.pages)

    assert reading.plain(reading.whole) == "页眉\n正文\n甲\t乙乙\n丙丙\n丁\t戊\n页脚"


def test_a_long_paragraph_is_found_wherever_its_lines_end(page_engine: QtPageEngine) -> None:
    said = "".join(f"第{at}处堆放建材" for at in range(40))
    reading = Reading(page_engine.layout(docx(said)).pages)

    assert len(reading.hits("堆放建材")) == 40
    assert len(reading.hits(said)) == 1


@pytest.mark.parametrize("slug", list(forms()))
def test_every_letter_of_a_form_is_in_its_plain_text_and_its_longest_line_is_found(
    slug: str, page_engine: QtPageEngine
) -> None:
    pages = page_engine.layout(shipped_forms().fill(slug, final_form_values(sample(slug)))).pages
    reading = Reading(pages)

    painted = [item.text for each in pages for item in texts(each)]
    assert sorted(each.char for each in reading.letters) == sorted("".join(painted))
    assert reading.hits(max(painted, key=len))
