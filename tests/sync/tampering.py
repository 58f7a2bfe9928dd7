"""Change sets of a desktop made to say something else, whole and signed, as another program might."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from localdb.outbox import canonical, content_hash, signed
from tests.sync.city_kit import signature

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tests.sync.office import Desktop


def rewrite(desktop: Desktop, place: int, operations: Sequence[dict[str, Any]]) -> None:
    """Let a change set carry other operations, as if it had been made so."""
    with desktop.store.engine.begin() as connection:
        row = connection.exec_driver_sql("SELECT * FROM outbox WHERE place = ?", (place,)).mappings().one()
        cs_id, user = (str(UUID(bytes=row[name])) for name in ("cs_id", "by_id"))
        content = content_hash(row["at"], cs_id, operations, row["town"], user)
        said = signed(cs_id, row["cs_no"], row["device"], content, row["incarnation"])
        values = (canonical(operations), content, signature(desktop.device, said), place)
        connection.exec_driver_sql(
            "UPDATE outbox SET operations = ?, hash = ?, sig = ? WHERE place = ?", values
        )
        connection.exec_driver_sql("DELETE FROM pending WHERE place = ?", (place,))
        touched = [(each["id"], place, each["coll"]) for each in operations]
        connection.exec_driver_sql("INSERT INTO pending (record_id, place, coll) VALUES (?, ?, ?)", touched)
