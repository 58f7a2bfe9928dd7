"""执法人员 (officer) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "officer",
    Nature.MUTABLE,
    version=2,
    fields={
        "name": Wire.TEXT,
        "id_number": Wire.TEXT,
        "establishment": Wire.WORD,
        "post": Wire.TEXT,
        "unit": Wire.TEXT,
        "telephone": Wire.TEXT,
        "roles": Wire.WORDS,
        "legal_qualification": Wire.TICK,
        "in_post_from": Wire.DAY_OR_NONE,
        "in_post_to": Wire.DAY_OR_NONE,
        "demonstration": Wire.TICK,
        "legal_certificate": Wire.TEXT,
        "reviews_since": Wire.DAY_OR_NONE,
        "photo_hash": Wire.TEXT,
        "person_id": Wire.ID_OR_NONE,
    },
    notes=frozenset(("post", "unit", "telephone")),
    sets=frozenset(("roles",)),
    groups=(frozenset(("name", "id_number")),),
    upcasters={
        1: Upcast({"legal_certificate": "", "reviews_since": None, "photo_hash": "", "person_id": None})
    },
)
