"""违法行为 (act) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "act",
    Nature.MUTABLE,
    version=2,
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
    groups=(frozenset(("item_id", "item_code", "began_on", "ended_on")),),
    # The second layout has the same fields; what is new is that 并案 and 分案 give it another case.
    upcasters={1: Upcast({})},
)
