"""文书 (document) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "document",
    Nature.MUTABLE,
    version=2,
    fields={
        "case_id": Wire.ID,
        "slug": Wire.TEXT,
        "created_at": Wire.MOMENT,
        "created_by": Wire.ID,
        "party_id": Wire.ID_OR_NONE,
        "parent_id": Wire.ID_OR_NONE,
        "state": Wire.WORD,
        "number": Wire.TEXT,
        "answers": Wire.TEXT_BY_NAME,
        "frozen": Wire.TEXT_BY_NAME,
        "final_at": Wire.MOMENT_OR_NONE,
        "final_by": Wire.ID_OR_NONE,
        "issued_on": Wire.DAY_OR_NONE,
        "template_version": Wire.TEXT,
        "archive_hash": Wire.TEXT,
        "pages": Wire.NUMBER,
        "prints": Wire.NUMBER,
        "void_reason": Wire.TEXT,
        "replaces": Wire.ID_OR_NONE,
        "scans": Wire.TEXTS,
    },
    notes=frozenset(("pages", "prints")),
    sets=frozenset(("scans",)),
    fixed=frozenset(("case_id", "slug", "created_at", "created_by")),
    groups=(
        frozenset(("state", "number", "frozen", "final_at", "final_by", "archive_hash", "template_version")),
    ),
    seals=frozenset(("state", "number", "final_at")),
    upcasters={1: Upcast({"scans": []})},
)
