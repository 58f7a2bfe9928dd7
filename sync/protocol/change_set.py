"""A change set (变更集): what one local transaction changed, numbered, hashed and signed by its device."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sync.protocol.canonical import canonical, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TEXTS = ("device", "incarnation", "cs_id", "town", "user", "at", "hash", "sig")
_NUMBERS = ("cs_no", "sv")
_LONGEST_TEXT = 200
_NUMBER_LIMIT = 2**53


class UnreadableChangeSetError(ValueError):
    """A change set whose head cannot be read, or whose hash does not fit what it holds."""


@dataclass(frozen=True)
class ChangeSet:
    """One change set as it travels.

    Attributes:
        incarnation: Which life of the device's database numbered it.
        cs_no: 1, 2, 3 … within the incarnation.
        at: Moment of the device's clock, for display only; no clock decides anything.
        sv: Outer form of the change set.
        hash: Over everything but device, incarnation and number, so that a new number keeps it.
        sig: Signature of the device over hash, id and number.
    """

    device: str
    incarnation: str
    cs_no: int
    cs_id: str
    town: str
    user: str
    at: str
    sv: int
    ops: tuple[Mapping[str, Any], ...]
    hash: str
    sig: str

    @classmethod
    def from_wire(cls, sent: Any) -> ChangeSet:
        """Read a change set and hold its content against its hash."""
        if not _readable(sent):
            msg = "the head of a change set is not whole"
            raise UnreadableChangeSetError(msg)
        ops = tuple(sent["ops"])
        read = cls(**{name: sent[name] for name in (*_TEXTS, *_NUMBERS)}, ops=ops)
        if not _fits_hash(read):
            msg = "a change set does not fit its hash"
            raise UnreadableChangeSetError(msg)
        return read

    @cached_property
    def ops_text(self) -> str:
        """The operations in canonical form, written once."""
        return canonical(list(self.ops))

    @cached_property
    def content_hash(self) -> str:
        """The hash that belongs to the content."""
        at, cs_id, town, user = map(canonical, (self.at, self.cs_id, self.town, self.user))
        return digest_of(
            f'{{"at":{at},"cs_id":{cs_id},"ops":{self.ops_text},"sv":{self.sv},"town":{town},"user":{user}}}'
        )

    @cached_property
    def text(self) -> str:
        """The whole change set in canonical form."""
        at, cs_id, device, town, user = map(
            canonical, (self.at, self.cs_id, self.device, self.town, self.user)
        )
        incarnation, sig, of = map(canonical, (self.incarnation, self.sig, self.hash))
        return (
            f'{{"at":{at},"cs_id":{cs_id},"cs_no":{self.cs_no},"device":{device},"hash":{of},'
            f'"incarnation":{incarnation},"ops":{self.ops_text},"sig":{sig},"sv":{self.sv},'
            f'"town":{town},"user":{user}}}'
        )

    @property
    def signed_text(self) -> str:
        """What the device signs."""
        return canonical(
            {name: getattr(self, name) for name in ("cs_id", "cs_no", "device", "hash", "incarnation")}
        )

    def to_wire(self) -> dict[str, Any]:
        """Return the change set as JSON knows it."""
        return {name: getattr(self, name) for name in (*_TEXTS, *_NUMBERS)} | {"ops": list(self.ops)}

    def hashed(self) -> ChangeSet:
        """Return the change set with the hash of its content."""
        return replace(self, hash=self.content_hash)

    def numbered(self, incarnation: str, cs_no: int) -> ChangeSet:
        """Return the change set under a new number; its hash stays, its signature must be made again."""
        return replace(self, incarnation=incarnation, cs_no=cs_no, sig="")

    def signed(self, sign: Callable[[bytes], str]) -> ChangeSet:
        """Return the change set with its device's signature."""
        return replace(self, sig=sign(self.signed_text.encode()))


def _fits_hash(read: ChangeSet) -> bool:
    """Tell whether content and hash agree; a lone surrogate or a number JSON lacks has no hash at all."""
    try:
        return read.hash == read.content_hash
    except ValueError:
        return False


def _readable(sent: Any) -> bool:
    return (
        isinstance(sent, dict)
        and all(isinstance(sent.get(name), str) and len(sent[name]) <= _LONGEST_TEXT for name in _TEXTS)
        and all(type(sent.get(name)) is int and 0 < sent[name] < _NUMBER_LIMIT for name in _NUMBERS)
        and isinstance(sent.get("ops"), list)
    )
