"""本单位模板 (form template) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "form_template",
    Nature.MUTABLE,
    version=1,
    fields={
        "slug": Wire.TEXT,
        "version": Wire.NUMBER,
        "docx_hash": Wire.TEXT,
        "file_name": Wire.TEXT,
        "brought_at": Wire.MOMENT,
        "brought_by": Wire.ID,
        "live_from": Wire.DAY_OR_NONE,
        "withdrawn_on": Wire.DAY_OR_NONE,
    },
    fixed=frozenset(("slug", "version", "docx_hash", "file_name", "brought_at", "brought_by")),
    groups=(frozenset(("live_from", "withdrawn_on")),),
)
