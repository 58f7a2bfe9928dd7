"""381 officers come in from one workbook; each seeded fault is named by row and column, good rows go in."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from app.adapters.photos import PhotosUnreadableError, read_photos
from app.adapters.sheets import read_sheets
from app.domain.certificate import Certificate
from app.domain.checkdigits import id_check_digit
from app.domain.log_line import LogLine
from app.domain.officer import Officer
from app.domain.role import Role
from app.rules.institutions import shipped_bureaus
from app.rules.lists.headings import NoHeadingError
from app.rules.rosters.listed import Weight
from app.rules.rosters.photos import Photo, matched
from app.rules.rosters.reading import ColumnMissingError, letter_of
from app.services.demonstration import mark
from app.services.refused import NotPermittedError
from app.services.rosters import RosterDesk
from tests.builders import a_certificate, an_officer
from tests.unit.people.rosters import COLUMN, FIRST_ROW, TITLES, clean_rows, workbook
from tests.unit.people.staff import ONE, Bureau

if TYPE_CHECKING:
    from pathlib import Path

REFUSED, WARNING = Weight.REFUSED, Weight.WARNING
ROWS = clean_rows()
COPIED = next(number for number in range(102, 381) if ROWS[number][3] == ROWS[11][3])
"""A row whose ID number stands in row 11 too; of the same sex, so that nothing else is wrong there."""


@dataclass(frozen=True)
class Fault:
    """One thing put wrong in a row, and what is said of it (at the same column unless named)."""

    column: str
    value: object
    said: str
    weight: Weight = REFUSED
    told_at: str = ""


def digits(row: int) -> str:
    """Return the ID number of a clean row."""
    return str(ROWS[row][COLUMN["身份证号码"]])


def wrong_check(row: int) -> str:
    number = digits(row)
    return number[:17] + ("0" if number[17] != "0" else "1")


def rounded() -> str:
    """A number whose last three were lost and are now noughts, with another check digit than nought."""
    return next(
        f"{start}000"
        for start in ("320281189001010", "320281189001020")
        if id_check_digit(f"{start}00") != "0"
    )


FAULTS = (
    Fault("姓名", "", "没有填写姓名"),
    Fault("姓名", "A1", "不像姓名"),
    Fault("身份证号码", None, "没有填写公民身份号码"),
    Fault("身份证号码", 320281188001010018, "尾数已丢失"),
    Fault("身份证号码", "3.20281E+17", "尾数已丢失"),
    Fault("身份证号码", rounded(), "可能在表格中丢失了尾数"),
    Fault("身份证号码", "320281880101001", "15位的旧号码"),
    Fault("身份证号码", "32028118800101001", "只有17位"),
    Fault("身份证号码", wrong_check(8), "末位校验码应为"),
    Fault("身份证号码", "320281188002300011", "不是有效的出生日期"),
    Fault("身份证号码", "32028118800I010018", "应为18位"),
    Fault("身份证号码", digits(COPIED), "重复"),
    Fault("所属单位", "某某镇综合执法局", "不认识的单位"),
    Fault("所属单位", "", "没有填写单位"),
    Fault("编制性质", "志愿者", "不认识的编制性质"),
    Fault("编制性质", "", "没有填写编制性质"),
    Fault("编制性质", "协管员", "执法辅助人员不能持执法证", told_at="执法证号"),
    Fault("角色", "队长", "没有“队长”这样的角色"),
    Fault("执法证号", "", "没有填写证件号码"),
    Fault("执法证号", ROWS[101][COLUMN["执法证号"]], "证件号码与第"),
    Fault("执法证号", "示甲001", "已登记在甲名下"),
    Fault("执法证号", "9.9E+16", "尾数已丢失"),
    Fault("证件种类", "工作证", "不认识的证件种类"),
    Fault("发证日期", "", "不是日期"),
    Fault("发证日期", "2024年1月", "缺少“日”"),
    Fault("发证日期", "2024-02-30", "不是日历上的日期"),
    Fault("发证日期", date(2026, 9, 1), "还没有到"),
    Fault("有效期至", "长期", "不是日期"),
    Fault("有效期至", "2001-01-01", "早于发证日期"),
    Fault("到岗日期", "前年", "不是日期"),
    Fault("身份证号码", "320281188001010018", "姓名不同"),
    Fault("所属单位", "华士镇综合执法局", "请办理人员调动"),
    Fault("有效期至", "2026-03-31", "已于2026-03-31过期", WARNING),
    Fault("有效期至", "2046-03-31", "长于通常的五年", WARNING),
    Fault("性别", "不明", "不符", WARNING),
    Fault("手机号码", 1008123456, "位数不对", WARNING),
)
MOVED = next(number for number, each in enumerate(FAULTS) if "调动" in each.said)


def office(*, demonstration: bool = True) -> tuple[Bureau, RosterDesk]:
    """A city-wide store with one officer whose numbers are taken."""
    here = Bureau()
    here.store.put(*shipped_bureaus(), replace(ONE, id_number="320281188001010018"))
    moved = ROWS[MOVED]
    here.store.put(replace(an_officer("丑"), name=str(moved[1]), id_number=digits(MOVED), town="320281001"))
    if demonstration:
        with here.store.begin() as work:
            mark(work)
            work.commit()
    return here, RosterDesk(here.office, here.files, partial(read_sheets, exact=True))


def seeded() -> list[list[object]]:
    """The clean rows, each of the first with its fault."""
    rows = [list(each) for each in ROWS]
    for number, each in enumerate(FAULTS):
        rows[number][COLUMN[each.column]] = each.value
    return rows


def test_381_clean_rows_come_in_with_nothing_to_say() -> None:
    here, desk = office()
    rows = [row for number, row in enumerate(ROWS) if number != MOVED]

    report = desk.take_in(workbook(rows))
    again = desk.take_in(workbook(rows))

    assert report.roster.findings == ()
    assert (report.added, report.certificates, here.store.commits) == (380, 380, 5), "in two portions"
    assert (again.added, again.changed, again.certificates) == (0, 0, 0)
    towns = {each.town for each in here.store.all(Officer)}
    assert len(towns) == 17


def test_three_dozen_faults_are_all_named_by_row_and_column_and_the_good_rows_go_in() -> None:
    here, desk = office()

    report = desk.take_in(workbook(seeded()))

    found = {(each.row, each.column): (each.weight, each.what) for each in report.roster.findings}
    for number, fault in enumerate(FAULTS):
        place = (number + FIRST_ROW, letter_of(COLUMN[fault.told_at or fault.column]))
        weight, what = found.pop(place)
        assert (weight, fault.said in what) == (fault.weight, True), (place, what)
    partners = {(COPIED + FIRST_ROW, "C"), (101 + FIRST_ROW, "K")}
    assert set(found) == partners, "nothing else is said but of the two rows whose number was copied"
    assert len(FAULTS) == 36
    bad = sum(each.weight is REFUSED for each in FAULTS) + len(partners)
    assert (report.roster.rows, report.added) == (381, 381 - bad)
    assert report.certificates == 381 - bad
    names = {each.id_number for each in here.store.all(Officer)}
    assert digits(200) in names
    assert digits(8) not in names


def test_a_trial_keeps_nothing_and_a_stopped_import_neither() -> None:
    here, desk = office()
    before = here.store.commits

    def stop(done: int, _total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    report = desk.take_in(workbook(seeded()), dry_run=True)
    with pytest.raises(KeyboardInterrupt):
        desk.take_in(workbook(ROWS), told=stop)

    assert report.added > 300
    assert (here.store.commits, len(here.store.all(Officer))) == (before, 3)


def test_a_person_listed_twice_goes_in_once() -> None:
    _here, desk = office()

    report = desk.take_in(workbook([ROWS[50], ROWS[50]]))

    assert report.added == 1
    (finding,) = report.roster.findings
    assert "已采用在前的一行" in finding.what
    assert finding.words.startswith("“示例名册”第4行C列（身份证号码）：")


def test_a_person_known_is_brought_up_to_date_under_the_same_id() -> None:
    here, desk = office()
    desk.take_in(workbook([ROWS[50]]))
    (known,) = (each for each in here.store.all(Officer) if each.id_number == digits(50))
    later = list(ROWS[50])
    later[COLUMN["职务"]], later[COLUMN["有效期至"]] = "副中队长", "2031-03-01"

    report = desk.take_in(workbook([later]))

    (kept,) = (each for each in here.store.all(Officer) if each.id_number == digits(50))
    (held,) = (each for each in here.store.all(Certificate) if each.officer_id == kept.id)
    assert (kept.id, kept.post, report.changed) == (known.id, "副中队长", 1)
    assert held.valid_to == date(2031, 3, 1)


def test_a_real_store_warns_of_area_codes_nobody_has_and_only_an_administrator_imports() -> None:
    here, desk = office(demonstration=False)

    report = desk.look(workbook([ROWS[50]]))

    assert [each.what for each in report.warnings] == ["身份号码前两位“99”不是已知的省级代码，请再核对证件"]
    here.seat.take(ONE.id, "甲", Role.CLERK)
    with pytest.raises(NotPermittedError):
        desk.take_in(workbook([ROWS[50]]))
    assert here.store.all(LogLine) == ()


def test_a_sheet_that_is_no_officer_list_is_refused_in_words() -> None:
    _here, desk = office()
    without = [row[:4] for row in ROWS[:3]]
    book = workbook(without).replace(b"", b"")

    with pytest.raises(NoHeadingError):
        desk.look(_book([["一", "二"], ["三", "四"]]))
    with pytest.raises(ColumnMissingError, match="编制性质"):
        desk.look(_book([list(TITLES[:6]), ["1", "甲乙", digits(1), "男", "华士镇综合执法局", ""]]))
    assert desk.look(book).people == ()


def _book(rows: list[list[str]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - one test makes a foreign sheet

    book = Workbook()
    for each in rows:
        book.active.append(each)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def picture(size: tuple[int, int] = (30, 40)) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, (200, 200, 200)).save(content, "PNG")
    return content.getvalue()


def test_photos_are_matched_by_id_or_certificate_number(tmp_path: Path) -> None:
    here, desk = office()
    number = str(ROWS[51][COLUMN["执法证号"]])
    (tmp_path / f"{digits(50)}.png").write_bytes(picture())
    (tmp_path / f"演示 {number}.PNG").write_bytes(picture((31, 40)))
    (tmp_path / "无名.png").write_bytes(picture())
    (tmp_path / "坏.jpg").write_bytes(b"no picture")
    (tmp_path / "说明.txt").write_text("示例", "utf-8")

    report = desk.take_in(workbook(ROWS[50:53]), read_photos(tmp_path))

    owners = {each.id_number for each in here.store.all(Officer) if each.photo_hash}
    assert owners == {digits(50), digits(51)}
    assert report.photos == 2
    assert dict(report.left_over) == {
        "无名.png": "文件名与名册中的号码都不符",
        "坏.jpg": "不是JPEG或PNG图片，或者已损坏",
    }


def test_a_hostile_archive_gives_its_good_pictures_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "照片.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("990101.png", picture())
        archive.writestr("../../990102.png", picture())
        archive.writestr("/990103.png", picture())
        archive.writestr("bomb.png", b"\0" * 7_000_000)
        archive.writestr("big.jpg", bytes(range(256)) * 40_000)
        archive.writestr("script.exe", b"MZ")
        archive.writestr("AAAA.png", picture())
    path.write_bytes(path.read_bytes().replace(b"AAAA.png", "中文.png".encode("gbk")))

    found = read_photos(path)

    assert [each.name for each in found.photos] == ["990101.png", "中文.png"]
    assert {name: why[:4] for name, why in found.refused} == {
        "../../990102.png": "压缩包内",
        "/990103.png": "压缩包内",
        "bomb.png": "解压后过",
        "big.jpg": "解压后过",
    }
    assert sorted(each.name for each in tmp_path.iterdir()) == ["照片.zip"], "nothing was written"


def test_what_is_no_archive_is_refused_and_a_link_leads_nowhere(tmp_path: Path) -> None:
    broken = tmp_path / "坏.zip"
    broken.write_bytes(b"PK no")
    folder = tmp_path / "照片"
    folder.mkdir()
    (folder / "link.png").symlink_to(broken)

    with pytest.raises(PhotosUnreadableError):
        read_photos(broken)
    assert read_photos(folder).refused == (("link.png", "不是普通文件"),)


def test_a_photo_of_two_people_or_a_second_one_is_left_over() -> None:
    numbers: dict[str, Any] = {"1": "甲", "2": "乙"}

    found, over = matched([Photo("1_2.png", b""), Photo("1.png", b""), Photo("1-b.png", b"")], numbers)

    assert {owner: each.name for owner, each in found.items()} == {"甲": "1.png"}
    assert [why[:4] for _name, why in over] == ["文件名中", "与1.p"]


def test_columns_are_named_as_sheets_name_them() -> None:
    assert [letter_of(each) for each in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert a_certificate(ONE).number == "示甲001"
