"""What each word of the exchange is answered with, as the published description shows it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """An answer: newer servers may add to it."""

    model_config = ConfigDict(extra="allow")


class Refused(Shape):
    """Why a request was not done (拒绝)."""

    code: str
    message: str = ""
    hint: str = ""
    retry_after: float | None = None


class Position(Shape):
    """A place in a log (位置)."""

    seq: int
    hash: str


class HelloAnswer(Shape):
    """问候的回答: who the server is and what it allows."""

    server: str
    epoch: str
    state: str
    schema_range: list[int] = Field(alias="schema")
    limits: dict[str, int]
    poll: float
    backed: dict[str, int]
    revoked: bool
    now: str
    notices: list[Any]


class PushOutcome(Shape):
    """What became of one change set (处理结果)."""

    cs_no: int
    cs_id: str
    outcome: str
    seq: int
    reason: str | None
    versions: dict[str, int]
    conflicts: list[str]


class PushAnswer(Shape):
    """上传的回答."""

    outcomes: list[PushOutcome]
    head: Position
    backed: dict[str, int]
    backed_seq: int


class LogRow(Shape):
    """One change set in the log of a stream (日志行)."""

    seq: int
    cs: dict[str, Any]
    outcome: str
    reason: str | None
    effects: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]
    closed: list[dict[str, Any]]
    hash: str
    received_at: str


class ChangesAnswer(Shape):
    """下载的回答: rows of the log, cut between change sets."""

    rows: list[LogRow]
    upto: int
    head: Position
    more: bool
    backed_seq: int


class LeaseAnswer(Shape):
    """领取文号的回答."""

    numbers: list[int]


class ReleaseAnswer(Shape):
    """退回文号的回答."""


class RecoverAnswer(Shape):
    """恢复的回答."""

    state: str


class DigestAnswer(Shape):
    """核对的回答: 256 sums."""

    seq: int
    buckets: list[int]


class BucketAnswer(Shape):
    """核对明细的回答."""

    seq: int
    records: list[dict[str, Any]]


class Grant(Shape):
    """离线使用期限, signed by the server."""

    issued: str
    until: str
    signature: str


class Issued(Shape):
    """访问令牌: how long it holds, and the grant."""

    token: str
    ends: str
    grant: Grant | None


class Enrolled(Issued):
    """登记入网的回答."""

    device: str
    town: str
    town_name: str
    server: str
    server_key: str


class Challenge(Shape):
    """待签内容."""

    challenge: str


ANSWERS: dict[str, type[Shape]] = {
    "hello": HelloAnswer,
    "push": PushAnswer,
    "changes": ChangesAnswer,
    "lease": LeaseAnswer,
    "release": ReleaseAnswer,
    "recover": RecoverAnswer,
    "digest": DigestAnswer,
    "bucket": BucketAnswer,
}
"""Word → what it is answered with."""
