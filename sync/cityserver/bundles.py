"""Bundles at the city (平台同步包): requests from a stick are answered as those of the network are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from sync.cityserver.blob_errors import BlobError, WrongOffsetError
from sync.cityserver.blobs import Asked, Blobs, Owner
from sync.protocol.bundle_format import FAT32, BundleError, BundleFault, Craft, Header
from sync.protocol.bundle_lines import (
    CHUNK,
    CHUNK_BYTES,
    FILE,
    GRANT,
    KEPT,
    REQUEST,
    WANTED,
    answer_line,
    chunk_line,
    read_chunk,
)
from sync.protocol.bundle_parts import Desk, Proven, lines_of, prove
from sync.protocol.bundle_writing import BundleWriter
from sync.protocol.canonical import canonical
from sync.protocol.chain import START
from sync.protocol.messages import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sync.cityserver.blobs_http import Caller
    from sync.protocol.messages import Answer

    Answering = Callable[[str, Caller, Mapping[str, Any]], Answer]

LONGEST_PAGE = 6 * 1024 * 1024
_DONE = 200


@dataclass(frozen=True, slots=True)
class Server:
    """What of the server a bundle needs.

    Attributes:
        name: The server's identity.
        seed: Seed of its key.
        answer: Answers one word of the protocol, as for the network.
        caller: The enrolled computer of a town and name, revoked or not; ``None`` for a stranger.
        key_of: Its public key.
        grant: A leave to work on without a line for a computer; ``None`` for one shown out.
    """

    name: str
    seed: bytes
    answer: Answering
    caller: Callable[[str, str], Caller | None]
    key_of: Callable[[str, str], bytes | None]
    blobs: Blobs
    now: Callable[[], datetime]
    grant: Callable[[Caller], Mapping[str, object] | None]


@dataclass(slots=True)
class Report:
    """What a bundle did here, for the administrator (导入报告)."""

    change_sets: int = 0
    fresh: int = 0
    files: int = 0
    refused_files: int = 0
    returned: tuple[Path, ...] = ()


class BundleOffice:
    """平台U盘台: looks at bundles, takes them, and writes the bundle that goes back."""

    def __init__(self, server: Server, craft: Craft) -> None:
        self._server = server
        self._craft = craft
        self._desk = Desk(server.name, "", server.seed, server.key_of)

    def look(self, path: Path) -> Proven:
        """Return what a bundle holds and take nothing of it, or raise ``BundleError``."""
        return prove(path, self._desk, self._craft)

    def take(self, path: Path, back: Path, limit: int = FAT32) -> Report:
        """Take a bundle and write the one that goes back; taken again it is only answered again.

        Raises:
            BundleError: It is damaged, incomplete or not for here; or the way back could not be written.
        """
        proven = self.look(path)
        asked = proven.header
        caller = self._server.caller(asked.town, asked.sender)
        key = self._server.key_of(asked.town, asked.sender)
        if caller is None or key is None:
            raise BundleError(BundleFault.UNKNOWN_SENDER)
        told = {"answers": asked.bundle_no, "epoch": asked.ranges.get("epoch", "")}
        now = self._server.now()
        header = Header(
            asked.town, self._server.name, asked.sender, int(now.timestamp()), now.isoformat(), told
        )
        visit = _Visit(self._server, caller, asked.id)
        grant = self._server.grant(caller)
        with BundleWriter(back, header, self._craft, (self._server.seed, key), limit) as bundle:
            if grant is not None:
                bundle.add({"kind": GRANT, "grant": grant})
            for line in lines_of(proven, self._desk, self._craft):
                for answer in visit.answers(line):
                    bundle.add(answer)
            visit.report.returned = bundle.finish()
        return visit.report


class _Visit:
    """One bundle being taken."""

    def __init__(self, server: Server, caller: Caller, bundle: str) -> None:
        self._server = server
        self._caller = caller
        self._owner = Owner(caller.town, caller.device)
        self._bundle = bundle
        self._coming: dict[str, str] = {}
        self.report = Report()

    def answers(self, line: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield what goes back for one line."""
        kind = line["kind"]
        if kind == REQUEST:
            yield from self._asked(str(line["word"]), line["request"])
        elif kind == FILE:
            yield from self._announced(line)
        elif kind == CHUNK:
            yield from self._piece(*read_chunk(line))
        elif kind == WANTED and not self._caller.revoked:
            yield from self._sent(str(line["sha256"]), int(line["begun"]))

    def _asked(self, word: str, request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        if word == Word.CHANGES:
            yield from self._pages(request)
            return
        if word not in set(Word):
            raise BundleError(BundleFault.UNREADABLE)
        end = self._end_of_log(request["epoch"]) if word == Word.PUSH else 0
        answer = self._server.answer(word, self._caller, request)
        if word == Word.PUSH:
            self._count(answer.read(), end)
        yield answer_line(word, request, answer)

    def _pages(self, request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield every page of a stream as it stood at the first one; none longer than a line may be."""
        more = True
        while more:
            answer = self._server.answer(Word.CHANGES, self._caller, request)
            body = answer.read()
            if len(canonical(body)) > LONGEST_PAGE and request["limit"] > 1:
                request = {**request, "limit": max(1, request["limit"] // 4)}
                continue
            yield answer_line(Word.CHANGES, request, answer)
            more = answer.status == _DONE and bool(body["more"]) and bool(body["rows"])
            if more:
                last = body["rows"][-1]
                request = {**request, "after": last["seq"], "hash": last["hash"], "upto": body["upto"]}

    def _end_of_log(self, epoch: str) -> int:
        """Return where the town's log stood before this bundle added to it."""
        first = {"after": 0, "hash": START, "upto": None, "limit": 1, "epoch": epoch}
        look = {"stream": self._owner.town, **first}
        body = self._server.answer(Word.CHANGES, self._caller, look).read()
        return int(body.get("head", 0))

    def _count(self, body: Mapping[str, Any], end: int) -> None:
        """Count what came, and what of it nobody had seen before."""
        outcomes = body.get("outcomes", ())
        self.report.change_sets += len(outcomes)
        self.report.fresh += sum(1 for each in outcomes if each["seq"] > end)

    def _announced(self, line: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        digest, size = str(line["sha256"]), int(line["size"])
        upload = str(uuid5(NAMESPACE_OID, f"{self._bundle}/{self._owner.device}/{digest}"))
        self._coming[digest] = upload
        try:
            standing = self._server.blobs.announce(self._owner, Asked(digest, size, upload))
        except BlobError as error:
            yield self._refused(digest, error)
            return
        if standing.complete:
            yield self._kept(digest)

    def _piece(self, digest: str, at: int, data: bytes) -> Iterator[dict[str, Any]]:
        upload, blobs = self._coming.get(digest), self._server.blobs
        if upload is None:
            return
        try:
            with blobs.writing(self._owner, upload, at) as writer:
                writer.add(data)
                writer.keep()
            standing = blobs.settle(self._owner, upload, None)
        except WrongOffsetError:
            return  # these bytes are there already
        except BlobError as error:
            yield self._refused(digest, error)
            return
        if standing.complete:
            yield self._kept(digest)

    def _sent(self, digest: str, begun: int) -> Iterator[dict[str, Any]]:
        try:
            row, path = self._server.blobs.file(self._owner.town, digest)
        except BlobError:
            return
        yield {"kind": FILE, "sha256": digest, "size": row.size}
        with path.open("rb") as file:
            file.seek(begun)
            at = begun
            while data := file.read(CHUNK_BYTES):
                yield chunk_line(digest, at, data)
                at += len(data)

    def _kept(self, digest: str) -> dict[str, Any]:
        self._coming.pop(digest, None)
        self.report.files += 1
        return {"kind": KEPT, "sha256": digest}

    def _refused(self, digest: str, error: BlobError) -> dict[str, Any]:
        self._coming.pop(digest, None)
        self.report.refused_files += 1
        return {"kind": KEPT, "sha256": digest, "refused": error.code}
