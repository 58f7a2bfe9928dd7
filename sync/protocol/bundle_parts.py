"""A whole bundle (整个同步包): all its parts found, proven and opened before anything of it is used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sync.protocol.bundle_format import BundleError, BundleFault, Craft, Header
from sync.protocol.bundle_reading import header_of, lines, verify
from sync.protocol.bundle_watch import Watched, unwatched
from sync.protocol.bundle_writing import part_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sync.protocol.bundle_watch import Seen

END = "end"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who opens bundles here.

    Attributes:
        name: What a bundle for here names as its recipient.
        town: The only town served here; empty where all are.
        seed: Seed of the own keys.
        key_of: The public key of a sender, of a town, or ``None`` for an unknown one.
    """

    name: str
    town: str
    seed: bytes
    key_of: Callable[[str, str], bytes | None]


@dataclass(frozen=True, slots=True)
class Proven:
    """A bundle that is whole and signed: what an operator is shown before it is used."""

    header: Header
    parts: tuple[Path, ...]
    counts: Mapping[str, int]


def prove(path: Path, desk: Desk, craft: Craft, seen: Seen = unwatched) -> Proven:
    """Read a bundle from its first to its last part, each twice, and use nothing of it.

    Raises:
        BundleError: It is damaged, incomplete, or not meant for here; the fault says which.
    """
    first = header_of(path)
    if first.part != 1:
        raise BundleError(BundleFault.OTHER_PART)
    parts: list[Path] = []
    counts: Counter[str] = Counter()
    more = True
    while more:
        parts.append(part_path(path, len(parts) + 1))
        header, found, more = _read(parts[-1], desk, craft, seen)
        if (header.part, header.id) != (len(parts), first.id):
            raise BundleError(BundleFault.OTHER_PART)
        counts += found
    return Proven(first, tuple(parts), dict(counts))


def lines_of(proven: Proven, desk: Desk, craft: Craft, seen: Seen = unwatched) -> Iterator[Mapping[str, Any]]:
    """Yield the lines of every part in order."""
    for part in proven.parts:
        try:
            with part.open("rb") as file:
                found = lines(Watched(file, seen), desk.seed, craft)
                yield from (each for each in found if each["kind"] != END)
        except OSError as error:
            raise BundleError(BundleFault.UNREADABLE) from error


def _read(part: Path, desk: Desk, craft: Craft, seen: Seen) -> tuple[Header, Counter[str], bool]:
    """Return the header of one part, its lines by kind, and whether another part follows."""
    try:
        there = part.is_file()
    except OSError as error:
        raise BundleError(BundleFault.UNREADABLE) from error
    if not there:
        raise BundleError(BundleFault.PART_MISSING)
    sender = _key(header_of(part), desk)
    kinds: list[str] = []
    more: object = None
    try:
        with part.open("rb") as file:
            watched = Watched(file, seen)
            header = verify(watched, sender, craft)
            watched.seek(0)
            for line in lines(watched, desk.seed, craft):
                kinds.append(line["kind"])
                more = line.get("more")
    except OSError as error:
        raise BundleError(BundleFault.UNREADABLE) from error
    if not isinstance(more, bool) or kinds[-1] != END or kinds.count(END) > 1:
        raise BundleError(BundleFault.UNREADABLE)
    return header, Counter(kinds[:-1]), more


def _key(header: Header, desk: Desk) -> bytes:
    """Return the key the sender must have signed with; a bundle for others is named before it is hashed."""
    if desk.town and header.town != desk.town:
        raise BundleError(BundleFault.OTHER_TOWN)
    if header.recipient != desk.name:
        raise BundleError(BundleFault.OTHER_RECIPIENT)
    key = desk.key_of(header.town, header.sender)
    if key is None:
        raise BundleError(BundleFault.UNKNOWN_SENDER)
    return key
