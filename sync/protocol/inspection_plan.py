"""抽查计划 (inspection plan) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "inspection_plan",
    Nature.MUTABLE,
    version=1,
    fields={
        "name": Wire.TEXT,
        "year": Wire.NUMBER,
        "drawn_from": Wire.WORD,
        "matter_id": Wire.ID_OR_NONE,
        "shares": Wire.TEXT_BY_NAME,
        "starts_on": Wire.DAY,
        "ends_on": Wire.DAY,
        "each": Wire.NUMBER,
        "demonstration": Wire.TICK,
    },
)
