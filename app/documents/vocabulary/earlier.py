"""Earlier papers (前序文书): what a paper takes over from one that was made final before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.catalogue import forms
from app.documents.chinese import plain_date
from app.documents.kept import spoken
from app.documents.vocabulary.beijing import local
from app.domain.approval import Verdict

if TYPE_CHECKING:
    from app.documents.telling import Telling
    from app.documents.vocabulary.words import Said
    from app.domain.approval import Approval
    from app.domain.document import Document
    from app.domain.role import Role

APPROVAL, MATTER = "matter_approval", "matter.kind"


def earlier(told: Telling, *slugs: str) -> Document | None:
    """Return the paper this one belongs to when it is of the kinds, else the latest standing one of them."""
    parent = told.parent
    if parent is not None and parent.slug in slugs and parent.standing:
        return parent
    found = told.standing(*slugs)
    return None if found is None or found.id == told.document.id else found


def said_in(document: Document | None, name: str) -> Said:
    """Return what a final paper says under a name; empty without the paper."""
    return spoken(document.frozen.get(name, "")) if document is not None else ""


def text_in(document: Document | None, name: str) -> str:
    """Return a text of a final paper; empty without the paper."""
    found = said_in(document, name)
    return found if isinstance(found, str) else ""


def rows_in(document: Document | None, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a list in a final paper; none without the paper."""
    found = said_in(document, name)
    return () if isinstance(found, str) else tuple(dict(each) for each in found)


def code_in(document: Document | None, name: str) -> str:
    """Return the code of what was chosen in a final paper, typed or offered."""
    if document is None or document.slug not in forms():
        return ""
    ask = forms()[document.slug].ask(name)
    words = text_in(document, name)
    return next((each.code for each in (ask.choices if ask else ()) if each.words == words), "")


def made_day(document: Document | None) -> str:
    """Return the day of a final paper as papers print it."""
    if document is None or document.final_at is None:
        return ""
    return plain_date(document.issued_on or local(document.final_at).date())


def approval_of(told: Telling, matter: str) -> Document | None:
    """Return the latest standing approval form (03) of a matter."""
    found = [each for each in told.file.standing(APPROVAL) if each.answers.get(MATTER) == matter]
    return max(found, key=lambda each: (each.final_at or each.created_at, str(each.id)), default=None)


def agreed_by(told: Telling, form: Document | None, role: Role) -> Approval | None:
    """Return the latest opinion of a role on a paper, when it agrees."""
    given = [each for each in told.file.approvals_of(form) if each.role is role] if form else []
    return given[-1] if given and given[-1].verdict is Verdict.AGREE else None
