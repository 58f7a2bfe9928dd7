"""Each piece is somewhere on every day; recordings find their officer and are offered to the right case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from app.adapters.sheets import read_sheets
from app.domain.case import CaseStatus
from app.domain.equipment import Equipment, EquipmentKind, EquipmentState
from app.domain.equipment_move import MoveKind
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.recorder_file import RecorderFile
from app.domain.role import Role
from app.rules.deadlines.given import BEIJING
from app.rules.lists.headings import NoHeadingError
from app.rules.recordings import moment_of
from app.services.equipment import EquipmentDesk, MoveRefusedError, NumberUsedError, RecordingTakenError
from app.services.refused import NotPermittedError
from tests.builders import TOWN, a_case, a_document, an_officer, ident
from tests.unit.people.staff import ONE, TODAY, TWO, Bureau

if TYPE_CHECKING:
    from collections.abc import Sequence

RECORDER = Equipment(ident("recorder"), TOWN, EquipmentKind.RECORDER, "DSJ-001", "示例型号")
HEADINGS = ("设备编号", "使用人姓名", "文件名", "开始时间", "结束时间", "时长（秒）", "SHA256", "采集站")
CASE = ident("case")


@pytest.fixture
def here() -> Bureau:
    made = Bureau()
    made.store.put(a_case(CaseStatus.INVESTIGATING))
    return made


@pytest.fixture
def desk(here: Bureau) -> EquipmentDesk:
    """A desk with one recorder in stock."""
    made = EquipmentDesk(here.office, partial(read_sheets, exact=True))
    made.save(RECORDER)
    return made


def workbook(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> bytes:
    book = Workbook()
    for each in (headings, *rows):
        book.active.append(list(each))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_piece_goes_round_and_every_move_is_kept(desk: EquipmentDesk) -> None:
    for kind, day, state in (
        (MoveKind.ISSUE, 1, EquipmentState.ISSUED),
        (MoveKind.REPAIR, 5, EquipmentState.REPAIR),
        (MoveKind.REPAIRED, 9, EquipmentState.STOCK),
        (MoveKind.ISSUE, 10, EquipmentState.ISSUED),
        (MoveKind.RETURN, 11, EquipmentState.STOCK),
        (MoveKind.LOSS, 12, EquipmentState.LOST),
    ):
        who = ONE.id if kind is MoveKind.ISSUE else None
        assert desk.move(RECORDER.id, kind, date(2026, 3, day), who).state is state

    (piece,) = desk.pieces()
    assert (piece.holder, len(piece.moves)) == (None, 6)
    assert piece.moves[1].officer_id == ONE.id, "who gave it back is known"


def test_what_is_handed_out_is_found_at_its_holder(desk: EquipmentDesk) -> None:
    desk.move(RECORDER.id, MoveKind.ISSUE, TODAY, ONE.id)

    assert [each.equipment.number for each in desk.pieces(ONE.id)] == ["DSJ-001"]
    assert desk.pieces(TWO.id) == ()


@pytest.mark.parametrize(
    ("kind", "on", "who", "why"),
    [
        (MoveKind.RETURN, TODAY, None, "在库"),
        (MoveKind.ISSUE, TODAY, None, "领用人"),
        (MoveKind.ISSUE, TODAY + timedelta(days=1), ONE.id, "还没有到"),
        (MoveKind.ISSUE, date(2019, 1, 1), ONE.id, "不在岗"),
    ],
)
def test_a_move_that_does_not_fit_is_refused(
    desk: EquipmentDesk, kind: MoveKind, on: date, who: object, why: str
) -> None:
    with pytest.raises(MoveRefusedError, match=why):
        desk.move(RECORDER.id, kind, on, who)  # type: ignore[arg-type] # parametrised

    assert desk.pieces()[0].moves == ()


def test_one_number_is_one_piece_and_its_place_is_changed_by_moves_only(
    here: Bureau, desk: EquipmentDesk
) -> None:
    with pytest.raises(NumberUsedError):
        desk.save(replace(RECORDER, id=ident("other")))
    kept = desk.save(replace(RECORDER, model="新型号", state=EquipmentState.LOST))
    assert (kept.model, kept.state) == ("新型号", EquipmentState.STOCK)
    here.seat.take(ONE.id, "甲", Role.HANDLER)
    with pytest.raises(NotPermittedError):
        desk.save(RECORDER)


def row(**changes: object) -> list[object]:
    """One row of a station's list."""
    plain: dict[str, object] = {
        "设备编号": "DSJ-001",
        "使用人姓名": "",
        "文件名": "DSJ-001_0001.mp4",
        "开始时间": "2026-03-10 09:00:00",
        "结束时间": "2026-03-10 09:30:00",
    }
    return [{**plain, **changes}.get(each, "") for each in HEADINGS]


