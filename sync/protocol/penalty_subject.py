"""处罚主体 (penalty subject) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "penalty_subject",
    Nature.MUTABLE,
    version=1,
    fields={
        "name": Wire.TEXT,
        "valid_from": Wire.DAY,
        "valid_to": Wire.DAY_OR_NONE,
        "department": Wire.TEXT,
        "head_name": Wire.TEXT,
        "head_title": Wire.TEXT,
        "address": Wire.TEXT,
        "telephone": Wire.TEXT,
        "bank_name": Wire.TEXT,
        "bank_address": Wire.TEXT,
        "bank_account": Wire.TEXT,
        "payee": Wire.TEXT,
        "reconsideration_organ": Wire.TEXT,
        "court": Wire.TEXT,
        "statement_days": Wire.NUMBER,
        "mark": Wire.TEXT,
    },
    notes=frozenset(("telephone", "mark")),
    groups=(frozenset(("bank_name", "bank_address", "bank_account", "payee")),),
)
