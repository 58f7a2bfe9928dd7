"""Once a day the server throws away what nobody will finish (每日清理)."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from sync.cityserver.blob_errors import BlobError
from sync.cityserver.scope import CITY
from sync.cityserver.towns import every_town

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.cityserver.web.platform import Platform

log = logging.getLogger(__name__)
DAY = 24 * 60 * 60.0


def begin_tidying(platform: Platform) -> None:
    """Tidy now and every day from now on, beside the requests, for as long as the program runs."""
    never = Event()
    Thread(target=keep_tidy, args=(platform, lambda: never.wait(DAY)), daemon=True).start()


def keep_tidy(platform: Platform, ended: Callable[[], bool]) -> None:
    """Tidy again and again until the end; ``ended`` waits for the next time, and tells."""
    while True:
        tidy(platform)
        if ended():
            return


def tidy(platform: Platform) -> int:
    """Throw away uploads that rested too long and return how many; what cannot be done waits for a day."""
    try:
        towns = (*every_town(platform.reports), CITY)
    except SQLAlchemyError as error:
        log.warning("tidying waits for tomorrow: %s", type(error).__name__)
        return 0
    return sum(_tidied(platform, town) for town in towns)


def _tidied(platform: Platform, town: str) -> int:
    """Tidy one town; what is amiss there leaves the others and tomorrow alone."""
    try:
        return platform.blobs.expire(town)
    except (SQLAlchemyError, OSError, BlobError) as error:
        log.warning("tidying %s waits for tomorrow: %s", town, type(error).__name__)
        return 0
