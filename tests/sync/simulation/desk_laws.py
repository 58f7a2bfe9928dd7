"""What must hold on one desktop: while it works (I13), and at rest (I5, I8, I9, I11)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sync.protocol import declarations
from tests.sync.simulation.forms import Key, Mapping, buckets, content_hash
from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from tests.sync.simulation.chance import Chance
    from tests.sync.simulation.desk import Desk
    from tests.sync.simulation.disk import Disk
    from tests.sync.simulation.replay import Replay

_IMAGES = "SELECT coll, record_id, version, deleted, fields FROM base_images WHERE stream = ?"
_WAITING = "SELECT count(*) FROM outbox WHERE state = 'new'"
_TOLD = "SELECT cs_id, outcome, seq, state FROM outbox WHERE state <> 'new'"
_PENDING = (
    "SELECT o.operations FROM outbox AS o"
    " WHERE EXISTS (SELECT 1 FROM pending AS p WHERE p.place = o.place) ORDER BY o.place"
)
_ALTERED = "UPDATE base_images SET version = version - 1 WHERE stream = ? AND coll = ? AND record_id = ?"
_READ = "lower(hex(id)) IN (SELECT replace(record_id, '-', '') FROM base_images)"
_OLDER = (
    f"UPDATE cases SET brief = '' WHERE {_READ}",  # noqa: S608 - names of this module
    f"DELETE FROM approvals WHERE {_READ}",  # noqa: S608 - as above
    "UPDATE base_images SET odd = 1 WHERE coll = 'approval' AND deleted = 0",
    "UPDATE sync_link SET layout = 'former', laying = ''",
)
_HELD = "SELECT coll, record_id FROM conflicts WHERE closed_at IS NULL"


def place(disk: Disk, town: str) -> tuple[str, int]:
    """Return the epoch and the cursor of a desktop; an empty epoch while it is not in any."""
    link = disk.execute("SELECT epoch, recovering FROM sync_link").fetchone()
    stream = disk.execute("SELECT seq, rebuilding FROM sync_streams WHERE name = ?", (town,)).fetchone()
    if link is None or stream is None or link[1] is not None or stream[1]:
        return "", 0
    return str(link[0]), int(stream[0])


def named(disk: Disk) -> str:
    """Return the name a disk was enrolled under; empty before it was."""
    row = disk.execute("SELECT id FROM device WHERE EXISTS (SELECT 1 FROM sync_link)").fetchone()
    return "" if row is None else str(UUID(bytes=row[0]))


def forward(name: str, before: tuple[str, int], now: tuple[str, int]) -> None:
    """Demand that a cursor never goes back within an epoch."""
    back = before[0] and before[0] == now[0] and now[1] < before[1]
    demand(not back, "I13", f"{name} went back from {before} to {now}")


def read(cs_id: bytes, town: str, by_id: bytes, at: str, operations: str) -> Mapping:
    """Return a change set of the outbox as it will travel."""
    named = {"cs_id": str(UUID(bytes=cs_id)), "town": town, "user": str(UUID(bytes=by_id)), "at": at}
    return {**named, "ops": json.loads(operations)}


def at_rest(desk: Desk, replay: Replay) -> None:
    """Hold a desktop that has come to rest against the log of its town."""
    disk, name = desk.disk, desk.name
    waiting = disk.execute(_WAITING).fetchone()[0]
    demand(not waiting, "I8", f"{name} cannot drain its outbox: {waiting} waiting")
    # Who was shown out reads no log: where a silent restore moved its work to, it cannot know.
    unheard = desk.world.oracle.unspoken if desk.revoked else set()
    for row in disk.execute(_TOLD):
        if str(UUID(bytes=row[0])) not in unheard:
            _told(name, row, replay)
    if desk.revoked:
        # Nothing is pulled any more; what it had and did stays in view, unless a restore interrupted it.
        if place(disk, desk.town)[0]:
            _shown(desk)
        return
    demand(
        place(disk, desk.town)[1] == replay.seq,
        "I5",
        f"{name} stands at {place(disk, desk.town)}, not at {replay.seq}",
    )
    _images(desk, replay)
    _tail(desk)
    _conflicts(desk, replay)
    _shown(desk)


def _told(name: str, row: tuple[Any, ...], replay: Replay) -> None:
    cs_id, outcome, seq, _state = row
    told = replay.outcomes.get(str(UUID(bytes=cs_id)))
    if told is None or seq is None:
        return
    mine, ought = (outcome, seq), (told["outcome"], told["seq"])
    demand(mine == ought, "I11", f"{name} believes {mine} of {told['cs']['cs_id']}, the log says {ought}")


def _images(desk: Desk, replay: Replay) -> None:
    held: dict[Key, Any] = {}
    for coll, record_id, version, deleted, fields in desk.disk.execute(_IMAGES, (desk.town,)):
        held[(coll, record_id)] = (version, bool(deleted), json.loads(fields))
    ought = {key: (seen.version, seen.deleted, seen.fields) for key, seen in replay.records.items()}
    for key in sorted(held.keys() | ought.keys()):
        demand(
            held.get(key) == ought.get(key),
            "I5",
            f"{desk.name} holds {key} as {held.get(key)}, the log says {ought.get(key)}",
        )
    stored = desk.disk.execute("SELECT digest FROM sync_streams WHERE name = ?", (desk.town,)).fetchone()[0]
    sums = _packed({key: each[0] for key, each in held.items()})
    demand(stored == sums, "I5", f"{desk.name}: the digest is not that of the images")


def _tail(desk: Desk) -> None:
    """What it keeps of others' work is theirs to the letter: nobody takes back what does not fit its hash."""
    for (text,) in desk.disk.execute("SELECT change_set FROM tail"):
        change = json.loads(text)
        whole = change["hash"] == content_hash(change)
        demand(whole, "I2", f"{desk.name} keeps {change['cs_id']} of {change['device']} altered")


