"""证件申办 (certificate request) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "certificate_request",
    Nature.MUTABLE,
    version=1,
    fields={
        "officer_id": Wire.ID,
        "kind": Wire.WORD,
        "applied_on": Wire.DAY,
        "reason": Wire.TEXT,
        "certificate_id": Wire.ID_OR_NONE,
        "state": Wire.WORD,
        "closed_on": Wire.DAY_OR_NONE,
        "outcome": Wire.TEXT,
        "issued_id": Wire.ID_OR_NONE,
        "paper": Wire.TEXT,
    },
    notes=frozenset(("reason", "paper")),
    fixed=frozenset(("officer_id", "kind", "certificate_id")),
    groups=(frozenset(("state", "closed_on", "outcome", "issued_id")),),
)
