"""Object sheet (检查对象名录表): a sheet of objects read row by row; what is doubtful is named, not taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from app.domain.checkdigits import check_credit_code
from app.domain.errors import AppError
from app.domain.inspection import RISK_WORDS, InspectionObject, Risk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from app.rules.lists.grid import Grid

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("名称", "对象名称", "单位名称", "企业名称", "主体名称", "市场主体"),
    "credit_code": ("统一社会信用代码", "信用代码", "社会信用代码"),
    "kind": ("行业", "行业或类别", "类别", "类型", "主体类型"),
    "address": ("地址", "住所", "经营场所", "注册地址"),
    "telephone": ("联系电话", "电话", "手机"),
    "risk": ("风险等级", "风险类别", "信用等级", "信用风险等级"),
    "exempt": ("免检原因", "免检", "不参加抽取原因"),
}
_RISKS = {words: risk for risk, words in RISK_WORDS.items()} | {
    "A": Risk.LOW,
    "B": Risk.MIDDLE,
    "C": Risk.HIGH,
    "D": Risk.SERIOUS,
    "A类": Risk.LOW,
    "B类": Risk.MIDDLE,
    "C类": Risk.HIGH,
    "D类": Risk.SERIOUS,
    "低": Risk.LOW,
    "中": Risk.MIDDLE,
    "高": Risk.HIGH,
    "严重": Risk.SERIOUS,
    "": Risk.MIDDLE,
}
_LOOKED = 15


class NoObjectSheetError(AppError):
    """No sheet of a workbook has a heading for the names of objects."""

    code = "inspection.no_object_sheet"
    hint = "表头应有“名称”一栏，另可有统一社会信用代码、地址、联系电话、风险等级、免检原因。"

    def __init__(self) -> None:
        super().__init__("工作簿中没有找到检查对象名录的表头。")


@dataclass(frozen=True, slots=True)
class Doubt:
    """存疑 (doubt): where a row stands and why it was not taken; counted from 1."""

    sheet: str
    row: int
    column: int
    why: str


@dataclass(frozen=True, slots=True)
class SheetReport:
    """读取结果 (report): the objects that can be taken and every doubt."""

    objects: tuple[InspectionObject, ...]
    doubts: tuple[Doubt, ...]


def read_object_sheets(
    grids: Sequence[Grid], known: Iterable[InspectionObject], make: Callable[[str], InspectionObject]
) -> SheetReport:
    """Return the objects of a workbook; one already known by its code or name is changed, not doubled.

    ``make`` makes a new object of a name. Raises ``NoObjectSheetError``.
    """
    headed = [(grid, where) for grid in grids if (where := _head(grid)) is not None]
    if not headed:
        raise NoObjectSheetError
    reading = _Reading(known, make)
    for grid, (top, columns) in headed:
        for row in range(top + 1, len(grid.rows)):
            reading.take(grid, row, columns)
    return SheetReport(tuple(reading.found.values()), tuple(reading.doubts))


class _Reading:
    """One workbook as it is read."""

    def __init__(self, known: Iterable[InspectionObject], make: Callable[[str], InspectionObject]) -> None:
        self._make = make
        self._by: dict[str, InspectionObject] = {}
        self.found: dict[UUID, InspectionObject] = {}
        self.doubts: list[Doubt] = []
        for each in known:
            self._remember(each)

    def take(self, grid: Grid, row: int, columns: Mapping[str, int]) -> None:
        """Take a row, or name what is doubtful about it; an empty row is neither."""
        texts = {name: _text(grid.own(row, column)) for name, column in columns.items()}
        if not any(texts.values()):
            return
        try:
            self._keep(_values(texts))
        except _CellError as error:
            self.doubts.append(Doubt(grid.sheet, row + 1, columns[error.field] + 1, error.message))

    def _keep(self, values: dict[str, Any]) -> None:
        old = self._by.get(f"#{values['credit_code']}") or self._by.get(values["name"])
        one: InspectionObject = replace(old or self._make(values["name"]), **values)
        if one.id in self.found:
            raise _CellError("name", f"“{one.name}”在表中重复")
        self.found[one.id] = one
        self._remember(one)

    def _remember(self, one: InspectionObject) -> None:
        self._by[one.name] = one
        if one.credit_code:
            self._by[f"#{one.credit_code}"] = one


class _CellError(AppError):
    """A cell cannot be taken; ``field`` is its heading's name."""

    code = "inspection.cell"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for row in range(min(_LOOKED, len(grid.rows))):
        cells = {_text(grid.own(row, column)): column for column in range(grid.width - 1, -1, -1)}
        found = {
            name: cells[word]
            for name, words in _HEADINGS.items()
            for word in reversed(words)
            if word in cells
        }
        if "name" in found:
            return row, found
    return None


def _values(texts: Mapping[str, str]) -> dict[str, Any]:
    code, name, risk = (texts.get(each, "") for each in ("credit_code", "name", "risk"))
    if not name:
        raise _CellError("name", "名称为空")
    if "E+" in code or (code.isdecimal() and len(code) < 18):  # noqa: PLR2004 - GB 32100: eighteen characters
        raise _CellError("credit_code", f"统一社会信用代码“{code}”被表格改成了数字，末尾已丢失")
    if code:
        try:
            check_credit_code(code)
        except AppError as error:
            raise _CellError("credit_code", error.message.rstrip("。")) from error
    if risk not in _RISKS:
        raise _CellError("risk", f"不认识的风险等级“{risk}”")
    plain = {each: texts.get(each, "") for each in ("kind", "address", "telephone", "exempt")}
    return {"name": name, "credit_code": code, "risk": _RISKS[risk], **plain}


def _text(cell: str) -> str:
    return "".join(normalize("NFKC", cell).split())
