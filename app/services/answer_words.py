"""Answer words (填写用语): what records keep by a key is told by its label; no key is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.answers import printed, rows
from app.documents.catalogue import forms
from app.documents.completeness import BOXES, END
from app.documents.kept import spoken
from app.documents.manifest import AskType
from app.documents.vocabulary import vocabulary
from app.domain.errors import AppError
from app.domain.typesetting import typesetting_in
from app.rules.gates.recording import slots
from app.services.in_words import NOTHING
from app.services.typesetting import KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.manifest import Ask, Form
    from app.documents.vocabulary.words import Row

_OTHER = "其他内容"
"""What an entry is called that no form, fact or step knows: one of a newer or an older program."""
_PROGRAM = {END: "文末标记", KEPT: "排版设置"}
"""What the program itself keeps of a final paper."""


def answer_words(form: Form | None, key: str, text: str, *, typed: bool) -> str:
    """Return one entry of a paper: as it was ``typed``, or as it was printed and fixed at 定稿."""
    name = key.removesuffix(BOXES)
    ask = _ask(form, name)
    label = f"{_label(ask, name)}{'（选项）' if key.endswith(BOXES) else ''}"
    said = _typed(ask, text) if typed else _fixed(key, ask, text)
    return f"{label}：{said or NOTHING}"


def slot_words(key: str, text: str) -> str:
    """Return why one step of a case was not recorded (未录事项)."""
    label = next((each.label for each in slots() if each.name == key), _OTHER)
    return f"{label}：{text or NOTHING}"


def share_words(key: str, text: str) -> str:
    """Return the share of one class (抽查比例), which the office named itself."""
    return f"{key}：{text or NOTHING}"


def _ask(form: Form | None, name: str) -> Ask | None:
    """Return what the form asks under a name; what it does not ask any more, another one may."""
    own = form.ask(name) if form else None
    return own or next((found for each in forms().values() if (found := each.ask(name))), None)


def _label(ask: Ask | None, name: str) -> str:
    if ask is not None:
        return ask.label
    word = vocabulary().get(name)
    return word.label if word else _PROGRAM.get(name, _OTHER)


def _typed(ask: Ask | None, text: str) -> str:
    if ask is None:
        return text
    if ask.type is AskType.TABLE:
        return _rows_words(ask, rows(ask, text))
    try:
        return printed(ask, text)
    except AppError:
        return text


def _fixed(key: str, ask: Ask | None, text: str) -> str:
    if key == KEPT:
        return _typesetting_words(text)
    try:
        said = spoken(text)
        return said if isinstance(said, str) else _rows_words(ask, said)
    except (ValueError, TypeError, AttributeError):
        return text[1:]


def _typesetting_words(text: str) -> str:
    try:
        chosen = typesetting_in(text)
    except ValueError:
        return text
    return f"标点{'' if chosen.hang else '不'}悬挂，中西文间距{chosen.gap}%"


def _rows_words(ask: Ask | None, said: Sequence[Row]) -> str:
    """Return a list line by line; the number each line bears of itself is told before it."""
    headings = dict(zip(ask.columns, ask.headings, strict=True)) if ask else {}
    lines = (
        "，".join(f"{headings.get(name, '')}{cell}" for name, cell in row.items() if cell and name != "order")
        for row in said
    )
    return "　".join(f"第{number}行　{line}" for number, line in enumerate(lines, 1))
