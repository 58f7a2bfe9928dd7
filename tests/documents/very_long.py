"""Very long data (超长内容): the sample case told with far more words and rows than any form expects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.documents.gap import Struck
from app.documents.manifest import AskType
from app.documents.vocabulary import vocabulary
from tests.documents.sample import final_form_values, sample

if TYPE_CHECKING:
    from app.documents.manifest import Form

LONG, FACTS, ROWS = 120, 5000, 40
"""Characters of a line, characters of told facts, rows of a list."""
_FILLER = (
    "上述情形有现场检查笔录、照片六张、视听资料一段、证人证言二份为证，当事人（统一社会信用代码91320281MA00000000）"
    "对占用面积12.5平方米、起止时间为2026年3月2日8:00至10:10的事实予以确认，并在笔录上逐页签名；"
)
_SHORT = 16
"""A text of fewer characters is a name, a date, a number, a tick: it stays."""


def very_long_values(slug: str) -> dict[str, Any]:
    """Return what a form prints when everything that can be long is long."""
    telling = sample(slug)
    return {key: _grown(value, key, telling.form) for key, value in final_form_values(telling).items()}


def _grown(value: Any, path: str, form: Form) -> Any:
    if isinstance(value, dict):
        return {key: _grown(each, f"{path}.{key}", form) for key, each in value.items()}
    if isinstance(value, tuple):
        return (
            tuple({**value[n % len(value)], **_numbered(value[0], n + 1)} for n in range(ROWS))
            if value
            else value
        )
    if isinstance(value, Struck) or not isinstance(value, str):
        return value
    ask = form.ask(path)
    if ask is not None and ask.type is AskType.LONG_TEXT:
        return _padded(value, FACTS)
    fixed = ask is not None and ask.type is not AskType.TEXT
    short = len(value) < _SHORT or (path not in vocabulary() and ask is None)
    return value if fixed or short else _padded(value, LONG)


def _numbered(row: dict[str, str], number: int) -> dict[str, str]:
    return {"order": str(number)} if "order" in row else {}


def _padded(text: str, length: int) -> str:
    """Return a text with sentences added, a line end after every few of them."""
    grown, number = text, 0
    while len(grown) < length:
        number += 1
        grown += _FILLER + ("\n" if length == FACTS and number % 4 == 0 else "")
    return grown[:length].rstrip("\n，；（、") if len(text) < length else text
