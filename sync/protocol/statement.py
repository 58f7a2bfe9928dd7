"""陈述申辩 (statement) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "statement",
    Nature.MUTABLE,
    version=1,
    fields={
        "case_id": Wire.ID,
        "party_id": Wire.ID,
        "kind": Wire.WORD,
        "made_on": Wire.DAY,
        "content": Wire.TEXT,
        "finding": Wire.TEXT,
        "accepted": Wire.TICK,
        "reviewed_on": Wire.DAY_OR_NONE,
    },
    fixed=frozenset(("case_id",)),
    groups=(frozenset(("finding", "accepted", "reviewed_on")),),
)
