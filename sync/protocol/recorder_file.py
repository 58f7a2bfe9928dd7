"""记录仪文件 (recorder file) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "recorder_file",
    Nature.MUTABLE,
    version=1,
    fields={
        "device": Wire.TEXT,
        "begins": Wire.MOMENT,
        "ends": Wire.MOMENT,
        "file_name": Wire.TEXT,
        "officer_id": Wire.ID_OR_NONE,
        "station": Wire.TEXT,
        "file_size": Wire.NUMBER,
        "file_hash": Wire.TEXT,
        "case_id": Wire.ID_OR_NONE,
        "evidence_id": Wire.ID_OR_NONE,
    },
    notes=frozenset(("station",)),
    groups=(frozenset(("begins", "ends")), frozenset(("case_id", "evidence_id"))),
)
