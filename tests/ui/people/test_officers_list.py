"""The list of people: what it shows, and what is done with all in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.certificate import Certificate
from app.domain.certificate_request import CertificateRequest
from tests.builders import an_officer
from tests.ui.hands import type_text
from tests.ui.people.kit import answer, column
from tests.unit.people.staff import HELD, TODAY, TWO, Bureau

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.screens.tools import Tools


def test_the_list_shows_who_runs_out_first_in_words_and_narrows(opened: Callable[..., Any]) -> None:
    view = opened("officers")

    assert column(view.rows, 0) == ["乙", "甲"]
    assert column(view.rows, 7) == ["还有20天", "未临近"]
    assert view.filters.item(4).text() == "30天内到期（1）"
    view.filters.setCurrentRow(4)
    assert column(view.rows, 0) == ["乙"]
    view.filters.setCurrentRow(0)
    type_text(view.search_box, "示甲")
    assert (column(view.rows, 0), view.count.text()) == (["甲"], "共 1 人")


def test_a_person_is_found_by_the_initials_of_the_name_in_every_reading_of_the_surname(
    opened: Callable[..., Any], here: Bureau
) -> None:
    here.store.put(*(replace(an_officer(name), in_post_from=TODAY) for name in ("单文涛", "尉迟明")))
    view = opened("officers")

    found = {}
    for typed in ("swt", "dwt", "ycm", "wcm", "wt"):
        view.search_box.setText(typed)
        found[typed] = column(view.rows, 0)

    assert found == {"swt": ["单文涛"], "dwt": ["单文涛"], "ycm": ["尉迟明"], "wcm": ["尉迟明"], "wt": []}


def test_a_person_opens_by_enter_and_other_pages_by_their_buttons(
    opened: Callable[..., Any], qtbot: QtBot
) -> None:
    view = opened("officers")
    wanted: list[tuple[str, object]] = []
    view.wants.connect(lambda slug, args: wanted.append((slug, args)))

    view.rows.open_current()
    for words in ("导入名册", "核验二维码", "培训", "装备"):
        next(each for each in view.buttons._buttons if each.text() == words).click()  # noqa: SLF001 - the line's buttons
    qtbot.wait(1)

    assert wanted[0] == ("officer", {"officer_id": TWO.id})
    assert [slug for slug, _args in wanted[1:]] == [
        "import_officers",
        "certificate_check",
        "training",
        "equipment",
    ]


def test_all_in_sight_are_renewed_in_one_go_and_who_is_left_out_is_told(
    opened: Callable[..., Any],
    settled: Callable[[], None],
    here: Bureau,
    staffed: Tools,
    shown_files: list[Path],
) -> None:
    here.certificates.change(HELD.id, "暂扣", TODAY, "示例")
    view = opened("officers")
    said: list[str] = []
    staffed.notices.said.connect(lambda notice: said.append(notice.message))

    view.renew()
    answer(view, settled)
    settled()

    new = [each for each in here.store.all(Certificate) if each.renews_id is not None]
    assert [each.officer_id for each in new] == [TWO.id]
    assert view.pages.currentWidget() is view.front
    assert "未延续1本：甲：证件暂扣" in said[-1]
    assert [each.name for each in shown_files] == ["延续发放登记表.pdf"]


def test_all_in_sight_are_asked_for_on_one_sheet_which_opens_at_once(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau, shown_files: list[Path]
) -> None:
    view = opened("officers")

    view.apply()
    answer(view, settled)
    settled()

    asks = here.store.all(CertificateRequest)
    assert [each.reason for each in asks] == ["有效期将满"] * 2
    assert [each.name for each in shown_files] == ["延续申请汇总表.pdf"]
    assert shown_files[0].read_bytes().startswith(b"%PDF")


def test_register_and_cards_are_written_where_the_person_says(
    opened: Callable[..., Any], settled: Callable[[], None], tmp_path: Path, staffed: Tools
) -> None:
    view = opened("officers")
    cards = staffed.staff.cards

    view.write_to(tmp_path / "台账.pdf", lambda: cards.register(view._register()), "台账")  # noqa: SLF001 - what the button does
    settled()
    view.write_to(tmp_path / "台账.xlsx", lambda: view.write_excel(view._register()), "表格")  # noqa: SLF001 - see above
    settled()

    assert (tmp_path / "台账.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "台账.xlsx").read_bytes().startswith(b"PK")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["台账.pdf", "台账.xlsx"]
