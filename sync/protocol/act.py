"""违法行为 (act) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "act",
    Nature.MUTABLE,
    version=1,
    fields={
        "case_id": Wire.ID,
        "item_id": Wire.ID,
        "item_code": Wire.TEXT,
        "began_on": Wire.DAY,
        "ended_on": Wire.DAY_OR_NONE,
        "place": Wire.TEXT,
        "facts": Wire.TEXT,
        "fine_facts": Wire.TEXT,
        "harms_life_or_finance": Wire.TICK,
    },
    fixed=frozenset(("case_id",)),
    groups=(frozenset(("item_id", "item_code", "began_on", "ended_on")),),
)
