"""Words of the evidence (证据)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.chinese import listed
from app.documents.vocabulary.words import Row, word
from app.domain.evidence import EVIDENCE_WORDS

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.evidence import Evidence


@word("evidence.rows", "证据及证明事项", "evidence")
def rows(told: Telling) -> tuple[Row, ...]:
    """Each piece: number, kind, name, what it proves, pages."""
    return tuple(
        {
            "number": str(each.number),
            "kind": EVIDENCE_WORDS[each.kind],
            "name": each.name,
            "proves": each.proves,
            "pages": str(each.pages),
        }
        for each in pieces(told)
    )


@word("evidence.account", "证据", "evidence")
def account(told: Telling) -> str:
    """The evidence told one line a piece, with what it proves."""
    lines = (f"{EVIDENCE_WORDS[each.kind]}：{each.name}{_proves(each)}。" for each in pieces(told))
    return "\n".join(f"{number}.{line}" for number, line in enumerate(lines, 1))


@word("evidence.list", "现有证据材料", "evidence")
def names(told: Telling) -> str:
    """The names of the evidence."""
    return listed((each.name for each in pieces(told)), "、")


@word("evidence.materials", "移送材料", "evidence")
def materials(told: Telling) -> tuple[Row, ...]:
    """The evidence as a list of materials handed over."""
    return tuple(
        {
            "order": str(order),
            "name": each.name,
            "copies": "1",
            "pages": str(each.pages),
            "remark": EVIDENCE_WORDS[each.kind],
        }
        for order, each in enumerate(pieces(told), 1)
    )


def pieces(told: Telling) -> tuple[Evidence, ...]:
    """Return the evidence that was not excluded, by number."""
    kept = (each for each in told.file.evidence if not each.excluded_reason)
    return tuple(sorted(kept, key=lambda each: each.number))


def _proves(piece: Evidence) -> str:
    return f"，证明{piece.proves.removeprefix('证明').rstrip('。')}" if piece.proves else ""
