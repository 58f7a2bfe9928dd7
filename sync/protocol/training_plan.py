"""培训计划 (training plan) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "training_plan",
    Nature.MUTABLE,
    version=1,
    fields={
        "year": Wire.NUMBER,
        "title": Wire.TEXT,
        "organiser": Wire.TEXT,
        "aims": Wire.TEXT,
    },
    notes=frozenset(("organiser", "aims")),
)
