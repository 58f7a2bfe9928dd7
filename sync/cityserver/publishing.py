"""Giving out (下发): a file of lists is held against what every town has, and the rest is published."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from json import loads
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sync.cityserver.clock import shown
from sync.cityserver.errors import CityError
from sync.cityserver.scope import CITY, looking
from sync.cityserver.tables import rec
from sync.protocol import declarations
from sync.protocol.canonical import canonical
from sync.protocol.messages import Outcome
from sync.protocol.publication import KINDS, WORDS, PublicationError, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from sync.cityserver.web.platform import Platform
    from sync.protocol.publication import Entry, Publication

GIVEN_OUT = "下发"
_MOST, _MOST_SIGNS = 200, 500_000
"""Records and signs of one part at most; a single record may be longer."""


class PublicationRefusedError(CityError):
    """A file is none that can be given out."""

    status = 422

    def __init__(self, error: PublicationError) -> None:
        message, hint = WORDS[error.fault]
        super().__init__(message)
        self.hint, self.code = hint, error.fault.value


class NoFileError(CityError):
    """A file is not where it was said to be, or cannot be read."""

    status = 404
    code = "no_file"
    hint = "请核对路径，并确认运行平台的账户可以读取它。"

    def __init__(self, path: Path) -> None:
        super().__init__(f"读不到文件 {path}。")


class NotGivenOutError(CityError):
    """A part of a file could not take effect; the parts before it did."""

    status = 409
    code = "not_given_out"
    hint = "前面的内容已经下发；请用本程序重新导出下发文件，再下发一次。"

    def __init__(self, reason: str) -> None:
        super().__init__(f"下发文件中有一部分没有生效（{reason}）。")


@dataclass(frozen=True, slots=True)
class Plan:
    """What giving a file out will do (下发预览).

    Attributes:
        ops: Operations of the wire, in the order of the file.
        same: How many records every town has like this already.
    """

    publication: Publication
    ops: tuple[Mapping[str, Any], ...]
    same: int
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    @property
    def made_at(self) -> str:
        """When the file was made, as people read it in Beijing; what is no moment stays as it is written."""
        try:
            return shown(self.publication.made_at)
        except (ValueError, OverflowError):
            return self.publication.made_at

    @property
    def words(self) -> str:
        """One Chinese sentence with every count."""
        told = [
            f"{KINDS[kind]}：新增{self.added[kind]}项，更改{self.changed[kind]}项"
            for kind in KINDS
            if self.added[kind] or self.changed[kind]
        ]
        return f"{'；'.join([*told, f'未变{self.same}项'])}。"


def opened(content: bytes) -> Publication:
    """Return what a file gives out, or refuse it with words."""
    try:
        return read(content.decode("utf-8-sig", "replace"))
    except PublicationError as error:
        raise PublicationRefusedError(error) from error


def opened_file(path: Path) -> Publication:
    """Return what the file of a path gives out, or refuse it with words."""
    try:
        return opened(path.read_bytes())
    except OSError as error:
        raise NoFileError(path) from error


def planned(platform: Platform, publication: Publication) -> Plan:
    """Hold a file against what was given out before."""
    with looking(platform.engine, CITY) as connection:
        return _plan(connection, publication)


def give_out(platform: Platform, publication: Publication, by: str) -> Plan:
    """Publish what a file brings that is new; doing it again changes nothing.

    Each part is held against what is there while nobody else writes, and what took effect is noted whatever
    comes after it.
    """
    done: list[Plan] = []
    try:
        for part in _parts(publication):
            _give_part(platform, part, by, done)
    finally:
        whole = _together(publication, done)
        if whole.ops:
            made = f"（{publication.made_by}，{whole.made_at}导出）"
            platform.staff.did(by, GIVEN_OUT, f"{whole.words}{made}")
    return whole


def _give_part(platform: Platform, part: Publication, by: str, done: list[Plan]) -> None:
    found: list[Plan] = []

    def differs(connection: Connection) -> Sequence[Mapping[str, Any]]:
        found.append(_plan(connection, part))
        return found[-1].ops

    outcome = platform.core.publish_what(differs, by)
    if outcome is not None and outcome["outcome"] not in (Outcome.APPLIED, Outcome.MERGED):
        raise NotGivenOutError(str(outcome["reason"] or outcome["outcome"]))
    done += found


def _plan(connection: Connection, publication: Publication) -> Plan:
    there = _there(connection)
    added, changed, ops = Counter[str](), Counter[str](), []
    for entry in publication.entries:
        now = there.get((entry.coll, entry.id))
        op = _born(entry) if now is None else _becoming(entry, *now)
        if op is not None:
            ops.append(op)
            (added if now is None else changed)[entry.coll] += 1
    return Plan(publication, tuple(ops), len(publication.entries) - len(ops), added, changed)


def _together(publication: Publication, parts: Sequence[Plan]) -> Plan:
    added, changed = Counter[str](), Counter[str]()
    for each in parts:
        added.update(each.added)
        changed.update(each.changed)
    ops = tuple(op for each in parts for op in each.ops)
    return Plan(publication, ops, sum(each.same for each in parts), added, changed)


def standing(platform: Platform) -> str:
    """Say what every town has from the city."""
    with looking(platform.engine, CITY) as connection:
        there = _there(connection)
    counted = Counter(coll for (coll, _ident), (_fields, deleted) in there.items() if not deleted)
    told = [f"{words}{counted[kind]}项" for kind, words in KINDS.items() if counted[kind]]
    return f"{'，'.join(told)}。" if told else "还没有下发过。"


def _there(connection: Connection) -> dict[tuple[str, str], tuple[dict[str, Any], bool]]:
    """Return the fields of everything given out before, and whether it was deleted."""
    asked = select(rec.c.coll, rec.c.id, rec.c.fields, rec.c.deleted).where(
        rec.c.town == CITY, rec.c.coll.in_(KINDS)
    )
    rows = connection.execute(asked).all()
    return {(coll, ident): (loads(text), bool(deleted)) for coll, ident, text, deleted in rows}


def _born(entry: Entry) -> dict[str, Any]:
    return {"op": "put", **_head(entry), "set": dict(entry.fields)}


def _becoming(entry: Entry, now: Mapping[str, Any], deleted: bool) -> dict[str, Any] | None:  # noqa: FBT001 - a column
    """Return what makes the record that is there the one of the file; nothing where they are alike."""
    declared = declarations()[entry.coll]
    sets = {name: value for name, value in entry.fields.items() if now.get(name) != value}
    if deleted:
        return {"op": "undelete", **_head(entry), "old": dict(now), "set": sets}
    if not sets:
        return None
    old = {each: now[each] for name in sets for each in declared.group(name)}
    return {"op": "patch", **_head(entry), "old": old, "set": sets}


def _head(entry: Entry) -> dict[str, Any]:
    version = declarations()[entry.coll].version
    return {"coll": entry.coll, "id": entry.id, "town": "", "sv": version}


def _parts(publication: Publication) -> Iterator[Publication]:
    """Cut a file into parts, each of which makes one change set that is not long."""
    part: list[Entry] = []
    signs = 0
    for entry in publication.entries:
        length = len(canonical(dict(entry.fields)))
        if part and (len(part) == _MOST or signs + length > _MOST_SIGNS):
            yield replace(publication, entries=tuple(part))
            part, signs = [], 0
        part.append(entry)
        signs += length
    if part:
        yield replace(publication, entries=tuple(part))
