"""Whether a JSON value is of the kind its field declares."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sync.protocol.declaration import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.protocol.declaration import Declaration

_WHOLE_LIMIT = 2**63
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OF_KIND: dict[str, dict[str, Callable[[Any], bool]]] = {}


def checks(declared: Declaration) -> Mapping[str, Callable[[Any], bool]]:
    """Return what tells, for each field of a kind of records, whether a value may stand in it."""
    if declared.name not in _OF_KIND:
        _OF_KIND[declared.name] = {name: _CHECKS[kind] for name, kind in declared.fields.items()}
    return _OF_KIND[declared.name]


def fits(kind: Wire, value: Any) -> bool:
    """Tell whether a value may stand in a field of this kind."""
    return _CHECKS[kind](value)


def _text(value: Any) -> bool:
    # PostgreSQL reads no field of a record that holds U+0000 anywhere: one would blind every view.
    return isinstance(value, str) and "\0" not in value


def _whole(value: Any) -> bool:
    return type(value) is int and -_WHOLE_LIMIT <= value < _WHOLE_LIMIT


def _tick(value: Any) -> bool:
    return isinstance(value, bool)


def _id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _readable(read: Callable[[str], object]) -> Callable[[Any], bool]:
    def check(value: Any) -> bool:
        if not isinstance(value, str):
            return False
        try:
            read(value)
        except ValueError:
            return False
        return True

    return check


def _or_none(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or check(value)


def _list_of(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(check(each) for each in value)


def _text_by_name(value: Any) -> bool:
    return isinstance(value, dict) and all(_text(each) for pair in value.items() for each in pair)


def _line(value: Any) -> bool:
    return isinstance(value, dict) and _storable(value)


def _storable(value: Any) -> bool:
    """Tell whether no text within a value holds U+0000."""
    if isinstance(value, dict):
        return all(map(_storable, value)) and all(map(_storable, value.values()))
    if isinstance(value, list):
        return all(map(_storable, value))
    return _text(value) if isinstance(value, str) else True


def _iso_day(text: str) -> None:
    """Refuse every other spelling of a day: databases read only this one."""
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError


_day, _moment = _readable(_iso_day), _readable(datetime.fromisoformat)
_CHECKS: dict[Wire, Callable[[Any], bool]] = {
    Wire.TEXT: _text,
    Wire.NUMBER: _whole,
    Wire.TICK: _tick,
    Wire.DAY: _day,
    Wire.DAY_OR_NONE: _or_none(_day),
    Wire.MOMENT: _moment,
    Wire.MOMENT_OR_NONE: _or_none(_moment),
    Wire.ID: _id,
    Wire.ID_OR_NONE: _or_none(_id),
    Wire.FEN: _whole,
    Wire.FEN_OR_NONE: _or_none(_whole),
    Wire.WORD: _text,
    Wire.IDS: _list_of(_id),
    Wire.WORDS: _list_of(_text),
    Wire.TEXTS: _list_of(_text),
    Wire.TEXT_BY_NAME: _text_by_name,
    Wire.LINES: _list_of(_line),
}
