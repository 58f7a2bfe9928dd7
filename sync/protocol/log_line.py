"""办案日志 (log line) on the wire."""

from sync.protocol.declaration import Declaration, Nature, Wire

DECLARATION = Declaration(
    "log_line",
    Nature.APPEND,
    version=1,
    fields={
        "case_id": Wire.ID_OR_NONE,
        "at": Wire.MOMENT,
        "by_id": Wire.ID,
        "by_name": Wire.TEXT,
        "machine": Wire.TEXT,
        "code": Wire.TEXT,
        "text": Wire.TEXT,
    },
)