def test_a_recording_belongs_to_whom_the_list_names_or_to_who_had_the_device_that_day(
    here: Bureau, desk: EquipmentDesk
) -> None:
    desk.move(RECORDER.id, MoveKind.ISSUE, date(2026, 3, 9), ONE.id)
    desk.move(RECORDER.id, MoveKind.RETURN, date(2026, 3, 11))
    book = workbook(
        row(),
        row(文件名="b.mp4", 使用人姓名="乙", 结束时间="", **{"时长（秒）": "00:10:00"}),
        row(文件名="c.mp4", 开始时间="2026/3/12 9:00", 结束时间="2026年3月12日 09:20"),
    )

    report = desk.take_list("清单.xlsx", book)
    again = desk.take_list("清单.xlsx", book)

    files = {each.file_name: each for each in here.store.all(RecorderFile)}
    assert [files[name].officer_id for name in ("DSJ-001_0001.mp4", "b.mp4", "c.mp4")] == [
        ONE.id,
        TWO.id,
        None,
    ]
    assert files["b.mp4"].ends - files["b.mp4"].begins == timedelta(minutes=10)
    assert (report.added, report.unassigned, again.added, again.known) == (3, 1, 0, 3)


def test_rows_that_cannot_be_are_named_and_the_others_go_in(here: Bureau, desk: EquipmentDesk) -> None:
    book = workbook(
        row(设备编号=""),
        row(文件名=""),
        row(开始时间="昨天"),
        row(开始时间="2026-02-30 09:00"),
        row(结束时间="2026-03-10 08:00"),
        row(结束时间="", **{"时长（秒）": "很久"}),
        row(结束时间=""),
        row(SHA256="a" * 64, 文件名="good.mp4"),
    )

    report = desk.take_list("清单.xlsx", book)

    assert [(at, why[:6]) for _sheet, at, why in report.refused] == [
        (2, "没有写明设备"),
        (3, "没有写明文件"),
        (4, "“昨天”不是"),
        (5, "“2026-"),
        (6, "结束时间20"),
        (7, "“很久”不是"),
        (8, "没有写明结束"),
    ]
    (kept,) = here.store.all(RecorderFile)
    assert (kept.file_name, kept.file_hash) == ("good.mp4", "a" * 64)


def test_a_list_in_csv_of_either_encoding_is_read_and_a_foreign_one_refused(desk: EquipmentDesk) -> None:
    text = (
        "设备编号,使用人姓名,文件名,开始时间,结束时间\nDSJ-001,甲,{}.mp4,2026-03-10 09:00,2026-03-10 09:05\n"
    )

    assert desk.take_list("a.csv", text.format("a").encode("gb18030")).added == 1
    assert desk.take_list("b.CSV", text.format("b").encode("utf-8-sig")).added == 1
    with pytest.raises(NoHeadingError):
        desk.take_list("c.csv", "甲,乙\n丙,丁\n".encode())


@pytest.mark.parametrize(
    "text",
    ["2026-03-10 09:00:00", "2026/3/10 9:00", "2026年3月10日 09:00", "DSJ-001_20260310_090000_0001.mp4"],
)
def test_a_moment_is_read_as_stations_write_it(text: str) -> None:
    assert moment_of(text) == datetime(2026, 3, 10, 9, tzinfo=BEIJING)


def test_recordings_of_the_handlers_around_an_act_are_offered_and_become_evidence_once(
    here: Bureau, desk: EquipmentDesk
) -> None:
    here.store.put(a_document("site_record", answers={"record.started_at": "2026-03-10 09:10"}))
    here.store.put(an_officer("丁"), a_case(CaseStatus.INVESTIGATING, id=ident("other case")))
    book = workbook(
        row(使用人姓名="甲"),
        row(使用人姓名="丁", 文件名="not ours.mp4"),
        row(使用人姓名="乙", 文件名="next day.mp4", 开始时间="2026-03-11 09:00", 结束时间="2026-03-11 09:30"),
    )
    desk.take_list("清单.xlsx", book)

    (offer,) = desk.offered(CASE)
    piece = desk.take_as_evidence(offer.id, CASE)

    assert offer.file_name == "DSJ-001_0001.mp4"
    assert (piece.kind, piece.taken_by, piece.taken_at) == (EvidenceKind.AUDIOVISUAL, (ONE.id,), offer.begins)
    assert here.store.all(Evidence) == (piece,)
    for case in (CASE, ident("other case")):
        with pytest.raises(RecordingTakenError):
            desk.take_as_evidence(offer.id, case)
    assert {name for _file, name in desk.recordings()} == {"甲", "乙", "丁"}
