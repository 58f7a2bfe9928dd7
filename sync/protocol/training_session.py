"""培训班次 (training session) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "training_session",
    Nature.MUTABLE,
    version=1,
    fields={
        "plan_id": Wire.ID,
        "on": Wire.DAY,
        "title": Wire.TEXT,
        "hours": Wire.NUMBER,
        "place": Wire.TEXT,
        "teacher": Wire.TEXT,
        "exam": Wire.TICK,
        "pass_mark": Wire.NUMBER,
    },
    notes=frozenset(("place", "teacher")),
    fixed=frozenset(("plan_id",)),
    groups=(frozenset(("exam", "pass_mark")),),
)
