"""Words of an order to put right (责令改正) as its review looks back on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.vocabulary.earlier import earlier, made_day, text_in
from app.documents.vocabulary.words import Row, word
from app.documents.wording import worded

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.document import Document

_ORDER = "correction_order"
_PLACE = "document/correction_order"
_STATES = {"corrected": "已按要求改正", "not_corrected": "未改正"}


@word("ordered.number", "责令改正通知书文号", _PLACE)
def number(told: Telling) -> str:
    """The number of the order."""
    found = _order(told)
    return found.number if found else ""


@word("ordered.date", "责令改正通知书日期", _PLACE)
def date(told: Telling) -> str:
    """The day of the order."""
    return made_day(_order(told))


@word("ordered.requirements", "改正内容和要求", _PLACE)
def requirements(told: Telling) -> str:
    """What was to be put right, as the order says it."""
    return text_in(_order(told), "correction.requirements")


@word("draft.recheck_rows", "逐项复查情况", "document")
def rows(told: Telling) -> tuple[Row, ...]:
    """Each requirement with its state, where one is true of all; else the clerk says it line by line."""
    state = _STATES.get(told.chosen("recheck.result"), "")
    lines = [each.strip() for each in str(requirements.say(told)).split("\n") if each.strip()]
    if not state:
        return ()
    return tuple(
        {"order": str(order), "requirement": each, "state": state, "evidence": "现场复查"}
        for order, each in enumerate(lines, 1)
    )


@word("draft.recheck_next", "后续处理", "document")
def next_step(told: Telling) -> str:
    """What follows from the result chosen (APL 28, 33)."""
    chosen = told.chosen("recheck.result")
    return worded(f"recheck_{chosen}", told.day, {}) if chosen else ""


def _order(told: Telling) -> Document | None:
    return earlier(told, _ORDER)
