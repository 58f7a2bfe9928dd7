"""行政处罚事项 (power item) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "power_item",
    Nature.REFERENCE,
    version=1,
    fields={
        "code": Wire.TEXT,
        "department": Wire.TEXT,
        "name": Wire.TEXT,
        "duty_article": Wire.TEXT,
        "penalty_law": Wire.TEXT,
        "penalty_article": Wire.TEXT,
        "penalty_basis": Wire.TEXT,
        "kinds": Wire.TEXT,
        "subject": Wire.TEXT,
        "fine_spec": Wire.TEXT,
        "rectify": Wire.TEXT,
        "other_measures": Wire.TEXT,
        "effective_from": Wire.DAY_OR_NONE,
        "listed_from": Wire.DAY,
        "listed_to": Wire.DAY_OR_NONE,
        "source": Wire.TEXT,
        "confidence": Wire.TEXT,
        "version_alert": Wire.TEXT,
        "notes": Wire.TEXT,
        "reference": Wire.TICK,
        "profile": Wire.TEXT,
        "initials": Wire.TEXT,
    },
)
