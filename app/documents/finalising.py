"""Finalising (定稿): fixes what a document says, so that later changes of the case leave it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.documents.completeness import told
from app.documents.gap import STRUCK
from app.documents.kept import kept as as_kept
from app.documents.kept import spoken
from app.documents.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.documents.telling import Telling
    from app.documents.vocabulary.words import Said


def frozen(telling: Telling) -> dict[str, str]:
    """Return name → printed text as of the document's day; empty for a blank to strike, rows as JSON.

    Late words (opinions, receipts) are left out.
    """
    late = {name for name, word in vocabulary().items() if word.late}
    return {name: as_kept(said) for name, said in told(telling).items() if name not in late}


def thawed(kept: Mapping[str, str]) -> dict[str, Said]:
    """Return what was fixed at 定稿 as it is printed; blanks struck out."""
    return {name: spoken(text) if text else STRUCK for name, text in kept.items()}


def final_values(telling: Telling) -> dict[str, Said]:
    """Return what a final document prints: what was fixed, and the late words as they stand now."""
    words = vocabulary()
    late: dict[str, Said] = {
        name: words[name].say(telling) for name in telling.form.shows if words[name].late
    }
    return thawed(telling.document.frozen) | late


def nested(flat: Mapping[str, Said]) -> dict[str, Any]:
    """Return qualified names as nested mappings: ``party.name`` → ``{"party": {"name": …}}``."""
    top: dict[str, Any] = {}
    for name, said in flat.items():
        *path, last = name.split(".")
        node = top
        for step in path:
            node = node.setdefault(step, {})
        node[last] = said
    return top
