"""One transaction: rows, search index and the change set for the city server, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import IntegrityError

from app.domain.errors import AppError
from app.domain.number_use import NumberUse
from app.domain.record import Record
from localdb.deadlines import mark_stale
from localdb.engine import READING
from localdb.numbers import Issuing, SqlNumbers
from localdb.outbox import Journal, write_change_set
from localdb.repository import SqlRecords
from localdb.search.index import refresh_index
from localdb.sync.deciding import SqlSettling
from localdb.sync.disputes import SqlDisputes
from localdb.touched import touches

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from sqlalchemy import Connection, Engine

    from app.ports import Numbers, Records
    from app.sync_ports import Disputes, Settling
    from localdb.outbox import Means

T = TypeVar("T", bound=Record)


class NotEnteredError(RuntimeError):
    """A unit of work was used outside its ``with`` block, or after its commit."""


class RecordTiedError(AppError):
    """A record cannot go, or come back, because of what others say of it."""

    code = "record.tied"
    hint = "请先处理引用它的内容，或者刷新后重新选择。"

    def __init__(self) -> None:
        super().__init__("这条记录与其他记录有引用关系，现在不能这样处理。")


class SqlUnitOfWork:
    """``UnitOfWork`` over one connection; begins at ``with``, ends at ``commit`` or the block's end."""

    def __init__(
        self, engine: Engine, means: Means, issuing: Issuing | None = None, *, writing: bool = True
    ) -> None:
        self._engine = engine
        self._means = means
        self._issuing = issuing or Issuing()
        self._numbered = False
        self._writing = writing
        self._journal = Journal()
        self._open: Connection | None = None

    @property
    def numbers(self) -> Numbers:
        """The document numbers."""
        self._numbered = True
        uses = SqlRecords(self._connection, NumberUse, self._journal)
        return SqlNumbers(self._connection, uses, self._means, self._issuing)

    @property
    def settling(self) -> Settling:
        """What a person decides about the exchange."""
        return SqlSettling(self._connection, self._journal, self._means.who().town)

    @property
    def disputes(self) -> Disputes:
        """The open conflicts of the exchange."""
        return SqlDisputes(self._connection)

    def of(self, kind: type[T]) -> Records[T]:
        """Return all records of a kind."""
        return SqlRecords(self._connection, kind, self._journal)

    def __enter__(self) -> Self:
        connection = self._engine.connect()
        try:
            connection.execution_options(**{READING: not self._writing}).begin()
        except BaseException:
            connection.close()
            raise
        self._open = connection
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open is not None:
            self._open.close()  # rolls back what was not committed
            self._open = None

    def commit(self) -> None:
        """Keep what was done: rows, search index, one change set for the city server."""
        connection = self._connection
        touched = touches(self._journal)
        refresh_index(connection, touched)
        mark_stale(connection, touched)
        write_change_set(connection, self._journal, self._means)
        self._keep(connection)
        connection.close()
        self._open = None
        if self._numbered:
            self._issuing.issued()

    def _keep(self, connection: Connection) -> None:
        try:
            connection.commit()
        except IntegrityError as error:
            if not self._journal.tied:
                raise
            raise RecordTiedError from error

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            msg = "use the unit of work inside its with block, before commit"
            raise NotEnteredError(msg)
        return self._open
