"""Form template (文书模板): a template an office brought for one of the forms, by version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """本单位模板 (form template): kept for ever by the sha256 of its docx; in use from a day on.

    Attributes:
        slug: The form it is for.
        version: Counts the templates of the form in this office.
        live_from: First day it is used; ``None`` while it is only tried.
        withdrawn_on: First day it is not used any more.
    """

    id: UUID
    town: str
    slug: str
    version: int
    docx_hash: str
    file_name: str
    brought_at: datetime
    brought_by: UUID
    live_from: date | None = None
    withdrawn_on: date | None = None

    def live_on(self, day: date) -> bool:
        """Tell whether it may be used on a day."""
        begun = self.live_from is not None and self.live_from <= day
        return begun and (self.withdrawn_on is None or day < self.withdrawn_on)


def in_use(templates: tuple[FormTemplate, ...], slug: str, day: date) -> FormTemplate | None:
    """Return the template a form uses on a day: of those that are live the one begun last; else none."""
    live = [each for each in templates if each.slug == slug and each.live_on(day)]
    return max(live, key=lambda each: (each.live_from or day, each.version), default=None)
