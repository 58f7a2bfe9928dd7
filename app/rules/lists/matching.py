"""Matching (事项对照): which known item a listed one is, by its article and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from app.domain.power_item import PowerItem
from app.rules.discretion.fine_text.figures import tidied
from app.rules.lists.citation import Citation, citations
from app.rules.lists.listed import ListedItem

_AROUND = re.compile(r"^对|的?(?:行政)?处罚$|[\s,;。、:()（）\"“”]")
_LIKE = 0.6


class KnownItems:
    """Items known already, found by what they cite."""

    def __init__(self, items: Iterable[PowerItem]) -> None:
        self._by_article: dict[Citation, list[PowerItem]] = {}
        for each in items:
            for cited in citations(each.penalty_basis)[:1]:
                self._by_article.setdefault(cited, []).append(each)

    def of(self, listed: ListedItem) -> PowerItem | None:
        """Return the known item of the same article whose name is most alike; ``None`` if none is alike."""
        known = [each for cited in citations(listed.basis)[:1] for each in self._by_article.get(cited, ())]
        name = plain_name(listed.name)
        scores: Mapping[float, PowerItem] = {_likeness(name, plain_name(each.name)): each for each in known}
        best = max(scores, default=0.0)
        return scores[best] if best >= _LIKE else None


def plain_name(name: str) -> str:
    """Return a name without what lists add around it: 对…的行政处罚, blanks and punctuation."""
    bare = tidied(name)
    for _ in range(2):
        bare = _AROUND.sub("", bare)
    return bare


def alike(one: str, other: str) -> bool:
    """Tell whether two names say the same act."""
    return _likeness(plain_name(one), plain_name(other)) >= _LIKE


def _likeness(one: str, other: str) -> float:
    if one and other and (one in other or other in one):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
