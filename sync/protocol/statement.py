"""陈述申辩 (statement) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "statement",
    Nature.MUTABLE,
    version=2,
    fields={
        "case_id": Wire.ID,
        "party_id": Wire.ID,
        "kind": Wire.WORD,
        "made_on": Wire.DAY,
        "content": Wire.TEXT,
        "finding": Wire.TEXT,
        "accepted": Wire.TICK,
        "reviewed_on": Wire.DAY_OR_NONE,
        "partly": Wire.TICK,
    },
    fixed=frozenset(("case_id",)),
    groups=(frozenset(("finding", "accepted", "partly", "reviewed_on")),),
    upcasters={1: Upcast({"partly": False})},
)
