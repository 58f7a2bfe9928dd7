"""Takes change sets into the log of a town (入账): each durable, none in the way of the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, update

from sync.cityserver import heads
from sync.cityserver.book import Known
from sync.cityserver.drafts import conflict_id, conflict_row, judged, natural_key, only_held
from sync.cityserver.tables import conf, dev, log, op, quar, rec
from sync.protocol import digest
from sync.protocol.canonical import canonical
from sync.protocol.chain import chained_texts
from sync.protocol.messages import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import BindParameter, Insert, Update

    from sync.cityserver.book import Book, Life
    from sync.cityserver.drafts import Draft
    from sync.protocol.change_set import ChangeSet
    from sync.protocol.images import Image

Row = dict[str, Any]
_TOWN: BindParameter[str] = bindparam("of")
_INSERTS: dict[str, Insert] = {each.name: insert(each) for each in (log, rec, dev, op, conf, quar)}
_UPDATES: dict[str, Update] = {
    "rec": update(rec).where(
        rec.c.town == _TOWN, rec.c.coll == bindparam("of_coll"), rec.c.id == bindparam("of_id")
    ),
    "dev": update(dev).where(
        dev.c.town == _TOWN, dev.c.device == bindparam("of_device"), dev.c.incarnation == bindparam("of_life")
    ),
    "conf": update(conf).where(conf.c.town == _TOWN, conf.c.id == bindparam("of_id")),
    "quar": update(quar).where(quar.c.town == _TOWN, quar.c.cs_id == bindparam("of_cs")),
}


@dataclass(slots=True)
class _Pending:
    """Rows to be written at the end."""

    new: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in _INSERTS})
    changed: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in _UPDATES})


class Ledger:
    """Takes change sets over a book; ``flush`` writes what they came to."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._head = book.visit.head
        self._pending = _Pending()
        self._buckets = digest.unpacked(self._head.digest)
        self._touched: dict[tuple[str, str], tuple[str, int]] = {}

    def take(self, cs: ChangeSet, *, revoked: bool = False) -> Row:
        """Take one change set and return its outcome; one that is known already is only counted."""
        known = self._book.known.get(cs.cs_id)
        if known is not None:
            self._count(cs, known.seq)
            return outcome(cs, known, *known.told())
        draft = judged(self._book, cs, revoked=revoked)
        known = self._write(cs, draft)
        self._count(cs, known.seq)
        given = {f"{coll}/{record}": image.version for (coll, record), image in draft.images.items()}
        return outcome(cs, known, given, [conflict_id(cs, each) for each in draft.held])

    def flush(self) -> None:
        """Write everything taken, and where the town stands now."""
        book, connection = self._book, self._book.visit.connection
        self._head.digest = digest.packed(self._buckets)
        self._write_records()
        self._write_lives()
        for name, rows in self._pending.new.items():
            if rows:
                connection.execute(_INSERTS[name], rows)
        for name, rows in self._pending.changed.items():
            if rows:
                connection.execute(_UPDATES[name], rows)
        book.register.flush()
        heads.write_head(connection, self._head)
        self._pending = _Pending()

    def _write(self, cs: ChangeSet, draft: Draft) -> Known:
        seq = self._head.seq + 1
        effects = f"[{','.join(self._effect(image, seq) for image in draft.images.values())}]"
        asked = [conflict_row(cs, each) for each in draft.held]
        closed = self._closed(cs, draft, seq)
        conflicts, closings = (canonical(each) if each else "[]" for each in (asked, closed))
        what = (cs.cs_id, cs.hash, draft.outcome.value)
        self._head.seq = seq
        self._head.hash = chained_texts(self._head.hash, seq, what, (effects, conflicts, closings))
        self._keep(draft)
        self._open(asked, cs, seq)
        if draft.outcome is Outcome.QUARANTINED:
            self._put_aside(cs, draft, seq)
        known = Known(cs.cs_id, seq, draft.outcome.value, draft.reason, effects, conflicts, cs.hash)
        self._log(cs, known, closings)
        self._book.known[cs.cs_id] = known
        return known

    def _log(self, cs: ChangeSet, known: Known, closings: str) -> None:
        row = {
            "town": self._book.town,
            "seq": known.seq,
            "cs_id": cs.cs_id,
            "cs_hash": cs.hash,
            "device": cs.device,
            "incarnation": cs.incarnation,
            "cs_no": cs.cs_no,
            "by_user": cs.user,
            "outcome": known.outcome,
            "reason": known.reason,
            "cs": cs.text,
            "effects": known.effects,
            "conflicts": known.conflicts,
            "closed": closings,
            "hash": self._head.hash,
            "received_at": self._book.now,
        }
        self._pending.new["log"].append(row)

    def _effect(self, image: Image, seq: int) -> str:
        """Let a record stand as it has become and return it as it travels."""
        before = self._book.image((image.coll, image.id))
        if before is not None:
            digest.removed(self._buckets, before)
        digest.added(self._buckets, image)
        self._book.set_image(image)
        fields = canonical(image.fields)
        self._touched[image.coll, image.id] = (fields, seq)
        deleted = "true" if image.deleted else "false"
        return (
            f'{{"coll":{canonical(image.coll)},"deleted":{deleted},"fields":{fields},'
            f'"id":{canonical(image.id)},"version":{image.version}}}'
        )

    def _keep(self, draft: Draft) -> None:
        for line in draft.numbers.values():
            self._book.register.put(line)
        for image in draft.images.values():
            natural = natural_key(image.coll, image.fields)
            if natural is not None:
                self._book.hold((image.coll, natural), None if image.deleted else image.id)

    def _open(self, asked: Iterable[Row], cs: ChangeSet, seq: int) -> None:
        kinds = {each["id"]: each["kind"] for each in asked}
        if kinds:
            self._book.open_conflicts(cs.cs_id).update(kinds)
        for each in asked:
            if self._book.image((each["coll"], each["rec"])) is None:
                self._book.keep_unborn(each["rec"])
            row = {name: each[name] for name in ("id", "cs_id", "coll", "rec", "kind", "urgent")}
            self._pending.new["conf"].append(
                {"town": self._book.town, "seq": seq, "body": canonical(each), **row}
            )

    def _put_aside(self, cs: ChangeSet, draft: Draft, seq: int) -> None:
        touched = canonical(sorted(map(list, self._book.put_aside(cs))))
        row = {"town": self._book.town, "cs_id": cs.cs_id, "seq": seq, "device": cs.device}
        self._pending.new["quar"].append({**row, "reason": draft.reason, "touched": touched})

    def _closed(self, cs: ChangeSet, draft: Draft, seq: int) -> list[Row]:
        """Close what it settles; what only waited for the others of its change set closes with the last."""
        ids = [each for named in draft.closing for each in self._closing(named)]
        said = {"by": cs.user, "at": cs.at, "cs_id": cs.cs_id}
        mark = {"of": self._book.town, "closed_seq": seq, "closed_by": cs.user, "closed_at": cs.at}
        self._pending.changed["conf"] += [{"of_id": each, **mark} for each in ids]
        settled = [each for each in dict.fromkeys(draft.withdrawn) if self._book.settle(each)]
        done = {"of": self._book.town, "settled_seq": seq, "settled_by": cs.user, "settled_at": cs.at}
        self._pending.changed["quar"] += [{"of_cs": each, **done} for each in settled]
        return [{"id": each, **said} for each in (*ids, *settled)]

    def _closing(self, conflict: str) -> list[str]:
        still = self._book.open_conflicts(conflict.rsplit(".", 2)[0])
        if still.pop(conflict, None) is None:
            return []
        if any(not only_held(kind) for kind in still.values()):
            return [conflict]
        rest = list(still)
        still.clear()
        return [conflict, *rest]

    def _count(self, cs: ChangeSet, seq: int) -> None:
        """Remember that this number of the computer is answered by that row; counters never go back."""
        life = (cs.device, cs.incarnation)
        if (*life, cs.cs_no) in self._book.taken:
            return
        self._book.taken[*life, cs.cs_no] = (cs.hash, seq)
        self._book.last[life] = max(cs.cs_no, self._book.last.get(life, 0))
        row = {"town": self._book.town, "device": cs.device, "incarnation": cs.incarnation}
        self._pending.new["op"].append({**row, "cs_no": cs.cs_no, "hash": cs.hash, "seq": seq})

    def _write_records(self) -> None:
        for key, (fields, seq) in self._touched.items():
            image = self._book.image(key)
            if image is None:
                continue
            values = {
                "version": image.version,
                "deleted": image.deleted,
                "seq": seq,
                "nkey": None if image.deleted else natural_key(image.coll, image.fields),
                "fields": fields,
            }
            if key in self._book.stored:
                at = {"of": self._book.town, "of_coll": image.coll, "of_id": image.id}
                self._pending.changed["rec"].append(at | values)
            else:
                at = {"town": self._book.town, "coll": image.coll, "id": image.id}
                self._pending.new["rec"].append(at | values | {"bucket": digest.bucket_of(*key)})
                self._book.stored.add(key)
        self._touched.clear()

    def _write_lives(self) -> None:
        lives: set[Life] = {(row["device"], row["incarnation"]) for row in self._pending.new["op"]}
        for device, incarnation in sorted(lives):
            last = self._book.last[device, incarnation]
            if (device, incarnation) in self._book.stored_lives:
                at = {"of": self._book.town, "of_device": device, "of_life": incarnation}
                self._pending.changed["dev"].append({**at, "last": last})
            else:
                row = {"town": self._book.town, "device": device, "incarnation": incarnation}
                self._pending.new["dev"].append({**row, "last": last})


def outcome(cs: ChangeSet, known: Known, versions: dict[str, int], conflicts: list[str]) -> Row:
    """Return what a computer is told about one change set, the first time as every time."""
    return {
        "cs_no": cs.cs_no,
        "cs_id": cs.cs_id,
        "outcome": known.outcome,
        "seq": known.seq,
        "reason": known.reason,
        "versions": versions,
        "conflicts": conflicts,
    }
