"""What the exchange left to people in a test: one conflict about a case, one piece of returned work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.case import Case
from app.domain.disagreement import Disagreement, Version
from app.domain.sync_centre import Link, Sending

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SERVER = "0123456789abcdef0123456789abcdef"


def a_link(**changes: Any) -> Link:
    """Return a store's link to a server, in touch a minute ago."""
    given: dict[str, Any] = {
        "server": SERVER,
        "address": "https://city.invalid",
        "town_name": "试验镇",
        "contact_at": AT,
        "skew": 1.0,
        "leave_until": AT + timedelta(days=45),
    }
    return Link(**given | changes)


def a_conflict(case: Case, by: UUID, other: UUID) -> Disagreement:
    """Return a conflict: two people wrote the brief of one case without having seen each other."""
    return Disagreement(
        "c-1.0.brief",
        "field",
        case.id,
        case,
        Case,
        "占道经营　某商店",
        case.id,
        ("brief",),
        Version({"brief": "原来"}, None, None),
        Version({"brief": "后到"}, by, AT),
        Version({"brief": "现有"}, other, AT - timedelta(hours=1)),
        urgent=True,
    )


def a_sending(by: UUID, reason: str = "", seq: int | None = None) -> Sending:
    """Return one change set of this computer."""
    outcome = "quarantined" if reason else "applied" if seq else ""
    return Sending(
        str(UUID(int=77)), AT, by, "占道经营　某商店", ("案件", "证据"), None, outcome, seq, reason
    )
