"""设置 (setting) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Upcast, Wire

DECLARATION = Declaration(
    "setting",
    Nature.MUTABLE,
    version=2,
    fields={
        "name": Wire.TEXT,
        "value": Wire.TEXT,
    },
    fixed=frozenset(("name",)),
    derived_id=True,
    # The second layout has the same fields; what is new is that two births of one name are one setting.
    upcasters={1: Upcast({})},
)
