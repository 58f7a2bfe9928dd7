"""Entries (录入控件一览): which widget a kind of field gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.field import Kind
from app.domain.words import words_of
from ui.forms.choosing_entries import ChoiceEntry, PickBox, TickBox, TickEntry
from ui.forms.entry import Choice, Entry, Supply
from ui.forms.picking_entries import KEY, ItemEntry, OfficersEntry, PickRows
from ui.forms.typing_entries import LineEntry, LongEntry

if TYPE_CHECKING:
    from app.domain.field import Declared

__all__ = [
    "KEY",
    "Choice",
    "ChoiceEntry",
    "Entry",
    "ItemEntry",
    "LineEntry",
    "LongEntry",
    "OfficersEntry",
    "PickBox",
    "PickRows",
    "Supply",
    "TickBox",
    "TickEntry",
    "entry_for",
]


def entry_for(declared: Declared, supply: Supply) -> Entry:
    """Return the entry of a field's kind; ``OTHER`` is no kind a form asks for and raises ``TypeError``."""
    match declared.kind:
        case Kind.LONG_TEXT:
            return LongEntry(declared)
        case Kind.CHOICE:
            pairs = [(key.value, label) for key, label in words_of(declared.type).items()]
            return ChoiceEntry(declared, pairs)
        case Kind.TICK:
            return TickEntry(declared)
        case Kind.OFFICER | Kind.OFFICERS | Kind.ITEM:
            return _picking(declared, supply)
        case Kind.OTHER:
            raise TypeError(declared.name)
        case _:
            return LineEntry(declared, supply)


def _picking(declared: Declared, supply: Supply) -> Entry:
    if declared.kind is Kind.ITEM:
        return ItemEntry(declared, supply.items)
    if declared.kind is Kind.OFFICERS:
        return OfficersEntry(declared, supply.officers())
    return ChoiceEntry(declared, [(str(each.key), each.label) for each in supply.officers()])
