"""同步包 (bundle): the form of a ``*.lsb`` file, what can be wrong with it, what it needs from outside.

A file is: mark, length of the header, header, secret stream, end mark, signature. The header can be read
by anybody; the rest only by the recipient. The signature is over the header and the hash of the stream.
"""

from __future__ import annotations

import struct
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from json import JSONDecodeError, loads
from typing import IO, TYPE_CHECKING, Any, Protocol

from sync.protocol.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.protocol.sodium import Sodium

MARK = b"\x89LSB\r\n\x1a\n"
"""Begins every bundle; a copy made as text damages it visibly."""
END_MARK = b"\nLSB-END"
"""Stands before the signature; where it is missing the file was cut."""
VERSION = 1
ALGORITHM = "x25519+xchacha20poly1305-stream+ed25519+zstd"
"""Named in every header, so that the office's own algorithms can take its place one day."""
PLAIN_CHUNK = 64 * 1024
LONGEST_HEADER = 64 * 1024
LONGEST_LINE = 64 * 1024 * 1024
"""Room for the row of the largest change set the network would carry (16 MiB), with what it did."""
SIGNATURE = 64
TRAILER = len(END_MARK) + SIGNATURE
FAT32 = 39 * 1024**3 // 10
"""3.9 GiB: the most a file on a FAT32 stick may comfortably hold."""
ENDING = ".lsb"

_LENGTH = struct.Struct(">I")


class BundleFault(StrEnum):
    """What can be wrong with a bundle; every one is harmless and named."""

    NOT_A_BUNDLE = "bundle.not_one"
    UNREADABLE = "bundle.unreadable"
    NEWER = "bundle.newer"
    CUT = "bundle.cut"
    ALTERED = "bundle.altered"
    OTHER_TOWN = "bundle.other_town"
    OTHER_RECIPIENT = "bundle.other_recipient"
    UNKNOWN_SENDER = "bundle.unknown_sender"
    PART_MISSING = "bundle.part_missing"
    OTHER_PART = "bundle.other_part"
    OUTDATED = "bundle.outdated"
    NOT_WRITTEN = "bundle.not_written"


WORDS: Mapping[BundleFault, tuple[str, str]] = {
    BundleFault.NOT_A_BUNDLE: ("这个文件不是同步包。", "请选择扩展名为 .lsb 的文件。"),
    BundleFault.UNREADABLE: ("同步包不能读取。", "请检查U盘，或者重新导出。"),
    BundleFault.NEWER: ("同步包由更新版本的程序生成。", "请先升级本程序，再导入。"),
    BundleFault.CUT: ("同步包不完整，文件被截断。", "请重新复制；写入U盘后请先安全弹出再拔出。"),
    BundleFault.ALTERED: ("同步包的内容与签名不符，可能已损坏或被改动。", "没有导入任何内容；请重新导出。"),
    BundleFault.OTHER_TOWN: ("这是其他镇街的同步包。", "没有导入任何内容；请核对U盘。"),
    BundleFault.OTHER_RECIPIENT: ("这个同步包不是给这里的。", "没有导入任何内容；请核对收件方。"),
    BundleFault.UNKNOWN_SENDER: ("不认识这个同步包的发出方。", "请确认发出的电脑已在本市平台登记入网。"),
    BundleFault.PART_MISSING: ("同步包缺少后面的分卷。", "请将同一同步包的所有分卷放在同一个文件夹。"),
    BundleFault.OTHER_PART: (
        "文件夹中的分卷属于另一个同步包。",
        "请将同一同步包的所有分卷放在同一个文件夹。",
    ),
    BundleFault.OUTDATED: ("这个同步包是平台恢复数据之前的，已过时。", "没有导入任何内容；请重新导出一个。"),
    BundleFault.NOT_WRITTEN: ("同步包没有写成。", "请检查U盘的剩余空间和写保护，再重新导出。"),
}
"""What is said about each fault, and what to do."""


