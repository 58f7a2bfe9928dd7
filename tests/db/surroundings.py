"""A store for tests: real SQLite, a clock that ticks by itself, rising ids, one signed-in clerk."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.adapters.ids import RisingIds
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.clue import Clue, ClueSource
from app.domain.power_item import PowerItem
from app.domain.role import Role, SignedIn
from localdb.outbox import Means
from sync.codecs import encode, erase

if TYPE_CHECKING:
    from app.ports import Clock

TOWN = "320281101"
CLERK = UUID(int=7)


class TickingClock:
    """A clock that moves on by one second at each look."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def today(self) -> date:
        return self.moment.date()


def clerk() -> SignedIn:
    """Return the signed-in clerk."""
    return SignedIn(CLERK, "承办人甲", TOWN, frozenset((Role.HANDLER,)), "一号机")


def means(clock: Clock | None = None) -> Means:
    """Return what a store needs from outside."""
    ticking = clock or TickingClock(datetime(2026, 3, 1, 1, tzinfo=UTC))
    return Means(encode, ticking, RisingIds(ticking), clerk, erase)


def case(of: Means, **facts: object) -> Case:
    """Return a new case of the town; only what matters is spelled out."""
    given = {"cause": "占道经营", **facts}
    start = (of.ids.new(), TOWN, Procedure.ORDINARY, CaseStatus.CLUE, of.clock.now(), None)
    return Case(*start, **given)  # type: ignore[arg-type] # facts are named by the caller


def clue(of: Means, **facts: object) -> Clue:
    """Return a new clue of the town."""
    start = (of.ids.new(), TOWN, "线索1", of.clock.now(), CLERK, ClueSource.INSPECTION)
    return Clue(*start, **facts)  # type: ignore[arg-type] # facts are named by the caller


def power_item(of: Means) -> PowerItem:
    """Return an item of the city's list."""
    texts = dict.fromkeys(
        (
            "duty_article",
            "penalty_law",
            "penalty_article",
            "penalty_basis",
            "kinds",
            "subject",
            "rectify",
            "other_measures",
            "source",
            "confidence",
            "version_alert",
            "notes",
        ),
        "",
    )
    listed = {"effective_from": None, "listed_from": date(2020, 1, 1), "listed_to": None, "fine_spec": "{}"}
    named = {"code": "A1", "department": "城管", "name": "擅自占道经营"}
    return PowerItem(id=of.ids.new(), town="", **texts, **listed, **named)  # type: ignore[arg-type] # spelled out by name
