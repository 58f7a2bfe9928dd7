"""Passed on (转交): a unit of work around another one, which does everything but what it is there for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from app.domain.record import Record

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from app.ports import Numbers, Records, UnitOfWork
    from app.sync_ports import Disputes, Settling

T = TypeVar("T", bound=Record)


class PassedOn:
    """A unit of work (工作单元) that hands everything to another one."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    @property
    def numbers(self) -> Numbers:
        """The document numbers."""
        return self._work.numbers

    @property
    def settling(self) -> Settling:
        """What a person decides about the exchange."""
        return self._work.settling

    @property
    def disputes(self) -> Disputes:
        """The open conflicts of the exchange."""
        return self._work.disputes

    def of(self, kind: type[T]) -> Records[T]:
        """Return all records of a kind."""
        return self._work.of(kind)

    def __enter__(self) -> Self:
        self._work.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._work.__exit__(kind, error, trace)

    def commit(self) -> None:
        """Keep what was done."""
        self._work.commit()
