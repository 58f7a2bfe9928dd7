"""Correcting and halting (补正与中止): the paper whose text is put right, the case that stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.documents.chinese import plain_date
from app.documents.vocabulary.beijing import local
from app.documents.vocabulary.compelling import approved_reason
from app.documents.vocabulary.words import word

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.domain.document import Document


@word("draft.amended_paper", "被补正的文书", "document")
def amended_paper(told: Telling) -> str:
    """The paper this one belongs to, else the latest one served on the party."""
    found = told.parent or _last_served(told)
    return f"《{forms()[found.slug].title}》（{found.number}）" if found and found.number else ""


@word("draft.amended_on", "被补正文书的日期", "document")
def amended_on(told: Telling) -> str:
    """The day of that paper."""
    found = told.parent or _last_served(told)
    if found is None or found.final_at is None or not found.number:
        return ""
    return plain_date(found.issued_on or local(found.final_at).date())


@word("draft.suspension_reason", "中止（恢复）理由", "document/matter_approval")
def suspension_reason(told: Telling) -> str:
    """The reason as the approval gives it."""
    chosen = told.chosen("suspension.kind")
    return approved_reason(told, chosen) if chosen else ""


def _last_served(told: Telling) -> Document | None:
    mine = [
        each
        for each in told.file.documents
        if each.standing
        and each.slug in forms()
        and forms()[each.slug].audience == "party"
        and each.id != told.document.id
        and each.party_id in (told.document.party_id, None)
        and told.file.deliveries_of(each)
    ]
    return max(mine, key=lambda each: told.file.deliveries_of(each)[-1].served_at, default=None)
