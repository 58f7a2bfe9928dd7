"""Tables of the exchange with the city server; local, never sent."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from localdb.base import Row


class BaseImageRow(Row):
    """The server's image of one record, as it was pulled.

    Attributes:
        fields: The fields as JSON, also those this version does not know.
        odd: Whether this version cannot read them; such a record is kept and counted, not shown.
        stale: Whether it is of an earlier epoch, and was not pulled again yet.
    """

    __tablename__ = "base_images"
    __table_args__ = (
        Index("ix_base_images_odd", "odd", sqlite_where=text("odd = 1")),
        Index("ix_base_images_stale", "stream", sqlite_where=text("stale = 1")),
    )

    record_id: Mapped[str] = mapped_column(primary_key=True)
    coll: Mapped[str] = mapped_column(primary_key=True)
    stream: Mapped[str]
    town: Mapped[str]
    version: Mapped[int]
    deleted: Mapped[bool]
    odd: Mapped[bool]
    stale: Mapped[bool]
    fields: Mapped[str]


class TailRow(Row):
    """A change set of somebody else, kept until it is in the oldest backup of the server.

    Attributes:
        seq: Its place in the town's log of the present epoch; ``None`` until it is pulled again.
        rank: Its place in the log of an earlier epoch, the order of giving it back.
        doubted: Whether it lay aside there because its computer was shown out: given back, it is no better.
    """

    __tablename__ = "tail"
    __table_args__ = (Index("ix_tail_seq", "stream", "seq"),)

    cs_id: Mapped[str] = mapped_column(primary_key=True)
    stream: Mapped[str]
    seq: Mapped[int | None]
    rank: Mapped[int | None]
    device: Mapped[str]
    incarnation: Mapped[str]
    cs_no: Mapped[int]
    change_set: Mapped[str]
    doubted: Mapped[bool] = mapped_column(server_default="0")


class ConflictRow(Row):
    """One conflict of the town as pulled; open until a named person has settled it."""

    __tablename__ = "conflicts"
    __table_args__ = (Index("ix_conflicts_record", "record_id"), Index("ix_conflicts_open", "closed_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    stream: Mapped[str]
    seq: Mapped[int]
    cs_id: Mapped[str]
    coll: Mapped[str]
    record_id: Mapped[str]
    kind: Mapped[str]
    urgent: Mapped[bool]
    told: Mapped[str]
    closed_by: Mapped[str | None]
    closed_at: Mapped[str | None]
    closed_cs: Mapped[str | None]


class LeaseRow(Row):
    """One document number lent to this computer: free to take, or taken.

    Attributes:
        request: What it was lent on; giving it up ends that loan and no later one.
    """

    __tablename__ = "leases"

    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    incarnation: Mapped[str]
    used: Mapped[bool]
    request: Mapped[str] = mapped_column(server_default="")


class LeaseRequestRow(Row):
    """A request for numbers of one series, kept before it is sent, so that it can be repeated."""

    __tablename__ = "lease_requests"

    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    request: Mapped[str | None]
    count: Mapped[int]


class StreamRow(Row):
    """How far one stream of the server was pulled.

    Attributes:
        digest: Sums of 256 buckets over everything in the stream's images, eight bytes each.
        records: How many living images the stream has.
        rebuilding: Whether images are gathered afresh after a recovery; what is shown follows at the end.
        stopped: Why pulling stands still until a person decides; empty when it does not.
        allowed: Whether a person allowed what it was stopped for.
    """

    __tablename__ = "sync_streams"

    name: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str]
    digest: Mapped[bytes]
    records: Mapped[int]
    rebuilding: Mapped[bool]
    stopped: Mapped[str]
    allowed: Mapped[bool]


class LinkRow(Row):
    """The one server this store belongs to; no row before enrolment.

    Attributes:
        recovering: The epoch whose roll call this computer must answer before anything else.
        release_due: Whether numbers of earlier incarnations must be given up first.
        skew: How far this computer's clock is ahead of the server's, in milliseconds.
        layout: The stamp of the program by which the images were last read as a whole.
        laying: How far they were read anew by another program, as JSON; empty when they are not.
    """

    __tablename__ = "sync_link"

    server: Mapped[str] = mapped_column(primary_key=True)
    town: Mapped[str]
    epoch: Mapped[str]
    recovering: Mapped[str | None]
    release_due: Mapped[bool]
    revoked: Mapped[bool]
    skew: Mapped[int]
    contact_at: Mapped[str | None]
    layout: Mapped[str] = mapped_column(server_default="")
    laying: Mapped[str] = mapped_column(server_default="")


class SyncLogRow(Row):
    """One line of what the exchange did, for the sync centre; old lines are let go."""

    __tablename__ = "sync_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    code: Mapped[str]
    detail: Mapped[str]
