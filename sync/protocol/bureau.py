"""镇街综合执法局 (bureau) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "bureau",
    Nature.MUTABLE,
    version=1,
    fields={
        "slug": Wire.TEXT,
        "kind": Wire.WORD,
        "town_name": Wire.TEXT,
        "name": Wire.TEXT,
        "number_mark": Wire.TEXT,
        "address": Wire.TEXT,
        "postcode": Wire.TEXT,
        "telephone": Wire.TEXT,
        "mark": Wire.TEXT,
    },
    notes=frozenset(("postcode", "telephone", "mark")),
)
