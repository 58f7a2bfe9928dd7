"""The list of the 381 fictional officers as a workbook, with a clean row for each."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from openpyxl import Workbook

from app.domain.certificate import CERTIFICATE_KIND_WORDS
from app.domain.checkdigits import sex
from app.domain.officer import ESTABLISHMENT_WORDS
from app.rules.institutions import shipped_bureaus
from app.services.demo.people import staff
from tests.fakes import CountingIds

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2026, 4, 1)
TITLES = (
    *("序号", "姓名", "身份证号码", "性别", "所属单位", "中队", "职务", "编制性质", "手机号码", "角色"),
    *("执法证号", "证件种类", "发证机关", "发证日期", "有效期至", "到岗日期"),
)
COLUMN = {title: number for number, title in enumerate(TITLES)}
FIRST_ROW = 3
"""The title of the list stands in row 1, the heading in row 2."""


def clean_rows() -> list[list[object]]:
    """Return a row for each of the 381; everything in it is right."""
    made = staff(shipped_bureaus(), Random(7), CountingIds(), DAY)
    names = {each.town: each.name for each in shipped_bureaus()}
    rows: list[list[object]] = []
    for officer, held in zip(made.officers, made.certificates, strict=True):
        rows.append(
            [
                *(len(rows) + 1, officer.name, officer.id_number, sex(officer.id_number)),
                *(names[officer.town], officer.unit, officer.post),
                *(ESTABLISHMENT_WORDS[officer.establishment], officer.telephone, "承办人"),
                *(held.number, CERTIFICATE_KIND_WORDS[held.kind], held.issuer),
                *(held.issued_on, held.valid_to.isoformat(), "2016年1月4日"),
            ]
        )
    return rows


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """Return an xlsx of the rows under a title and the heading."""
    book = Workbook()
    sheet = book.active
    sheet.title = "示例名册"
    sheet.append(["江阴市执法人员名册（演示数据）"])
    sheet.append(list(TITLES))
    for each in rows:
        sheet.append(list(each))
    content = BytesIO()
    book.save(content)
    return content.getvalue()
