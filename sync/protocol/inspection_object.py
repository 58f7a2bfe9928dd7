"""检查对象 (inspection object) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "inspection_object",
    Nature.MUTABLE,
    version=1,
    fields={
        "name": Wire.TEXT,
        "credit_code": Wire.TEXT,
        "kind": Wire.TEXT,
        "address": Wire.TEXT,
        "telephone": Wire.TEXT,
        "risk": Wire.WORD,
        "exempt": Wire.TEXT,
        "recused": Wire.IDS,
        "demonstration": Wire.TICK,
    },
    sets=frozenset(("recused",)),
)
