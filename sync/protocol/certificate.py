"""执法证 (certificate) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "certificate",
    Nature.MUTABLE,
    version=1,
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
    },
    notes=frozenset(("area",)),
    fixed=frozenset(("officer_id",)),
    groups=(
        frozenset(("number", "kind", "issued_on", "valid_to")),
        frozenset(("state", "state_since")),
    ),
)
