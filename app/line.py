"""The line to the city (同步线路): puts together what carries records and files over the network."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from localdb.sync.store import SqlSync
from localdb.sync.wire import Wire
from sync.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests import Session

    from app.device_key import DeviceKey
    from app.ports import Clock, Ids
    from localdb.store import Store
    from sync.blobs import BlobEngine
    from sync.engine import Engine
    from sync.membership import Membership
    from sync.schedule import Schedule
    from sync.transport import HttpTransport

PROGRAM = "chengzhi"


@dataclass(frozen=True, slots=True)
class LineMeans:
    """What a line takes from its store and from outside.

    Attributes:
        folder: Where the store's files lie.
        keep_leave: Takes the leave to work offline that the city grants.
        metered: Whether the line costs by the byte now.
        heard: Takes the code of what stands in the way, empty when nothing does any more.
    """

    store: Store
    folder: Path
    clock: Clock
    ids: Ids
    key: DeviceKey
    keep_leave: Callable[[Mapping[str, Any]], object]
    metered: Callable[[], bool]
    heard: Callable[[str], None]


def turns(member: Membership, means: LineMeans) -> Turns:
    """Return the engines of records and files for the city a computer belongs to."""
    transport = _transport(member, means)
    return Turns(_engine(transport, means), _blobs(member, transport, means), means.heard)


def schedule(taking: Turns, bug_found: Callable[[Exception], None]) -> Schedule:
    """Return the thread that takes the turns, not yet started."""
    from sync.schedule import Schedule  # noqa: PLC0415 - only the exchange loads the network library

    return Schedule(taking.step, bug_found, time.time, SystemRandom())


def sync_of(store: Store) -> SqlSync:
    """Return the store as the exchange sees it."""
    return SqlSync(store, wire())


def wire() -> Wire:
    """Return the rules of the wire as the store takes them."""
    from sync.codecs.images import shown  # noqa: PLC0415 - only the exchange lays pending work over images
    from sync.protocol.digest import bucket_of, value_of  # noqa: PLC0415 - see above
    from sync.protocol.layout import layout  # noqa: PLC0415 - see above

    return Wire(shown, bucket_of, value_of, layout())


def _transport(member: Membership, means: LineMeans) -> HttpTransport:
    from sync.exchange import Exchange  # noqa: PLC0415 - only the exchange loads the network library
    from sync.transport import HttpTransport  # noqa: PLC0415 - see above

    exchange = Exchange(_session(member), member.address)
    return HttpTransport(exchange, member, means.key, means.keep_leave)


def _engine(transport: HttpTransport, means: LineMeans) -> Engine:
    from sync.engine import Engine  # noqa: PLC0415 - see above

    return Engine(sync_of(means.store), transport, means.clock, SystemRandom(), PROGRAM)


def _blobs(member: Membership, transport: HttpTransport, means: LineMeans) -> BlobEngine:
    from app.adapters.pieces import FilePieces  # noqa: PLC0415 - see above
    from sync.blob_http import HttpBlobLine  # noqa: PLC0415 - see above
    from sync.blobs import BlobEngine, BlobMeans  # noqa: PLC0415 - see above

    line = HttpBlobLine(_session(member), member.address, transport.token)
    bound = (member.server, member.town)
    outside = BlobMeans(means.clock, means.ids, lambda: bound, means.metered, SystemRandom().random)
    return BlobEngine(means.store.attachments, FilePieces(means.folder / "files"), line, outside)


def _session(member: Membership) -> Session:
    from sync.connection import open_session  # noqa: PLC0415 - see above

    return open_session(Path(member.authority) if member.authority else None)
