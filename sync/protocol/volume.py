"""案卷 (volume) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "volume",
    Nature.MUTABLE,
    version=2,
    fields={
        "case_id": Wire.ID,
        "archive_no": Wire.TEXT,
        "retention": Wire.WORD,
        "entries": Wire.LINES,
        "pages": Wire.NUMBER,
        "bound_on": Wire.DAY_OR_NONE,
        "bound_by": Wire.ID_OR_NONE,
        "checked_by": Wire.TEXT,
        "pdf_hash": Wire.TEXT,
    },
    fixed=frozenset(("case_id",)),
    groups=(frozenset(("entries", "pages", "bound_on", "bound_by", "pdf_hash")),),
    derived_id=True,
    # The second layout has the same fields; what is new is that a case has one volume.
    upcasters={1: Upcast({})},
)
