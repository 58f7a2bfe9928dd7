"""Completeness (完整性): what a document prints, what is missing, and where it can be supplied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.answers import boxes, printed, rows
from app.documents.gap import Gap
from app.documents.manifest import AskType
from app.documents.vocabulary import vocabulary
from app.documents.vocabulary.words import Place, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.documents.manifest import Ask
    from app.documents.telling import Telling

BOXES = "_boxes"
END = "doc.end"
"""Name that prints 以下空白 where the text of a transcript ends."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing missing (缺项): its name, a Chinese sentence, and what to open."""

    name: str
    message: str
    place: Place


def told(telling: Telling) -> dict[str, Said]:
    """Return every name the form prints or must hold with what is known of it, empty for nothing."""
    words = vocabulary()
    wanted = dict.fromkeys((*telling.form.shows, *telling.form.statutory))
    found: dict[str, Said] = {name: words[name].say(telling) for name in wanted if name in words}
    for ask in telling.form.asks:
        found |= _answered(ask, telling)
    if telling.form.rest_blank:
        found[END] = "（以下空白）"
    return found


def faults(telling: Telling) -> tuple[Fault, ...]:
    """Return what stands against 定稿, in the order of the form."""
    known = told(telling)
    missing = (_fault(telling, name) for name in blocking(telling, known) if not known.get(name))
    cells = (each for ask in telling.form.asks for each in _open_cells(ask, known))
    return (*missing, *cells)


def blocking(telling: Telling, known: Mapping[str, Said] | None = None) -> tuple[str, ...]:
    """Return the names that must say something at 定稿: statutory contents and required answers."""
    form = telling.form
    facts = told(telling) if known is None else known
    asked = (each.name for each in form.asks if each.required or _called_for(each, telling, facts))
    late = {name for name in form.statutory if name in vocabulary() and vocabulary()[name].late}
    return tuple(each for each in dict.fromkeys((*form.statutory, *asked)) if each not in late)


def with_gaps(telling: Telling, known: Mapping[str, Said]) -> dict[str, Said]:
    """Return what a draft prints: each missing fact that will be needed as a gap with its label."""
    lacking = {name for name in blocking(telling, known) if known.get(name) == ""}
    gaps: dict[str, Said] = {name: Gap.of(label(telling, name)) for name in lacking}
    for name in lacking & {each.removesuffix(BOXES) for each in known if each.endswith(BOXES)}:
        gaps[name + BOXES] = Gap(known[name + BOXES])
    return {**known, **gaps}


def label(telling: Telling, name: str) -> str:
    """Return the word of the papers for a name of the form."""
    ask = telling.form.ask(name)
    return ask.label if ask else vocabulary()[name].label


def _answered(ask: Ask, telling: Telling) -> dict[str, Said]:
    typed = telling.answers.get(ask.name, "")
    offered: Said = "" if typed or not ask.default else vocabulary()[ask.default].say(telling)
    if ask.type is AskType.TABLE:
        return {ask.name: rows(ask, typed) or offered or ()}
    if ask.type is not AskType.CHOICE and offered:
        return {ask.name: offered}
    text = typed or str(offered) or ask.preset
    if ask.type is AskType.CHOICE:
        return {ask.name: printed(ask, text), ask.name + BOXES: boxes(ask, text)}
    return {ask.name: printed(ask, text)}


def _called_for(ask: Ask, telling: Telling, known: Mapping[str, Said]) -> bool:
    name, _, code = ask.required_when.partition("=")
    if not name:
        return False
    other = telling.form.ask(name)
    words = printed(other, code) if other and code else code
    return known.get(name) == words if code else bool(known.get(name))


def _open_cells(ask: Ask, known: Mapping[str, Said]) -> Iterator[Fault]:
    """Yield a fault for every row of a list that leaves a column empty which no row may."""
    said = known.get(ask.name, "")
    for number, row in enumerate(() if isinstance(said, str) else said, 1):
        for name, heading in zip(ask.columns, ask.headings, strict=True):
            if name in ask.filled and not row.get(name):
                message = f"“{ask.label}”第{number}行没有填写“{heading}”。"
                yield Fault(ask.name, message, Place("field", ask.name))


def _fault(telling: Telling, name: str) -> Fault:
    ask = telling.form.ask(name)
    if ask:
        return Fault(name, f"本文书“{ask.label}”未填写。", Place("field", name))
    word = vocabulary()[name]
    return Fault(name, f"缺少“{word.label}”，请补填后定稿。", word.place)
