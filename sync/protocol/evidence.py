"""证据 (evidence) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "evidence",
    Nature.MUTABLE,
    version=3,
    fields={
        "case_id": Wire.ID,
        "number": Wire.NUMBER,
        "kind": Wire.WORD,
        "name": Wire.TEXT,
        "proves": Wire.TEXT,
        "source": Wire.TEXT,
        "taken_at": Wire.MOMENT_OR_NONE,
        "place": Wire.TEXT,
        "taken_by": Wire.IDS,
        "original": Wire.TICK,
        "pages": Wire.NUMBER,
        "act_id": Wire.ID_OR_NONE,
        "document_id": Wire.ID_OR_NONE,
        "file_name": Wire.TEXT,
        "file_hash": Wire.TEXT,
        "file_size": Wire.NUMBER,
        "verified_by": Wire.ID_OR_NONE,
        "verified_on": Wire.DAY_OR_NONE,
        "excluded_reason": Wire.TEXT,
        "monitoring": Wire.TICK,
        "device_review": Wire.TEXT,
        "device_site": Wire.TEXT,
        "record_checked": Wire.TEXT,
        "slot": Wire.TEXT,
    },
    notes=frozenset(("pages",)),
    groups=(
        frozenset(("file_name", "file_hash", "file_size")),
        frozenset(("verified_by", "verified_on")),
    ),
    # The third layout has the same fields; what is new is that 并案 and 分案 give it another case.
    upcasters={
        1: Upcast(
            {"monitoring": False, "device_review": "", "device_site": "", "record_checked": "", "slot": ""}
        ),
        2: Upcast({}),
    },
)
