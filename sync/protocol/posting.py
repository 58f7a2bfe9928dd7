"""任职 (posting) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "posting",
    Nature.MUTABLE,
    version=1,
    fields={
        "officer_id": Wire.ID,
        "begins": Wire.DAY,
        "unit": Wire.TEXT,
        "post": Wire.TEXT,
        "establishment": Wire.WORD,
        "ends": Wire.DAY_OR_NONE,
        "unit_id": Wire.ID_OR_NONE,
        "basis": Wire.TEXT,
    },
    notes=frozenset(("basis",)),
    fixed=frozenset(("officer_id",)),
    groups=(frozenset(("begins", "ends")), frozenset(("unit", "unit_id"))),
)
