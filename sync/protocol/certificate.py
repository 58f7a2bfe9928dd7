"""执法证 (certificate) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "certificate",
    Nature.MUTABLE,
    version=2,
    fields={
        "officer_id": Wire.ID,
        "number": Wire.TEXT,
        "kind": Wire.WORD,
        "issuer": Wire.TEXT,
        "issued_on": Wire.DAY,
        "valid_to": Wire.DAY,
        "area": Wire.TEXT,
        "fields": Wire.TEXT,
        "state": Wire.WORD,
        "state_since": Wire.DAY_OR_NONE,
        "turns": Wire.LINES,
        "exams": Wire.LINES,
        "checks": Wire.LINES,
        "renews_id": Wire.ID_OR_NONE,
    },
    notes=frozenset(("area",)),
    fixed=frozenset(("officer_id",)),
    groups=(
        frozenset(("number", "kind", "issued_on", "valid_to")),
        frozenset(("state", "state_since", "turns")),
    ),
    upcasters={1: Upcast({"turns": [], "exams": [], "checks": [], "renews_id": None})},
)