class BundleError(Exception):
    """A bundle that is not taken, with its fault; nothing of it was applied."""

    def __init__(self, fault: BundleFault) -> None:
        super().__init__(fault)
        self.fault = fault


class Source(Protocol):
    """A file that is read."""

    def read(self, size: int = ..., /) -> bytes:
        """Return up to ``size`` bytes; none at the end."""

    def seek(self, offset: int, whence: int = ..., /) -> int:
        """Go to a place."""

    def tell(self) -> int:
        """Return the place."""


class Packer(Protocol):
    """Packs bytes as a stream."""

    def compress(self, data: bytes, /) -> bytes:
        """Take bytes in; return what is ready."""

    def flush(self, mode: int = ..., /) -> bytes:
        """Return all that is held back; mode 1 ends a block, mode 0 the stream."""


class Unpacker(Protocol):
    """Unpacks a stream."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` unpacked bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class Craft:
    """The crafts a bundle needs: sealing and packing.

    Attributes:
        damaged: What the two raise on bytes that are not theirs.
    """

    sodium: Sodium
    packer: Callable[[], Packer]
    unpacker: Callable[[IO[bytes]], Unpacker]
    damaged: tuple[type[Exception], ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What everybody may read of a bundle.

    Attributes:
        sender: Device, or identity of the server, whose signature it carries.
        recipient: The one of the two that can open it.
        bundle_no: Counted by the sender.
        ranges: Which change sets and which part of the log it carries.
        key: The key of its stream, sealed to the recipient, in hex.
        id: Drawn at random; tells its parts from those of another bundle.
    """

    town: str
    sender: str
    recipient: str
    bundle_no: int
    made_at: str
    ranges: Mapping[str, Any]
    id: str = ""
    part: int = 1
    key: str = ""
    version: int = VERSION
    alg: str = ALGORITHM

    def with_key(self, part: int, key: bytes) -> Header:
        """Return the header of one part with its sealed key."""
        return replace(self, part=part, key=key.hex())

    def written(self) -> bytes:
        """Return mark, length and header as bytes."""
        text = canonical(asdict(self)).encode()
        return MARK + _LENGTH.pack(len(text)) + text


_TEXTS = ("town", "sender", "recipient", "made_at", "id", "key", "alg")
_NUMBERS = ("bundle_no", "part", "version")


def read_header(file: Source) -> tuple[Header, bytes]:
    """Return the header at the beginning of a file and its bytes; nothing of it is proven yet."""
    lead = file.read(len(MARK) + _LENGTH.size)
    if lead[: len(MARK)] != MARK:
        raise BundleError(BundleFault.NOT_A_BUNDLE)
    if len(lead) < len(MARK) + _LENGTH.size:
        raise BundleError(BundleFault.CUT)
    (length,) = _LENGTH.unpack(lead[len(MARK) :])
    if length > LONGEST_HEADER:
        raise BundleError(BundleFault.ALTERED)
    text = file.read(length)
    if len(text) < length:
        raise BundleError(BundleFault.CUT)
    return _header(text), lead + text


def _header(text: bytes) -> Header:
    try:
        told = loads(text)
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise BundleError(BundleFault.ALTERED) from None
    if isinstance(told, dict) and isinstance(told.get("version"), int) and told["version"] > VERSION:
        raise BundleError(BundleFault.NEWER)
    if not _whole(told):
        raise BundleError(BundleFault.ALTERED)
    if told["alg"] != ALGORITHM:
        raise BundleError(BundleFault.NEWER)
    return Header(**told)


def _whole(told: object) -> bool:
    return (
        isinstance(told, dict)
        and told.keys() == Header.__dataclass_fields__.keys()
        and all(isinstance(told[name], str) for name in _TEXTS)
        and all(type(told[name]) is int and told[name] > 0 for name in _NUMBERS)
        and isinstance(told["ranges"], dict)
    )


def signed_text(header: bytes, stream_hash: bytes) -> bytes:
    """Return what the sender signs."""
    return b"chengzhi bundle 1\n" + sha256(header).digest() + stream_hash
