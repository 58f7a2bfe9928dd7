"""Leave to work offline (离线使用期限): once it is over nothing is written until the city was met again."""

from __future__ import annotations

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


class Leave:
    """离线使用期限: as the city last granted it."""

    def __init__(self, link: Callable[[], Link | None], clock: Clock) -> None:
        self._link = link
        self._clock = clock

    def check(self) -> None:
        """Raise ``LeaveOverError`` once the leave is over."""
        link = self._link()
        if link is not None and link.leave_until is not None and leave_over(link, self._clock.now()):
            raise LeaveOverError(link.leave_until)

    def guarding(self, begin: Callable[[], UnitOfWork]) -> Callable[[], UnitOfWork]:
        """Return what opens units of work that keep nothing once the leave is over."""
        return lambda: _Guarded(begin(), self.check)


class _Guarded(PassedOn):
    """A unit of work that looks at the leave before anything is kept."""

    def __init__(self, work: UnitOfWork, check: Callable[[], None]) -> None:
        super().__init__(work)
        self._check = check

    def commit(self) -> None:
        """Keep what was done, or raise ``LeaveOverError``."""
        self._check()
        super().commit()
