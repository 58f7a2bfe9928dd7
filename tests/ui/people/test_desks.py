"""The desks around people: import, check of a code, training, equipment, units."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.adapters.sheets import read_sheets
from app.domain.equipment import Equipment
from app.domain.officer import Officer
from app.domain.training_plan import TrainingPlan
from app.domain.unit import Unit, UnitKind
from app.rules.institutions import shipped_bureaus, shipped_city_teams
from app.rules.verification import Statement, code_text
from tests.builders import TOWN, ident
from tests.ui.hands import press_enter, type_text
from tests.ui.people.kit import answer, column
from tests.unit.people.rosters import clean_rows, workbook
from tests.unit.people.staff import HELD, ONE, TODAY, Bureau

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.screens.tools import Tools


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
    (sheet,) = read_sheets(view.workbook(view.sessions))
    assert [row[2] for row in sheet.rows] == ["课程", "示例课程"]


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
    (sheet,) = read_sheets(view.workbook(view.pieces))
    assert sheet.rows[0][:5] == ("种类", "编号", "型号", "状态", "领用人")
    assert sheet.rows[1][:5] == ("执法记录仪", "示例-001", "", "已配发", "甲")


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
