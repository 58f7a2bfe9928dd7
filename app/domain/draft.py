"""Form draft (草稿): what was typed and not yet confirmed, kept so that a kill loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FormDraft:
    """录入草稿 (form draft): the raw texts of one open form, local to this computer, never sent.

    ``place`` names the form and its record, such as ``clue/new`` or ``party/<id>``.
    """

    place: str
    texts: Mapping[str, str]
    saved_at: datetime
