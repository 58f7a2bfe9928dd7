"""审批 (approval) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "approval",
    Nature.APPEND,
    version=1,
    fields={
        "case_id": Wire.ID,
        "document_id": Wire.ID,
        "role": Wire.WORD,
        "verdict": Wire.WORD,
        "opinion": Wire.TEXT,
        "by_id": Wire.ID,
        "by_name": Wire.TEXT,
        "on": Wire.DAY,
        "recorded_at": Wire.MOMENT,
        "on_paper": Wire.TICK,
        "paper_hash": Wire.TEXT,
    },
    sealing=True,
)
