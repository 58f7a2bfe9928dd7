"""Written sheets (导出表格): rows of a list as one xlsx sheet, every cell as text."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDEST = 60
_NARROWEST = 8
_ASCII_END = 0x7F
_NO_CELL = {code: None for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}


class XlsxSheets:
    """``Sheets`` by openpyxl; a text that begins like a formula stays a text."""

    def write(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
        """Return a workbook with the headings fixed above the rows."""
        from openpyxl import Workbook  # noqa: PLC0415 - costs a start that exports nothing
        from openpyxl.styles import Font  # noqa: PLC0415 - see above
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see above

        book = Workbook()
        sheet = book.active
        widths = [_width(each) for each in headings]
        for at, row in enumerate([headings, *rows], start=1):
            for column, text in enumerate(row, start=1):
                cell = sheet.cell(at, column)
                cell.value = text.translate(_NO_CELL)
                cell.data_type = "s"
                cell.font = Font(bold=at == 1)
                widths[column - 1] = max(widths[column - 1], _width(text))
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, width)
        sheet.freeze_panes = "A2"
        content = BytesIO()
        book.save(content)
        return content.getvalue()


def _width(text: str) -> int:
    """Return the width of a text in the figures of a sheet; a Chinese character takes two."""
    return max(_NARROWEST, 2 + sum(1 if ord(each) <= _ASCII_END else 2 for each in text))
