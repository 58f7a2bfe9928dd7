"""Columns (台账栏目): what the register shows of a document, and what it may be narrowed to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.domain.between import Between
from app.domain.document import DOCUMENT_STATE_WORDS, DocumentState
from app.rules.deadlines.given import BEIJING
from app.rules.gates.names import paper_name
from ui.screens.showing import plain, shown
from ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

ALL = ""
NUMBERS = "numbers"
"""Name of the line that shows what became of the numbers."""
STATES: Sequence[tuple[str, str, Mapping[str, object]]] = (
    ("all", "全部文书", {}),
    *((each.value, DOCUMENT_STATE_WORDS[each], {"state": each}) for each in DocumentState),
)


def _name(row: Mapping[str, Any]) -> str:
    slug = str(row.get("slug", ""))
    try:
        return paper_name(slug)
    except KeyError:
        return forms()[slug].title if slug in forms() else slug


def _day(name: str) -> Column:
    heading = {"created_at": "制作日期", "final_at": "定稿日期"}[name]
    return Column(heading, lambda row: _date(row.get(name)), 7)


def _date(moment: Any) -> str:
    return moment.astimezone(BEIJING).date().isoformat() if isinstance(moment, datetime) else ""


_FORM = Column("文书", _name, 11)
_PRINTS = Column("打印", lambda row: f"{row.get('prints') or 0}份", 4)
COLUMNS = (
    _FORM,
    plain("文号", "number", 14),
    plain("案号", "case_number", 14),
    plain("状态", "state", 4),
    _day("final_at"),
)
DETAILS = (
    *COLUMNS,
    plain("案由", "cause"),
    _day("created_at"),
    plain("签发日期", "issued_on"),
    plain("页数", "pages"),
    _PRINTS,
    plain("作废理由", "void_reason"),
)
SHEET = (*DETAILS, plain("镇街代码", "town"))
"""What the exported sheet holds: the code is for other programs, not for reading on the screen."""
ON_PAPER = (*COLUMNS[:3], plain("案由", "cause"), *COLUMNS[3:], _PRINTS)
"""What the printed ledger shows."""
LEDGER = (("文书", 13), ("文号", 13), ("案号", 12), ("案由", 16), ("状态", 5), ("定稿日期", 7), ("打印", 4))


def form_choices() -> tuple[tuple[str, str], ...]:
    """Return slug and title of every form, after the choice of all."""
    return ((ALL, "全部文种"), *((slug, f"{each.number} {each.title}") for slug, each in forms().items()))


def period(first: date | None, last: date | None) -> Between | None:
    """Return the stretch of some days in Beijing, both included; ``None`` when neither side is given."""
    if first is None and last is None:
        return None
    start = None if first is None else datetime(first.year, first.month, first.day, tzinfo=BEIJING)
    after = None if last is None else last + timedelta(days=1)
    end = None if after is None else datetime(after.year, after.month, after.day, tzinfo=BEIJING)
    return Between(start, end)


def texts_of(row: Mapping[str, Any], columns: Sequence[Column]) -> list[str]:
    """Return what the columns show of a row."""
    return [shown(each.shows(row)) for each in columns]
