"""Daily copies: one whole copy of the store a day beside it, the oldest of them let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from localdb.store import Store

KEPT = 14
_PREFIX = "daily-"


def daily_copy(store: Store, folder: Path, today: date) -> Path:
    """Return today's copy of the store of a folder, made when it is not there; the newest fourteen stay.

    Raises:
        StoreFullError: The disk has no room; earlier copies stay.
    """
    copies = folder / "backups"
    target = copies / f"{_PREFIX}{today:%Y%m%d}.db"
    if not target.exists():
        store.back_up(target)
        for old in sorted(copies.glob(f"{_PREFIX}*.db"))[:-KEPT]:
            old.unlink()
    return target
