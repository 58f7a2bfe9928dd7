"""装备流转 (equipment move) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "equipment_move",
    Nature.APPEND,
    version=1,
    fields={
        "equipment_id": Wire.ID,
        "kind": Wire.WORD,
        "on": Wire.DAY,
        "officer_id": Wire.ID_OR_NONE,
        "note": Wire.TEXT,
        "by_name": Wire.TEXT,
    },
)
