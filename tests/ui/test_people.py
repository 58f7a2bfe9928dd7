"""Screens of people: lists, one person, import, check of a code, training, equipment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.certificate import Certificate
from app.domain.equipment import Equipment
from app.domain.officer import Officer
from app.domain.posting import Posting
from app.domain.training_plan import TrainingPlan
from app.domain.unit import Unit, UnitKind
from app.rules.institutions import shipped_bureaus, shipped_city_teams
from app.rules.verification import Statement, code_text
from app.services.bureaus import BureauDesk
from app.services.settings import SettingDesk
from tests.builders import TOWN, a_certificate, ident
from tests.fakes import MemoryFiles, PlainPages
from tests.ui.desk_kit import staff_over
from tests.ui.hands import press_enter, type_text
from tests.unit.people.rosters import clean_rows, workbook
from tests.unit.people.staff import HELD, ONE, TODAY, TWO, Bureau
from ui.screens import screens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.screens.tools import Tools


@pytest.fixture
def here() -> Bureau:
    """The bureau the screens show."""
    made = Bureau()
    made.store.put(replace(a_certificate(TWO), valid_to=TODAY + timedelta(days=20)))
    return made


@pytest.fixture
def staffed(here: Bureau, tools: Tools) -> Tools:
    """Tools over that bureau."""
    staff = staff_over(here.office, PlainPages(), MemoryFiles())
    return replace(
        tools,
        staff=staff,
        settings=SettingDesk(here.office),
        bureaus=BureauDesk(here.office),
        who=here.seat,
        clock=here.clock,
        ids=here.store.ids,
    )


@pytest.fixture
def opened(qtbot: QtBot, staffed: Tools) -> Callable[..., Any]:
    """Open a screen and wait until it has read."""

    def open_(slug: str, **args: object) -> Any:
        view = screens()[slug].build(staffed, args)
        qtbot.addWidget(view)
        view.resize(1200, 700)
        view.show()
        settle()
        return view

    def settle() -> None:
        qtbot.waitUntil(lambda: not staffed.jobs.busy)

    return open_


@pytest.fixture
def settled(qtbot: QtBot, staffed: Tools) -> Callable[[], None]:
    """Wait until nothing runs."""
    return lambda: qtbot.waitUntil(lambda: not staffed.jobs.busy)


def answer(view: Any, settled: Callable[[], None], **typed: str) -> None:
    """Type into the question in the page and confirm it."""
    for name, text in typed.items():
        view.asking.form.slots_[name].entry.set_text(text)
    view.asking.confirm_button.click()
    settled()


def column(rows: Any, at: int) -> list[str]:
    return [rows.words(row, at) for row in range(rows.rowCount())]


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
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau, staffed: Tools
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


def test_a_certificate_is_withheld_on_the_persons_page_and_only_what_fits_is_offered(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    view = opened("officer", officer_id=ONE.id)
    assert view.doing.changes["暂扣"].isVisible()
    assert not view.doing.changes["发还"].isVisible()

    view.doing.changes["暂扣"].click()
    answer(view, settled, on="20260320", reason="示例理由")
    settled()

    assert here.held(HELD).standing_on(date(2026, 3, 20)) == "暂扣"
    assert view.doing.changes["发还"].isVisible()
    assert not view.doing.changes["暂扣"].isVisible()
    assert column(view.history, 2)[0] == "暂扣"


def test_a_certificate_is_asked_for_and_issued_on_the_persons_page(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    view = opened("officer", officer_id=ONE.id)
    asks = list(view.doing.asks.values())
    assert [each.isVisible() for each in asks] == [False, True, True, True]

    asks[1].click()
    answer(view, settled, reason="到期")
    settled()
    assert view.doing.issue.isVisible()
    view.doing.issue.click()
    answer(view, settled)
    settled()

    (new,) = (each for each in here.store.all(Certificate) if each.renews_id == HELD.id)
    assert (new.number, new.valid_to) == ("示甲001", date(2031, 3, 31))
    assert len(view.certificates.records) == 2


def test_a_new_posting_and_a_farewell_are_recorded(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    view = opened("officer", officer_id=ONE.id)

    view.doing.move.click()
    answer(view, settled, unit="二中队", begins="20260401")
    settled()
    view.doing.leave.click()
    answer(view, settled, last="20260401", reason="示例")
    settled()

    assert [each.unit for each in here.store.all(Posting)][-1] == "二中队"
    assert next(each for each in here.store.all(Officer) if each.id == ONE.id).in_post_to == TODAY


def test_a_list_of_officers_is_checked_and_then_taken_in(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau, tmp_path: Path
) -> None:
    here.store.put(*shipped_bureaus())
    rows = clean_rows()[:5]
    rows[1][2] = "3.2E+17"
    path = tmp_path / "名册.xlsx"
    path.write_bytes(workbook(rows))
    before = len(here.store.all(Officer))

    view = opened("import_officers", path=path)

    assert view.said.text().startswith("尚未写入。共5行：新增4人")
    assert column(view.rows, 3)[0] == "C（身份证号码）"
    assert len(here.store.all(Officer)) == before
    view.take.click()
    settled()
    assert view.said.text().startswith("已导入。")
    assert len(here.store.all(Officer)) == before + 4
    view.path.setText(str(tmp_path / "没有.xlsx"))
    view.check.click()
    settled()
    assert "读不出来" in view.said.text()


def test_a_code_is_checked_and_its_verdict_told_in_words(
    opened: Callable[..., Any], settled: Callable[[], None], staffed: Tools, tmp_path: Path
) -> None:
    cards: Any = staffed.staff.cards
    printer = cards._printer  # noqa: SLF001 - the city's key of the test
    said = Statement(
        *(HELD.number, "甲", "示例镇综合执法局", HELD.kind, HELD.issued_on, HELD.valid_to, TODAY),
        printer.keys.key_id(),
    )
    code = code_text(said, printer.keys.sign)
    view = opened("certificate_check")

    type_text(view.code, code)
    press_enter(view.code)
    settled()
    assert view.verdict.text() == "✔ 真实有效"
    assert "姓名：甲" in view.facts.text()

    view.check(code[:-12] + "AAAAAAAAAAAA")
    settled()
    assert view.verdict.text() in ("✕ 伪造或被改动", "✕ 不是执法证二维码")
    assert view.facts.text() == ""

    picture = tmp_path / "码.png"
    picture.write_bytes(printer.codes.draw(code))
    view.check_picture(picture)
    settled()
    assert view.verdict.text() == "✔ 真实有效"


def test_a_year_of_training_from_plan_to_lacking_hours(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau, staffed: Tools
) -> None:
    view = opened("training")
    assert "（待确认）" in view.said.text()

    view._plan()  # noqa: SLF001 - the button
    answer(view, settled, title="示例计划")
    settled()
    view._session()  # noqa: SLF001 - the button
    answer(view, settled, title="示例课程", hours="8")
    settled()
    assert [each.title for each in here.store.all(TrainingPlan)] == ["示例计划"]
    session = view.sessions.current().session
    staffed.staff.training.sign(session.id, [])
    view._require()  # noqa: SLF001 - the button
    answer(view, settled, hours="8")
    settled()

    assert "（待确认）" not in view.said.text()
    assert column(view.people, 4) == ["缺8学时", "缺8学时"]
    assert column(view.people, 3) == ["0／8", "0／8"]


def test_a_piece_is_registered_issued_and_given_back(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau, staffed: Tools
) -> None:
    view = opened("equipment")
    view._add()  # noqa: SLF001 - the button
    answer(view, settled, kind="recorder", number="示例-001")
    settled()
    (piece,) = here.store.all(Equipment)

    staffed.staff.equipment.move(piece.id, next(iter(view.kinds)), TODAY, ONE.id)
    view.refresh()
    settled()

    assert column(view.pieces, 4) == ["甲"]
    assert column(view.moves, 2) == ["甲"]
    shown = [kind.value for kind, button in view.kinds.items() if button.isVisible()]
    assert shown == ["return", "repair", "loss"]


def test_a_stations_list_is_taken_in_and_its_refused_rows_are_told(
    opened: Callable[..., Any], settled: Callable[[], None], tmp_path: Path
) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(
        "设备编号,使用人姓名,文件名,开始时间,结束时间\n"
        "1,甲,a.mp4,2026-03-10 09:00,2026-03-10 09:30\n2,,b.mp4,昨天,\n",
        "utf-8",
    )
    view = opened("equipment")

    view.take_list(path)
    settled()

    assert column(view.recordings, 2) == ["甲"]
    assert "第3行：“昨天”不是日期和时间" in view.said.text()


def test_results_and_checks_are_typed_on_the_persons_page(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    view = opened("officer", officer_id=ONE.id)

    view.doing.exam.click()
    answer(view, settled, subject="公共法律知识", score="88")
    settled()
    view.doing.check.click()
    answer(view, settled, result="合格")
    settled()

    kept = here.held(HELD)
    assert [(each.subject, each.score) for each in kept.exams] == [("公共法律知识", "88")]
    assert [(each.year, each.result, each.by) for each in kept.checks] == [(2026, "合格", "丙")]


def test_a_person_moves_to_another_bureau(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau, staffed: Tools
) -> None:
    other = shipped_bureaus()[3]
    here.store.put(other)
    view = opened("officer", officer_id=ONE.id)
    bureaus: Any = staffed.bureaus
    assert bureaus.all()

    view.doing.transfer.click()
    settled()
    answer(view, settled, bureau=str(other.id), unit="一中队")
    settled()

    moved = [each for each in here.store.all(Officer) if each.person_id == ONE.id]
    assert [(each.town, each.in_post_from) for each in moved] == [(other.town, TODAY)]


def test_units_are_shown_with_their_doubt_and_corrected_by_the_office(
    opened: Callable[..., Any], settled: Callable[[], None], here: Bureau
) -> None:
    for each in (
        *shipped_city_teams(),
        Unit(ident("old"), TOWN, UnitKind.OFFICE, "旧科", ended=date(2025, 1, 1)),
    ):
        here.postings.save_unit(each)
    view = opened("units")
    assert view.count.text().startswith("共7个机构，其中市级执法队伍7支")
    assert sorted(column(view.rows, 6)) == ["建议名称"] * 3 + ["待确认"] * 4

    view._add()  # noqa: SLF001 - the button
    answer(view, settled, name="一中队")
    settled()
    view.standing.setChecked(False)
    assert len(column(view.rows, 1)) == 9
    view.rows.go(lambda each: each.unit.name == "一中队")
    view.rows.open_current()
    answer(view, settled, ended="20260331")
    settled()

    kept = {each.name: each for each in here.store.all(Unit)}
    assert (kept["一中队"].ended, kept["一中队"].town) == (date(2026, 3, 31), TOWN)
