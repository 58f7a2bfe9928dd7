"""抽查任务 (task of a random inspection) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "inspection_task",
    Nature.MUTABLE,
    version=1,
    fields={
        "draw_id": Wire.ID,
        "plan_id": Wire.ID,
        "subject_id": Wire.ID,
        "subject_name": Wire.TEXT,
        "officers": Wire.IDS,
        "finding": Wire.WORD,
        "checked_on": Wire.DAY_OR_NONE,
        "words": Wire.TEXT,
        "published_on": Wire.DAY_OR_NONE,
        "clue_id": Wire.ID_OR_NONE,
        "demonstration": Wire.TICK,
    },
    fixed=frozenset(("draw_id", "plan_id", "subject_id")),
    groups=(frozenset(("finding", "checked_on", "words")),),
)
