"""Reading a power list (权力清单) in the columns of resources/powers/powers.csv."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO
from uuid import NAMESPACE_URL, uuid5

from app.domain.errors import AppError
from app.domain.imported import ImportReport, RefusedRow
from app.domain.power_item import PowerItem
from app.rules.discretion.spec import parse_spec
from app.rules.initials import initials

NEEDED = (
    "code",
    "department",
    "name",
    "penalty_law",
    "fine_spec_json",
    "source",
    "confidence",
)
REFERENCE_FROM = date(2021, 7, 15)
"""The first day the reference list claims: the penalty law it cites came into force (APL 86)."""


class PowerListFileError(AppError):
    """A file is not a power list of the known columns."""

    code = "import.power_list_file"
    hint = "请使用UTF-8编码的CSV，表头与参考清单一致。"

    def __init__(self, why: str) -> None:
        super().__init__(f"不能作为权力清单导入：{why}。")


def reference_list() -> ImportReport[PowerItem]:
    """Return the reference items shipped with the program (参考，不是公布的清单)."""
    text = files("resources").joinpath("powers", "powers.csv").read_text("utf-8-sig")
    return read_power_list(text, listed_from=REFERENCE_FROM, reference=True)


def read_power_list(text: str, *, listed_from: date, reference: bool) -> ImportReport[PowerItem]:
    """Read a list; a row without a needed column, with a known code or an unreadable fine is refused."""
    rows = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    missing = [each for each in NEEDED if each not in (rows.fieldnames or ())]
    if missing:
        raise PowerListFileError(f"缺少列{'、'.join(missing)}")
    taken: dict[str, PowerItem] = {}
    refused: list[RefusedRow] = []
    try:
        for number, row in enumerate(rows, start=2):
            reason = _fault(row, taken)
            if reason:
                refused.append(RefusedRow(number, reason))
            else:
                taken[row["code"]] = _item(row, listed_from, reference=reference)
    except csv.Error as error:
        raise PowerListFileError(f"第{rows.line_num}行不是有效的CSV") from error
    return ImportReport(tuple(taken.values()), tuple(refused))


def _fault(row: Mapping[str, str | None], taken: Mapping[str, PowerItem]) -> str:
    empty = [each for each in NEEDED if not row.get(each)]
    if empty:
        return f"{'、'.join(empty)}为空"
    if row["code"] in taken:
        return f"编码{row['code']}重复"
    try:
        _effective(row.get("effective_from") or "")
        parse_spec(row["fine_spec_json"] or "")
    except AppError as error:
        return error.message
    return ""


def _effective(text: str) -> tuple[date | None, str]:
    """Split 2011-03-01(2016修订) into its day and, when more than a day stands there, the whole text."""
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        raise PowerListFileError(f"施行日期“{text}”不是日期") from None
    return day, "" if len(text) == len("2011-03-01") else f"施行：{text}"


def _item(row: Mapping[str, str], listed_from: date, *, reference: bool) -> PowerItem:
    day, remark = _effective(row.get("effective_from") or "")
    return PowerItem(
        id=uuid5(NAMESPACE_URL, "chengzhi:item:" + "\x1f".join([listed_from.isoformat(), *row.values()])),
        town="",
        code=row["code"],
        department=row["department"],
        name=row["name"],
        duty_article=row.get("duty_article", ""),
        penalty_law=row["penalty_law"],
        penalty_article=row.get("penalty_article", ""),
        penalty_basis=row.get("penalty_basis", ""),
        kinds=row.get("kinds", ""),
        subject=row.get("subject", ""),
        fine_spec=row["fine_spec_json"],
        rectify=row.get("rectify_first", ""),
        other_measures=row.get("other_measures", ""),
        effective_from=day,
        listed_from=listed_from,
        listed_to=None,
        source=row["source"],
        confidence=row["confidence"],
        version_alert=row.get("version_alert", ""),
        notes="；".join(each for each in (row.get("notes", ""), remark) if each),
        reference=reference,
        initials=initials(row["name"]),
        profile=profiles().get(row["department"], "default_apl"),
    )


@cache
def profiles() -> Mapping[str, str]:
    """Return the field profile of the time limits for each department that has one."""
    text = files("resources").joinpath("powers", "departments.toml").read_text("utf-8")
    found: dict[str, str] = tomllib.loads(text)["profile"]
    return found
