"""Missing glyphs (缺字): characters no font of this computer can draw would print as empty boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.completeness import BOXES, END, Fault, label, told
from app.documents.kept import kept
from app.documents.vocabulary import vocabulary
from app.documents.vocabulary.words import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.documents.telling import Telling

_REMEDY = "请安装含该字的字体，或者改用其他写法。"


def undrawable(telling: Telling, lacking: Callable[[str], str]) -> tuple[Fault, ...]:
    """Return a fault for every field that says a character which cannot be drawn.

    Args:
        telling: What the document tells.
        lacking: Picks out of a text the characters no font has.
    """
    said = {name: kept(words) for name, words in told(telling).items() if words and _field(name)}
    if not lacking("".join(said.values())):
        return ()
    found = ((name, lacking(text)) for name, text in said.items())
    return tuple(_fault(telling, name, chars) for name, chars in found if chars)


def _field(name: str) -> bool:
    return name != END and not name.endswith(BOXES)


def _fault(telling: Telling, name: str, chars: str) -> Fault:
    shown = "、".join(f"“{each}”（U+{ord(each):04X}）" for each in chars)
    message = f"“{label(telling, name)}”中的{shown}没有字体可以显示，会印成方框。{_REMEDY}"
    place = Place("field", name) if telling.form.ask(name) else vocabulary()[name].place
    return Fault(name, message, place)
