"""机构 (unit) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "unit",
    Nature.MUTABLE,
    version=1,
    fields={
        "kind": Wire.WORD,
        "name": Wire.TEXT,
        "field": Wire.TEXT,
        "begun": Wire.DAY_OR_NONE,
        "ended": Wire.DAY_OR_NONE,
        "mark": Wire.TEXT,
    },
    notes=frozenset(("mark",)),
    groups=(frozenset(("begun", "ended")),),
)
