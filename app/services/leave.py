"""Leave to work (离线使用期限): once it is over, or taken away, nothing is written until it is given anew."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.domain.sync_centre import leave_over, moment_of_day
from app.services.passed_on import PassedOn

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.domain.sync_centre import Link
    from app.ports import Clock, UnitOfWork


class LeaveOverError(AppError):
    """Something was to be written after the leave to work without the city was over."""

    code = "sync.leave_over"
    hint = "现在只能查看和导出；请联网同步，或者用U盘送交、带回同步包，之后自动恢复录入。"

    def __init__(self, until: datetime) -> None:
        super().__init__(f"离线使用期限已过（至{moment_of_day(until)}），没有保存。")


class RevokedHereError(AppError):
    """Something was to be written after the city had shown this computer out."""

    code = "sync.revoked_here"
    hint = "仍可查看和导出；请联系平台管理员重新登记。"

    def __init__(self) -> None:
        super().__init__("这台电脑已被市级平台停用，不能再保存。")


class Leave:
    """离线使用期限: as the city last granted it."""

    def __init__(self, link: Callable[[], Link | None], clock: Clock) -> None:
        self._link = link
        self._clock = clock

    def check(self) -> None:
        """Raise ``RevokedHereError`` where the leave was taken away, ``LeaveOverError`` once it is over."""
        link = self._link()
        if link is not None and link.revoked:
            raise RevokedHereError
        if link is not None and link.leave_until is not None and leave_over(link, self._clock.now()):
            raise LeaveOverError(link.leave_until)

    def guarding(self, begin: Callable[[], UnitOfWork]) -> Callable[[], UnitOfWork]:
        """Return what opens units of work that keep nothing without the leave."""
        return lambda: _Guarded(begin(), self.check)


def noted(work: UnitOfWork) -> bool:
    """Keep the note that something was printed or exported; without leave it is left out. Tell which."""
    with suppress(LeaveOverError, RevokedHereError):
        work.commit()
        return True
    return False


class _Guarded(PassedOn):
    """A unit of work that looks at the leave before anything is kept."""

    def __init__(self, work: UnitOfWork, check: Callable[[], None]) -> None:
        super().__init__(work)
        self._check = check

    def commit(self) -> None:
        """Keep what was done, or raise what ``Leave.check`` raises."""
        self._check()
        super().commit()
