"""The store as the exchange sees it: each method is one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.errors import AppError
from app.domain.sync_state import Pulled, StreamState, SyncState
from localdb.sync import leasing, recovery, repairing, sending
from localdb.sync.incarnation import begin_incarnation, incarnated
from localdb.sync.journal import note
from localdb.sync.laying import PORTION, lay_anew, layout_of
from localdb.sync.page import take_page
from localdb.sync.session import reading, writing
from localdb.sync.settling import settle_read
from localdb.sync.showing import Gathered, show
from localdb.sync.streams import CITY, Stream, begin_streams

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from app.domain.sync_state import Archived, LeaseRequest, LentNumbers
    from localdb.store import Store
    from localdb.sync.wire import Wire

_STATE = (
    "SELECT d.id, d.incarnation, l.server, l.town, l.epoch, l.recovering, l.release_due, l.revoked,"
    " EXISTS (SELECT 1 FROM outbox WHERE state = 'new') AS waiting, l.layout = ? AS laid"
    " FROM sync_link AS l, device AS d"
)
_STREAMS = "SELECT name, seq, hash, rebuilding, stopped FROM sync_streams"
_PRESENT = (
    "lower(substr(hex(d.incarnation), 1, 8) || '-' || substr(hex(d.incarnation), 9, 4)"
    " || '-' || substr(hex(d.incarnation), 13, 4) || '-' || substr(hex(d.incarnation), 17, 4)"
    " || '-' || substr(hex(d.incarnation), 21))"
)
_MISSED = (
    "SELECT count(*) FROM outbox AS o, device AS d WHERE o.state = 'answered' AND o.seq IS NOT NULL"  # noqa: S608 - fixed text
    f" AND o.incarnation = {_PRESENT}"
)
_ORPHANED = (
    "SELECT EXISTS (SELECT 1 FROM outbox AS o, device AS d WHERE o.state = 'answered'"  # noqa: S608 - fixed text
    f" AND o.incarnation <> {_PRESENT})"
)
_AGAIN = (
    "UPDATE outbox SET state = 'new', rank = coalesce(seq, rank), seq = NULL"
    " WHERE state = 'answered' AND seq IS NOT NULL AND incarnation = ?"
)
_COUNTS = (
    "SELECT (SELECT count(*) FROM outbox WHERE state = 'new'),"
    " (SELECT count(*) FROM conflicts WHERE closed_at IS NULL)"
)


class OtherServerError(AppError):
    """The store belongs to another city server."""

    code = "sync.other_server"
    hint = "请核对服务器地址；如确需更换服务器，请先导出备份并联系市级管理员。"

    def __init__(self, server: str) -> None:
        super().__init__(f"本机数据已绑定市级服务器“{server[:8]}”，不能改接另一台服务器。")


class TownChangedError(AppError):
    """A computer of one town would be let in as one of another."""

    code = "sync.other_town"
    hint = "请核对登记码，或者向市级平台管理员索取本镇街的登记码；本机内容没有改变。"

    def __init__(self, given: str, own: str) -> None:
        super().__init__(f"“登记码”属于镇街{given}，这台电脑属于镇街{own}。")


class SqlSync:
    """``SyncStore`` over an open store.

    Attributes:
        portion: How many images are read anew in one transaction after a program update.
    """

    def __init__(self, store: Store, wire: Wire) -> None:
        self._engine = store.engine
        self._means = store.means
        self._store = store
        self._wire = wire
        self._layout = layout_of(wire)
        self.portion = PORTION

    def enrol(self, server: str, town: str, device: str) -> None:
        """Bind the store to one server for good, under the name the server gave this computer.

        Raises:
            OtherServerError: It is bound to another one.
            TownChangedError: It is bound to it for another town.
        """
        with writing(self._engine) as connection:
            if not _bound(connection, server, town):
                _bind(connection, server, town, self._layout)
            connection.exec_driver_sql("UPDATE device SET id = ?", (UUID(device).bytes,))
            connection.exec_driver_sql("UPDATE sync_link SET revoked = 0")
            begin_incarnation(connection, self._means, "enrolled")
        self._store.keep_guard()

    def refuse_other(self, server: str, town: str) -> None:
        """Raise what ``enrol`` would raise for a server and a town, and change nothing."""
        with reading(self._engine) as connection:
            _bound(connection, server, town)

    def state(self) -> SyncState | None:
        """Return where the store stands; ``None`` before enrolment."""
        with reading(self._engine) as connection:
            row = connection.exec_driver_sql(_STATE, (self._layout,)).one_or_none()
            if row is None:
                return None
            streams = {each[0]: _stream_state(each) for each in connection.exec_driver_sql(_STREAMS)}
        device, incarnation = (str(UUID(bytes=each)) for each in row[:2])
        flags = (bool(row.release_due), bool(row.revoked), bool(row.waiting), bool(row.laid))
        where = (row.server, row.town, row.epoch, row.recovering or "")
        return SyncState(device, incarnation, *where, *flags, streams)

    def lay_anew(self) -> None:
        """Read the next portion of the images as this program does, after another had read them."""
        with self._writing() as connection:
            changed = lay_anew(connection, self._wire, self._layout, self.portion)
            if changed:
                note(connection, self._means.clock.now(), "laid", str(changed))

    def counts(self) -> tuple[int, int]:
        """Return how many change sets wait, and how many conflicts are open."""
        with reading(self._engine) as connection:
            waiting, conflicts = connection.exec_driver_sql(_COUNTS).one()
        return int(waiting), int(conflicts)

    def waiting(self, count: int, size: int) -> Sequence[Mapping[str, Any]]:
        """Return unsent change sets within a budget, after the guard outside was told of them."""
        self._store.keep_guard()
        with reading(self._engine) as connection:
            return sending.waiting(connection, count, size)

    def answered(self, incarnation: str, outcomes: Sequence[Mapping[str, Any]]) -> None:
        """Note what the server committed."""
        with self._writing() as connection:
            sending.answered(connection, incarnation, outcomes)
            town = connection.exec_driver_sql("SELECT town FROM sync_link").scalar_one()
            places = sending.read_already(connection, town, outcomes)
            touched = settle_read(connection, places) | sending.kept_aside(connection, town, outcomes)
            if touched:
                show(connection, self._wire, Gathered(town, {}), touched)

    def resend(self, incarnation: str, expect: int) -> None:
        """Send again from the number the server lacks; a new incarnation when it is not kept any more."""
        with self._writing() as connection:
            if not sending.resend(connection, incarnation, expect):
                begin_incarnation(connection, self._means, "gap")
        self._store.keep_guard()

    def missed(self) -> int:
        """Send again what was answered, and yet is not in the log pulled to its end; returns how much."""
        with reading(self._engine) as connection:
            count = int(connection.exec_driver_sql(_MISSED).scalar_one())
        if count:
            with self._writing() as connection:
                incarnation = incarnated(connection)[1]
                connection.exec_driver_sql(_AGAIN, (incarnation,))
                note(connection, self._means.clock.now(), "missed", str(count))
        return count

    def orphaned(self) -> bool:
        """Tell whether answered work of an earlier incarnation is not in the log pulled to its end."""
        with reading(self._engine) as connection:
            return bool(connection.exec_driver_sql(_ORPHANED).scalar_one())

    def forked(self) -> None:
        """Begin a new incarnation: the server knows other work under our numbers."""
        with self._writing() as connection:
            begin_incarnation(connection, self._means, "fork")
        self._store.keep_guard()

    def forget(self, epoch: str, backed: Mapping[str, int], backed_seq: int) -> None:
        """Let go of what the oldest kept backup of the server holds.

        Nothing goes where this store is in another epoch: the places in its log mean other rows.
        """
        with self._writing() as connection:
            query = "SELECT town FROM sync_link WHERE epoch = ? AND recovering IS NULL"
            town = connection.exec_driver_sql(query, (epoch,)).scalar()
            if town is not None:
                sending.forget(connection, town, backed, backed_seq)

    def take(self, stream: str, rows: Sequence[Mapping[str, Any]], *, complete: bool) -> Pulled:
        """Take a page of a stream's log; ``complete`` when it reaches the end of the log."""
        with self._writing() as connection:
            pulled = take_page(connection, self._wire, stream, rows)
            if complete and not pulled.stopped and (pulled.rows or not rows):
                pulled = self._completed(connection, stream, pulled)
            if pulled.stopped:
                note(connection, self._means.clock.now(), "stopped", f"{stream} {pulled.stopped}")
            return pulled

    def allow(self, stream: str) -> None:
        """Go on with what a stream was stopped for, as a person decided."""
        with self._writing() as connection:
            connection.exec_driver_sql(
                "UPDATE sync_streams SET allowed = 1, stopped = '' WHERE name = ?", (stream,)
            )
            note(connection, self._means.clock.now(), "allowed", stream)

    def enter(self, epoch: str) -> None:
        """Take the server's epoch as ours: the first one after enrolment."""
        with self._writing() as connection:
            connection.exec_driver_sql("UPDATE sync_link SET epoch = ?", (epoch,))

    def must_recover(self, epoch: str) -> None:
        """Remember that the roll call of an epoch must be answered first."""
        with self._writing() as connection:
            connection.exec_driver_sql("UPDATE sync_link SET recovering = ?", (epoch,))
            note(connection, self._means.clock.now(), "recovering", epoch)

    def archive(self, start: int, count: int, size: int) -> Archived:
        """Return a part of everything kept, in the old order, for giving back."""
        with reading(self._engine) as connection:
            return recovery.archive(connection, start, count, size)

    def recovered(self, epoch: str) -> None:
        """Begin a new epoch after the roll call was answered."""
        with self._writing() as connection:
            recovery.recovered(connection, epoch)
            note(connection, self._means.clock.now(), "recovered", epoch)

    def numbers(self, *, used: bool) -> Sequence[LentNumbers]:
        """Return the numbers lent to this computer, either taken or free."""
        with reading(self._engine) as connection:
            return leasing.kept(connection, used=used)

    def wishing(self) -> bool:
        """Tell whether somebody asked for a number in vain since the last request."""
        return bool(self._store.issuing.wished)

    def wanted(self, year: int) -> LeaseRequest | None:
        """Return the next request for numbers, kept before it is sent."""
        wishes = frozenset(self._store.issuing.wished)
        with self._writing() as connection:
            leasing.wished(connection, wishes)
            found = leasing.wanted(connection, self._means.ids, year)
        self._store.issuing.wished -= wishes
        return found

    def lent(self, request: str, numbers: Sequence[int]) -> None:
        """Keep the numbers a request brought."""
        with self._writing() as connection:
            leasing.lent(connection, request, numbers)

    def ended(self, year: int) -> Sequence[LentNumbers]:
        """Return free numbers of earlier years, to be given up."""
        with self._writing() as connection:
            return leasing.ended(connection, year)

    def given_up(self, numbers: Sequence[LentNumbers]) -> None:
        """Drop numbers that the server took back."""
        with self._writing() as connection:
            leasing.given_up(connection, numbers)

    def digest(self, stream: str) -> tuple[int, Sequence[int]]:
        """Return the cursor of a stream, and the digest of its images there."""
        with reading(self._engine) as connection:
            found = Stream.read(connection, stream)
        return found.seq, found.digest

    def repair(self, stream: str, seq: int, bucket: int, records: Sequence[Mapping[str, Any]]) -> int:
        """Replace the images of one bucket by the server's; returns how many differed."""
        with self._writing() as connection:
            moved = Stream.read(connection, stream)
            if moved.seq != seq:
                return 0
            count = repairing.repair(connection, self._wire, moved, bucket, records)
            if count:
                note(connection, self._means.clock.now(), "repaired", f"{stream} {bucket}: {count}")
            return count

    def contact(self, skew: int, *, revoked: bool) -> None:
        """Note a contact: our clock's lead in milliseconds, and whether our word is still taken."""
        with self._writing() as connection:
            at = self._means.clock.now().isoformat()
            connection.exec_driver_sql(
                "UPDATE sync_link SET skew = ?, revoked = ?, contact_at = ?", (skew, revoked, at)
            )

    def heard(self, at: str, *, revoked: bool) -> None:
        """Note a word of the server that came by stick; an older one than the last contact tells nothing."""
        with self._writing() as connection:
            connection.exec_driver_sql(
                "UPDATE sync_link SET revoked = ?, contact_at = ? WHERE coalesce(contact_at, '') < ?",
                (revoked, at, at),
            )

    def note(self, code: str, detail: str) -> None:
        """Write a line into the journal of the exchange."""
        with self._writing() as connection:
            note(connection, self._means.clock.now(), code, detail)

    def _completed(self, connection: Connection, name: str, pulled: Pulled) -> Pulled:
        stream = Stream.read(connection, name)
        if stream.rebuilding:
            return Pulled(pulled.rows, recovery.rebuilt(connection, self._wire, name).stopped)
        if stream.allowed:
            stream.allowed = False
            stream.keep(connection)
        return pulled

    def _writing(self) -> AbstractContextManager[Connection]:
        return writing(self._engine)


def _bound(connection: Connection, server: str, town: str) -> bool:
    """Tell whether the store is bound; to another server, or for another town, it must not be."""
    bound = connection.exec_driver_sql("SELECT server, town FROM sync_link").one_or_none()
    if bound is None:
        return False
    if server != bound.server:
        raise OtherServerError(bound.server)
    if town != bound.town:
        raise TownChangedError(town, bound.town)
    return True


def _bind(connection: Connection, server: str, town: str, layout: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO sync_link (server, town, epoch, recovering, release_due, revoked, skew, contact_at,"
        " layout, laying) VALUES (?, ?, '', NULL, 0, 0, 0, NULL, ?, '')",
        (server, town, layout),
    )
    begin_streams(connection, (CITY, town))
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO lease_requests (series, year, request, count)"
        " SELECT series, max(year), NULL, 0 FROM number_uses WHERE town = ? GROUP BY series",
        (town,),
    )


def _stream_state(row: Any) -> StreamState:
    return StreamState(row.name, row.seq, row.hash, bool(row.rebuilding), row.stopped)