def _conflicts(desk: Desk, replay: Replay) -> None:
    query = "SELECT id FROM conflicts WHERE closed_at IS NULL AND stream = ?"
    shown = {row[0] for row in desk.disk.execute(query, (desk.town,))}
    demand(
        shown == replay.open.keys(),
        "I9",
        f"{desk.name} shows conflicts {sorted(shown ^ replay.open.keys())} wrongly",
    )


def _shown(desk: Desk) -> None:
    """Hold what the clerk sees against the images with his own open work laid over them (I13)."""
    ought: dict[Key, Mapping] = {}
    for coll, record_id, _version, deleted, fields in desk.disk.execute(_IMAGES, (desk.town,)):
        ought[(coll, record_id)] = {"deleted": bool(deleted), "fields": json.loads(fields)}
    for (operations,) in desk.disk.execute(_PENDING):
        for each in json.loads(operations):
            lay(each, ought)
    ought = {key: each for key, each in ought.items() if not each["deleted"]}
    seen = desk.shown()
    # A birth that waits in an open conflict is nowhere in the images; its author may go on seeing it.
    waiting = {(row[0], row[1]) for row in desk.disk.execute(_HELD)}
    for key in sorted((ought.keys() | seen.keys()) - (waiting - ought.keys())):
        mine = None if key not in ought else _plain(key, ought[key]["fields"])
        demand(seen.get(key) == mine, "I13", f"{desk.name} shows {key} as {seen.get(key)} instead of {mine}")


def _plain(key: Key, fields: Mapping) -> Mapping:
    """Return fields as this version of the program writes them, with what older layouts did not have."""
    declared = declarations()[key[0]]
    added = {name: value for each in declared.upcasters.values() for name, value in each.added.items()}
    return {name: value for name, value in {**added, **fields}.items() if name in declared.fields}


def lay(operation: Mapping, shown: dict[Key, Mapping]) -> None:
    """Lay one operation over what is shown, by a second, plain reading of the rule."""
    key = (operation["coll"], operation["id"])
    if operation["op"] in ("put", "append"):
        shown.setdefault(key, {"fields": dict(operation["set"]), "deleted": False})
    elif key in shown:
        sets = declarations()[key[0]].sets
        now = shown[key]["fields"]
        for name, value in operation.get("set", {}).items():
            # An image of an older layout lacks a set that came later; it was empty.
            old = operation["old"].get(name, []) if name in sets else None
            now[name] = value if old is None else united(now.get(name, []), old, value)
        shown[key]["deleted"] = operation["op"] == "del"


def united(now: list[Any], old: list[Any], new: list[Any]) -> list[Any]:
    """Return a set with what one side added and without what one side took away."""
    kept = [each for each in now if each in new or each not in old]
    return kept + [each for each in new if each not in old and each not in kept]


def alter(disk: Disk, town: str, chance: Chance, number: int) -> bool:
    """Let some images be a version behind, and the digest with them, where nothing tells of it."""
    if not place(disk, town)[0]:
        return False
    rows = disk.execute(_IMAGES, (town,)).fetchall()
    held = {(row[0], row[1]): int(row[2]) for row in rows}
    for key in chance.sample(sorted(held), min(number, len(held))):
        held[key] -= 1
        disk.execute(_ALTERED, (town, *key))
    sums = _packed(held)
    disk.execute("UPDATE sync_streams SET digest = ? WHERE name = ?", (sums, town))
    return bool(held)


def update(disk: Disk, town: str) -> bool:
    """Let the rows be those of a program that knew no facts of a case, and did not understand approvals."""
    if not place(disk, town)[0]:
        return False
    for statement in _OLDER:
        disk.execute(statement)
    return True


def _packed(versions: dict[Key, int]) -> bytes:
    return b"".join(each.to_bytes(8, "big") for each in buckets(versions))
