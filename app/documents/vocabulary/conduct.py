"""Words of the act (违法行为) and of what it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import citation, cited, listed, plain_date
from app.documents.vocabulary.words import word
from app.domain.document import DocumentState

if TYPE_CHECKING:
    from app.documents.telling import Telling

_VIOLATED = "law.violated"


@word("act.name", "涉及事项", "act/item_id")
def name(told: Telling) -> str:
    """The punishable item's name."""
    return listed(each.name for each in told.items)


@word("act.code", "涉及事项编码", "act/item_id")
def code(told: Telling) -> str:
    """The item's code in the list."""
    return listed((each.item_code for each in told.acts), "、")


@word("act.date", "违法行为发生日期", "act/began_on")
def date(told: Telling) -> str:
    """The day, or the first and last day."""
    return listed(
        plain_date(each.began_on)
        + (f"至{plain_date(each.ended_on)}" if each.ended_on and each.ended_on != each.began_on else "")
        for each in told.acts
    )


@word("act.end_date", "违法行为终了日期", "act/ended_on")
def end_date(told: Telling) -> str:
    """The day limitation counts from (APL 36)."""
    return listed(plain_date(each.last_day) for each in told.acts)


@word("act.place", "违法行为地点", "act/place")
def place(told: Telling) -> str:
    """Where it was done."""
    return listed(each.place for each in told.acts)


@word("act.facts", "违法事实", "act/facts")
def facts(told: Telling) -> str:
    """What was done: the case's findings, else the facts of the acts, else the brief."""
    case = told.file.case
    return case.findings or listed((each.facts for each in told.acts), "\n") or case.brief


@word("act.violated", "违反的规定", "act/item_id")
def violated(told: Telling) -> str:
    """The article that lays down the duty: the items', else the one typed into an earlier paper."""
    duties = [cited(each.duty_article, each.penalty_law) for each in told.items]
    return listed(duties, "、") if all(duties) and duties else _typed_before(told)


@word("act.basis", "处罚依据", "act/item_id")
def basis(told: Telling) -> str:
    """The article that provides the penalty, law in full."""
    return listed((citation(each.penalty_law, each.penalty_article) for each in told.items), "、")


def _typed_before(told: Telling) -> str:
    """Lists of items often leave the duty open; it is typed once and told by every later paper."""
    typed = [
        each.answers[_VIOLATED]
        for each in told.file.documents
        if each.answers.get(_VIOLATED) and each.state is not DocumentState.VOID
    ]
    return typed[-1] if typed else ""
