"""Words of preservation (先行登记保存): the term of the notice, and what the disposal takes from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import plain_date
from app.documents.vocabulary.earlier import approval_of, code_in, earlier, made_day, rows_in, text_in
from app.documents.vocabulary.remaining import made_about, remaining
from app.documents.vocabulary.words import Row, word
from app.documents.wording import worded
from app.domain.stated import stated_day

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.document import Document

NOTICE, DISPOSAL = "preservation_notice", "preservation_disposal"
PRESERVED_AT = "preservation.at"
_PLACE = "document/preservation_notice"
_WAY, _STILL_HERE = "disposal.kind", frozenset({"send_appraisal", "confiscate_later"})
"""After these ways of disposal the organ still has the things."""


@word("preservation_term.due", "登记保存处理截止日", "document")
def due(told: Telling) -> str:
    """The last of the seven working days after the preservation, by the law's clock (APL 56, 85)."""
    day = stated_day(told.document, PRESERVED_AT)
    last = told.due("D05", trigger=day.isoformat()) if day else None
    return "" if last is None else plain_date(last)


@word("preserved.number", "登记保存通知书文号", _PLACE)
def number(told: Telling) -> str:
    """The number of the notice by which things were preserved."""
    found = _notice(told)
    return found.number if found else ""


@word("preserved.date", "登记保存通知书日期", _PLACE)
def date(told: Telling) -> str:
    """The day of that notice."""
    return made_day(_notice(told))


@word("preserved.due", "登记保存处理截止日", _PLACE)
def stated_due(told: Telling) -> str:
    """The last day to dispose of what was preserved, as the notice states it."""
    return text_in(_notice(told), "preservation_term.due")


@word("preserved.rows", "登记保存的物品", _PLACE)
def rows(told: Telling) -> tuple[Row, ...]:
    """The list of the notice, less what was given back or handed on already."""
    notice = _notice(told)
    settled = [each for each in made_about(told, notice, DISPOSAL) if code_in(each, _WAY) not in _STILL_HERE]
    return remaining(rows_in(notice, "preservation.items"), settled, "disposal.items")


@word("draft.preservation_reason", "登记保存理由", "document/matter_approval")
def reason(told: Telling) -> str:
    """The reason as the approval gives it."""
    return text_in(approval_of(told, "preservation"), "matter.reason")


@word("draft.disposal_detail", "处理说明", "document")
def detail(told: Telling) -> str:
    """What the chosen way of disposal means for the party."""
    chosen = told.chosen("disposal.kind")
    return worded(f"disposal_{chosen}", told.day, {}) if chosen else ""


def _notice(told: Telling) -> Document | None:
    return earlier(told, NOTICE)
