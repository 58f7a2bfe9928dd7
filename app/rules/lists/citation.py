"""Citation (法条引用): which article, paragraph and item of which law a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.rules.discretion.fine_text.figures import NUMBER, NoFigureError, number, tidied

_LAW = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》(?:\s*\((\d{4})[^)]*\))?")
_ARTICLE = re.compile(
    rf"第({NUMBER})条(?:之({NUMBER}))?"
    rf"(?:第({NUMBER})款)?(?:第\(?({NUMBER})\)?项)?"
)
_PREFIX = re.compile(r"^(?:中华人民共和国|国务院)")


@dataclass(frozen=True, slots=True)
class Citation:
    """One place of a law (法条): short name of the law, and its article, paragraph and item (0 for none)."""

    law: str
    article: int
    sub: int = 0
    paragraph: int = 0
    item: int = 0


def citations(text: str) -> tuple[Citation, ...]:
    """Return every article a text names, each with the law named last before it."""
    return tuple(dict.fromkeys(_found(tidied(text))))


def _found(plain: str) -> Iterator[Citation]:
    laws = list(_LAW.finditer(plain))
    for at, law in enumerate(laws):
        end = laws[at + 1].start() if at + 1 < len(laws) else len(plain)
        # Only what follows at once is cited; further on the article's own text begins.
        run = re.match(rf"(?:[\s、,和及或]|{_ARTICLE.pattern})*", plain[law.end() : end])
        for match in _ARTICLE.finditer(run.group() if run else ""):
            yield _citation(law[1], match)


def _citation(law: str, match: re.Match[str]) -> Citation:
    figures = [_whole(each) for each in match.groups()[:4]]
    return Citation(_PREFIX.sub("", law), *figures)


def _whole(text: str | None) -> int:
    try:
        return int(number(text)) if text else 0
    except NoFigureError:
        return 0
