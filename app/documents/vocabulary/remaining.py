"""Remaining things (尚存物品): the rows of a list, less what papers already made gave back of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from app.domain.listed_goods import amount, figure, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.documents.telling import Telling
    from app.documents.vocabulary.words import Row
    from app.domain.document import Document


def made_about(told: Telling, taken: Document | None, slug: str) -> tuple[Document, ...]:
    """Return the other standing papers of a kind that are about what was taken: its own, else its party's."""
    if taken is None:
        return ()
    return tuple(
        each
        for each in told.file.standing(slug)
        if each.id != told.document.id
        and (each.parent_id == taken.id or (each.parent_id is None and each.party_id == taken.party_id))
    )


def remaining(rows: Iterable[Row], papers: Iterable[Document], name: str) -> tuple[Row, ...]:
    """Return what is left of the rows after what some papers list under a name, numbered anew."""
    gone = dict(listed(papers, name))
    left = [rest for row in rows if (rest := _rest(row, gone)) is not None]
    return tuple({**row, "order": str(order)} for order, row in enumerate(left, 1))


def _rest(row: Row, gone: dict[str, Fraction]) -> Mapping[str, str] | None:
    """A row nothing was given back of stays as it is written."""
    had = amount(row.get("quantity", ""))
    back = min(gone.get(row.get("name", "").strip(), Fraction(0)), had)
    if not back:
        return row
    gone[row["name"].strip()] -= back
    return {**row, "quantity": figure(had - back)} if back < had else None
