"""抽查事项 (inspection matter) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "inspection_matter",
    Nature.MUTABLE,
    version=1,
    fields={
        "name": Wire.TEXT,
        "basis": Wire.TEXT,
        "department": Wire.TEXT,
        "method": Wire.TEXT,
        "cap": Wire.NUMBER,
        "listed_from": Wire.DAY_OR_NONE,
        "listed_to": Wire.DAY_OR_NONE,
        "demonstration": Wire.TICK,
    },
)
