"""Asks (填写项): how what a form asks is typed, and how it is kept as an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.answers import checked
from app.documents.manifest import AskType
from app.domain.field import Declared, Field, Kind
from ui.forms.reading import read, write

if TYPE_CHECKING:
    from datetime import date

    from app.documents.manifest import Ask

YES, NO = "是", "否"
_KINDS = {
    AskType.TEXT: Kind.TEXT,
    AskType.LONG_TEXT: Kind.LONG_TEXT,
    AskType.DATE: Kind.DATE,
    AskType.DATETIME: Kind.TIME,
    AskType.MONEY: Kind.MONEY,
    AskType.NUMBER: Kind.NUMBER,
    AskType.TICK: Kind.CHOICE,
    AskType.CHOICE: Kind.CHOICE,
    AskType.TABLE: Kind.LONG_TEXT,
}
_BY_MEANING = frozenset({Kind.DATE, Kind.TIME, Kind.MONEY, Kind.NUMBER})
_TICKS = {"true": YES, "yes": YES, "1": YES, "false": NO, "no": NO, "0": NO}


def declared_of(ask: Ask) -> Declared:
    """Return an ask as a field is declared, so that the entries of forms can take it."""
    field = Field(ask.label, ask.group, required=ask.required, help=ask.help, kind=_KINDS[ask.type])
    return Declared(ask.name, field, str, optional=True)


def pairs_of(ask: Ask) -> tuple[tuple[str, str], ...]:
    """Return what can be picked: key and words; yes and no for a tick."""
    if ask.type is AskType.TICK:
        return (YES, YES), (NO, NO)
    return tuple((each.code, each.words) for each in ask.choices)


def typed_of(ask: Ask, answer: str) -> str:
    """Return a kept answer as its entry shows it."""
    if ask.type is AskType.TICK:
        return _TICKS.get(answer.casefold(), answer)
    if ask.type is AskType.CHOICE:
        return next((each.code for each in ask.choices if answer in (each.code, each.words)), "")
    return answer


def answer_of(ask: Ask, typed: str, today: date) -> str:
    """Return what is typed as it is kept, or raise an ``AppError`` that says what is expected."""
    if not typed.strip():
        return ""
    declared = declared_of(ask)
    if declared.kind in _BY_MEANING:
        typed = write(declared, read(declared, typed, today))
    kept = checked(ask, typed)
    return typed_of(ask, kept) if ask.type is AskType.TICK else kept
