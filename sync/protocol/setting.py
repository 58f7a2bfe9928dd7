"""设置 (setting) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "setting",
    Nature.MUTABLE,
    version=1,
    fields={
        "name": Wire.TEXT,
        "value": Wire.TEXT,
    },
    fixed=frozenset(("name",)),
)
