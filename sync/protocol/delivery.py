"""送达 (delivery) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "delivery",
    Nature.MUTABLE,
    version=2,
    fields={
        "case_id": Wire.ID,
        "document_id": Wire.ID,
        "party_id": Wire.ID,
        "way": Wire.WORD,
        "served_at": Wire.MOMENT,
        "effective_on": Wire.DAY,
        "place": Wire.TEXT,
        "receiver": Wire.TEXT,
        "relation": Wire.TEXT,
        "witness": Wire.TEXT,
        "note": Wire.TEXT,
        "servers": Wire.IDS,
        "receipt_document_id": Wire.ID_OR_NONE,
        "returned_on": Wire.DAY_OR_NONE,
        "returned_why": Wire.TEXT,
    },
    notes=frozenset(("note",)),
    fixed=frozenset(("case_id", "document_id")),
    groups=(frozenset(("way", "served_at", "effective_on")),),
    upcasters={1: Upcast({"returned_on": None, "returned_why": ""})},
)
