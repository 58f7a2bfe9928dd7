"""线索 (clue) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "clue",
    Nature.MUTABLE,
    version=1,
    fields={
        "register_no": Wire.TEXT,
        "received_at": Wire.MOMENT,
        "registrar_id": Wire.ID,
        "source": Wire.WORD,
        "source_ref": Wire.TEXT,
        "informant_name": Wire.TEXT,
        "informant_phone": Wire.TEXT,
        "informant_confidential": Wire.TICK,
        "subject_name": Wire.TEXT,
        "place": Wire.TEXT,
        "occurred_on": Wire.DAY_OR_NONE,
        "summary": Wire.TEXT,
        "department": Wire.TEXT,
        "check_opinion": Wire.TEXT,
        "state": Wire.WORD,
        "case_id": Wire.ID_OR_NONE,
        "closing_reason": Wire.TEXT,
        "demonstration": Wire.TICK,
    },
    notes=frozenset(("source_ref", "summary", "check_opinion")),
    groups=(frozenset(("state", "case_id", "closing_reason")),),
)
