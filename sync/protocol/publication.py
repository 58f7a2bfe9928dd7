"""下发文件 (publication): what the city gives out to all towns, written by a desktop, read by the server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sync.protocol import declarations
from sync.protocol.canonical import canonical
from sync.protocol.operations import prepared
from sync.protocol.refusal import RefusedOperationError

if TYPE_CHECKING:
    from collections.abc import Mapping

EXTENSION = ".czpub"
FORM = "chengzhi.publication"
FORMAT = 1
KINDS: Mapping[str, str] = {"power_item": "权力事项", "setting": "基准、清单和日历"}
"""What can be given out, and what it is called."""
SETTINGS = ("standard.", "exemption.", "hearing_limits", "calendar.")
"""Names, or beginnings of names, of the settings that can be given out."""


class Fault(StrEnum):
    """What is wrong with a file."""

    UNREADABLE = "publication.unreadable"
    NEWER = "publication.newer"
    ODD = "publication.odd"
    TWICE = "publication.twice"


WORDS: Mapping[Fault, tuple[str, str]] = {
    Fault.UNREADABLE: ("这个文件不是下发文件。", "请选择由本程序导出的下发文件。"),
    Fault.NEWER: ("下发文件由更新版本的程序生成。", "请先升级平台，再下发。"),
    Fault.ODD: ("下发文件中有不能下发的内容。", "没有下发任何内容；请用本程序重新导出。"),
    Fault.TWICE: ("下发文件中同一条内容出现两次。", "没有下发任何内容；请用本程序重新导出。"),
}
"""What is said about each fault, and what to do."""


class PublicationError(ValueError):
    """A file that cannot be given out, with its fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of every town (下发内容), with all its fields in the layout of its declaration."""

    coll: str
    id: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Publication:
    """下发文件 (publication): who made it when, and every record that it gives out.

    Attributes:
        made_at: Moment, ISO 8601.
    """

    made_at: str
    made_by: str
    entries: tuple[Entry, ...]


def written(publication: Publication) -> str:
    """Return a publication as the text of its file."""
    records = [
        {"coll": each.coll, "id": each.id, "sv": _version(each.coll), "set": dict(each.fields)}
        for each in publication.entries
    ]
    head = {"form": FORM, "format": FORMAT, "made_at": publication.made_at, "made_by": publication.made_by}
    return canonical({**head, "records": records})


def read(text: str) -> Publication:
    """Return what a file gives out, lifted to today's layouts, or raise ``PublicationError``."""
    body = _body(text)
    entries = tuple(_entry(each) for each in body["records"])
    if len({(each.coll, each.id) for each in entries}) != len(entries):
        raise PublicationError(Fault.TWICE)
    return Publication(body["made_at"], body["made_by"], entries)


def _version(coll: str) -> int:
    return declarations()[coll].version


def _body(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
        # What has no UTF-8 form or is no finite number can be kept nowhere.
        canonical(body).encode()
    except (ValueError, RecursionError):
        raise PublicationError(Fault.UNREADABLE) from None
    if not isinstance(body, dict) or body.get("form") != FORM:
        raise PublicationError(Fault.UNREADABLE)
    if type(body.get("format")) is not int or body["format"] < 1:
        raise PublicationError(Fault.ODD)
    if body["format"] > FORMAT:
        raise PublicationError(Fault.NEWER)
    texts = all(isinstance(body.get(name), str) for name in ("made_at", "made_by"))
    if not texts or not isinstance(body.get("records"), list):
        raise PublicationError(Fault.ODD)
    return body


def _entry(raw: Any) -> Entry:
    if not isinstance(raw, dict) or str(raw.get("coll")) not in KINDS:
        raise PublicationError(Fault.ODD)
    try:
        op = prepared({**raw, "op": "put", "town": ""}, "")
    except RefusedOperationError:
        raise PublicationError(Fault.ODD) from None
    name = op["set"].get("name", "")
    if op["coll"] == "setting" and not name.startswith(SETTINGS):
        raise PublicationError(Fault.ODD)
    return Entry(op["coll"], op["id"], op["set"])
