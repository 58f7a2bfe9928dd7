"""文号登记 (number use) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "number_use",
    Nature.MUTABLE,
    version=1,
    fields={
        "series": Wire.TEXT,
        "year": Wire.NUMBER,
        "n": Wire.NUMBER,
        "text": Wire.TEXT,
        "document_id": Wire.ID_OR_NONE,
        "state": Wire.WORD,
        "reason": Wire.TEXT,
    },
    fixed=frozenset(("series", "year", "n")),
    groups=(frozenset(("state", "reason")),),
    seals=frozenset(("state",)),
    sealing=True,
    natural_key=("series", "year", "n"),
)
