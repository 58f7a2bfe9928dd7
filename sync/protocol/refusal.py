"""Why work is kept aside whole (隔离) instead of taking effect."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """The reasons of a quarantine, as they travel."""

    EXISTS = "exists"
    MISSING_BASE = "missing_base"
    IMMUTABLE = "immutable"
    FIXED = "fixed"
    UNKNOWN_COLLECTION = "unknown_collection"
    SCHEMA = "schema"
    FOREIGN_TOWN = "foreign_town"
    SIGNATURE = "signature"
    HELD_BEHIND = "held_behind"
    DEVICE_REVOKED = "device_revoked"


class RefusedOperationError(Exception):
    """An operation that cannot take effect; its whole change set goes into quarantine."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
