"""培训签到 (attendance) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "attendance",
    Nature.MUTABLE,
    version=1,
    fields={
        "session_id": Wire.ID,
        "officer_id": Wire.ID,
        "present": Wire.TICK,
        "score": Wire.TEXT,
    },
    fixed=frozenset(("session_id", "officer_id")),
)
