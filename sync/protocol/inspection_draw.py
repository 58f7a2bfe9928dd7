"""抽取 (draw of a random inspection) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "inspection_draw",
    Nature.MUTABLE,
    version=1,
    fields={
        "plan_id": Wire.ID,
        "frozen_at": Wire.MOMENT,
        "frozen_by": Wire.ID,
        "committed": Wire.TEXT,
        "frozen_hash": Wire.TEXT,
        "state": Wire.WORD,
        "witness": Wire.TEXT,
        "word": Wire.TEXT,
        "drawn_at": Wire.MOMENT_OR_NONE,
        "drawn_by": Wire.ID_OR_NONE,
        "record_hash": Wire.TEXT,
        "void_reason": Wire.TEXT,
        "demonstration": Wire.TICK,
    },
    fixed=frozenset(("plan_id", "frozen_at", "frozen_by", "committed", "frozen_hash")),
    groups=(frozenset(("state", "witness", "word", "drawn_at", "drawn_by", "record_hash", "void_reason")),),
)
