"""处罚 (penalty) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "penalty",
    Nature.MUTABLE,
    version=3,
    fields={
        "case_id": Wire.ID,
        "party_id": Wire.ID,
        "act_id": Wire.ID,
        "kinds": Wire.WORDS,
        "fine": Wire.FEN,
        "confiscated_gain": Wire.FEN,
        "confiscated_goods": Wire.TEXT,
        "other": Wire.TEXT,
        "leaning": Wire.WORD,
        "circumstances": Wire.TEXT,
        "reason": Wire.TEXT,
        "range_low": Wire.FEN_OR_NONE,
        "range_high": Wire.FEN_OR_NONE,
        "derivation": Wire.TEXTS,
        "standard": Wire.TEXT,
        "tier": Wire.TEXT,
        "beyond": Wire.TICK,
        "noticed": Wire.TEXT,
    },
    groups=(
        frozenset(
            (
                "act_id",
                "kinds",
                "fine",
                "confiscated_gain",
                "leaning",
                "range_low",
                "range_high",
                "derivation",
                "standard",
                "tier",
                "beyond",
            )
        ),
    ),
    # The third layout has the same fields; what is new is that 并案 and 分案 give it another case.
    upcasters={1: Upcast({"standard": "", "tier": "", "beyond": False}), 2: Upcast({})},
)
