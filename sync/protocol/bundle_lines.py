"""Lines of a bundle (同步包内容): the requests and answers of the network, and files by chunk."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from typing import TYPE_CHECKING, Any

from sync.protocol.bundle_format import BundleError, BundleFault
from sync.protocol.messages import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUEST, ANSWER, FILE, CHUNK, KEPT, WANTED = "request", "answer", "file", "chunk", "kept", "wanted"
GRANT = "grant"
"""A leave to work without a line, signed by the server."""
CHUNK_BYTES = 1 << 20
KINDS = {
    REQUEST: "请求",
    ANSWER: "应答",
    FILE: "附件",
    CHUNK: "附件分段",
    KEPT: "附件回执",
    WANTED: "索取附件",
    GRANT: "离线使用期限",
}
"""What an operator reads for each kind."""


def request_line(word: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request as it would have gone over the network."""
    return {"kind": REQUEST, "word": word, "request": request}


def answer_line(word: str, request: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    """Return the answer to a request, with what of the request tells where it belongs."""
    asked = {name: value for name, value in request.items() if name != "changesets"}
    told = {"status": answer.status, "server": answer.server, "epoch": answer.epoch, "date": answer.date}
    return {"kind": ANSWER, "word": word, "asked": asked, **told, "body": answer.read()}


def read_answer(line: Mapping[str, Any]) -> Answer:
    """Return the answer a line carries."""
    try:
        return Answer(line["status"], line["body"], line["server"], line["epoch"], date=line["date"])
    except KeyError:
        raise BundleError(BundleFault.UNREADABLE) from None


def chunk_line(sha256: str, at: int, data: bytes) -> dict[str, Any]:
    """Return some bytes of a file."""
    return {"kind": CHUNK, "sha256": sha256, "at": at, "data": b64encode(data).decode()}


def read_chunk(line: Mapping[str, Any]) -> tuple[str, int, bytes]:
    """Return the file, the place in it and the bytes a line carries."""
    try:
        return line["sha256"], int(line["at"]), b64decode(line["data"], validate=True)
    except (KeyError, ValueError, TypeError, NotBase64Error):
        raise BundleError(BundleFault.UNREADABLE) from None
