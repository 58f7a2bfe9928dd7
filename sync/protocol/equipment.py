"""执法装备 (equipment) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "equipment",
    Nature.MUTABLE,
    version=1,
    fields={
        "kind": Wire.WORD,
        "number": Wire.TEXT,
        "model": Wire.TEXT,
        "bought_on": Wire.DAY_OR_NONE,
        "state": Wire.WORD,
        "holder_id": Wire.ID_OR_NONE,
    },
    notes=frozenset(("model", "bought_on")),
    groups=(frozenset(("state", "holder_id")),),
)
