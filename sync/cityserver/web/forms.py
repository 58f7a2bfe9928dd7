"""What each word of the exchange asks for, as the published description shows it and as it is checked."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

_WHOLE = 2**53 - 1
Name = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,200}$")]
"""An id, a hash, a name: one line, no control characters."""
Mark = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{0,200}$")]
"""The same, but it may be empty."""
Count = Annotated[int, Field(ge=0, le=_WHOLE)]
Year = Annotated[int, Field(ge=1900, le=9999)]
Number = Annotated[int, Field(ge=1, le=_WHOLE)]


class Form(BaseModel):
    """Strict about what it knows; what it does not know is left to newer programs."""

    model_config = ConfigDict(strict=True, extra="allow")


class Cursor(Form):
    """How far a desk has read a stream (读取位置)."""

    seq: Count
    hash: Mark


class Hello(Form):
    """问候: what a desk says of itself."""

    incarnation: Name
    app: Mark
    schema_range: Annotated[list[Count], Field(alias="schema", min_length=2, max_length=2)]
    cursors: dict[str, Cursor]
    epoch: Mark | None
    at: Mark | None
    waiting: Count
    conflicts: Count
    skew: Annotated[float, Field(ge=-_WHOLE, le=_WHOLE)] | None


class Operation(Form):
    """One operation of a change set (操作); one that takes work back names no record."""

    op: Name
    coll: Mark
    id: Mark
    town: Mark
    sv: Count
    set: dict[str, Any] = {}
    old: dict[str, Any] = {}


class ChangeSet(Form):
    """One local transaction (变更集), signed by its computer; without its signature it is kept aside."""

    device: Name
    incarnation: Name
    cs_no: Number
    cs_id: Name
    town: Name
    user: Name
    at: Name
    sv: Count
    hash: Name
    sig: Mark
    ops: list[Operation]


class Push(Form):
    """上传: change sets in the order of their numbers."""

    incarnation: Name
    epoch: Mark | None
    changesets: Annotated[list[ChangeSet], Field(max_length=1000)]
    cursor: Cursor | None = None


class Changes(Form):
    """下载: the log of a stream after a position."""

    stream: Name
    after: Count
    hash: Mark
    upto: Count | None
    limit: Annotated[int, Field(ge=1, le=2000)]
    epoch: Mark | None


class Lease(Form):
    """领取文号: a block of numbers; the same request gets the same numbers."""

    request: Name
    incarnation: Name
    epoch: Mark | None
    series: Name
    year: Year
    count: Annotated[int, Field(ge=1, le=50)]
    cursor: Cursor | None = None


class DocumentNumber(Form):
    """文号."""

    series: Name
    year: Year
    n: Number


class LentNumber(DocumentNumber):
    """文号 in hand: with the request that brought it; desktops before loans had names leave it out."""

    loan: Mark | None = None


class Release(Form):
    """退回文号: numbers given back, and the leases of earlier incarnations ended."""

    incarnation: Name
    epoch: Mark | None
    numbers: Annotated[list[LentNumber], Field(max_length=1000)]
    reason: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]


class Numbers(Form):
    """Numbers a desk holds and has used (文号情况)."""

    leased: Annotated[list[LentNumber], Field(max_length=10000)]
    used: Annotated[list[DocumentNumber], Field(max_length=100000)]


class Recover(Form):
    """恢复: one part of what a desk keeps, after the server was restored."""

    answers: Mark
    incarnation: Name
    part: Count
    done: bool
    numbers: Numbers
    changesets: Annotated[list[ChangeSet], Field(max_length=1000)]
    doubted: Annotated[list[Name], Field(max_length=1000)] = []


class Digest(Form):
    """核对: sums over a stream at a position."""

    stream: Name
    seq: Count
    epoch: Mark | None


class Bucket(Form):
    """核对明细: the records of one sum."""

    stream: Name
    bucket: Annotated[int, Field(ge=0, le=255)]
    epoch: Mark | None


FORMS: dict[str, type[Form]] = {
    "hello": Hello,
    "push": Push,
    "changes": Changes,
    "lease": Lease,
    "release": Release,
    "recover": Recover,
    "digest": Digest,
    "bucket": Bucket,
}
"""Word → what it asks for."""
