"""Sheets (电子表格): xlsx and old xls read into grids, every sheet of a file."""

from __future__ import annotations

from io import BytesIO

import python_calamine

from app.domain.errors import AppError
from app.rules.lists.grid import Grid, exact_grid, grid_of


class SheetUnreadableError(AppError):
    """A file is no sheet that can be read."""

    code = "sheets.unreadable"
    hint = "请用WPS或Excel打开后另存为xlsx文件，再重新导入；加密的文件请先去掉密码。"

    def __init__(self, why: str) -> None:
        super().__init__(f"不能读取这个表格文件：{why}。")


def read_sheets(content: bytes, *, exact: bool = False) -> tuple[Grid, ...]:
    """Return every sheet of a workbook, or raise ``SheetUnreadableError``.

    Args:
        content: The file.
        exact: Keep days and mark numbers that lost their tail, as lists of people need them.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        return tuple(_grid(book, name, exact=exact) for name in book.sheet_names)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise SheetUnreadableError(str(error) or type(error).__name__) from error


def _grid(book: python_calamine.CalamineWorkbook, name: str, *, exact: bool) -> Grid:
    sheet = book.get_sheet_by_name(name)
    merged = ((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    make = exact_grid if exact else grid_of
    return make(name, sheet.to_python(skip_empty_area=False), merged)
