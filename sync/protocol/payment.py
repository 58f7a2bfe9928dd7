"""缴款 (payment) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "payment",
    Nature.MUTABLE,
    version=1,
    fields={
        "case_id": Wire.ID,
        "party_id": Wire.ID,
        "document_id": Wire.ID,
        "amount": Wire.FEN,
        "paid_on": Wire.DAY,
        "way": Wire.WORD,
        "receipt_no": Wire.TEXT,
        "of_which_late": Wire.FEN_OR_NONE,
        "on_spot_ground": Wire.TEXT,
        "handed_in_on": Wire.DAY_OR_NONE,
        "banked_on": Wire.DAY_OR_NONE,
    },
    fixed=frozenset(("case_id",)),
    groups=(frozenset(("amount", "paid_on", "way", "receipt_no", "of_which_late")),),
)
