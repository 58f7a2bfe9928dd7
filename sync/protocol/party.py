"""当事人 (party) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "party",
    Nature.MUTABLE,
    version=2,
    fields={
        "case_id": Wire.ID,
        "kind": Wire.WORD,
        "name": Wire.TEXT,
        "id_kind": Wire.WORD,
        "id_number": Wire.TEXT,
        "credit_code": Wire.TEXT,
        "business_name": Wire.TEXT,
        "representative": Wire.TEXT,
        "representative_post": Wire.TEXT,
        "address": Wire.TEXT,
        "telephone": Wire.TEXT,
        "workplace": Wire.TEXT,
        "service_address": Wire.TEXT,
        "electronic_service": Wire.TEXT,
        "joined_on": Wire.DAY_OR_NONE,
        "left_on": Wire.DAY_OR_NONE,
        "left_reason": Wire.TEXT,
    },
    notes=frozenset(("telephone", "workplace")),
    groups=(
        frozenset(("name", "id_kind", "id_number", "credit_code")),
        frozenset(("joined_on", "left_on", "left_reason")),
    ),
    # The second layout has the same fields; what is new is that 并案 and 分案 give it another case.
    upcasters={1: Upcast({})},
)
