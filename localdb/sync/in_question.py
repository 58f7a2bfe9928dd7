"""Records in question (所涉记录): what conflicts are about, living or as it stood, and numbers used since."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from localdb.asking import rows_of
from localdb.sync.living import living
from localdb.sync.wire import identity_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from localdb.sync.living import Key

_IMAGES = "SELECT coll, record_id, town, fields, odd FROM base_images WHERE record_id IN (?)"
_USED = "SELECT series, year, n FROM number_uses WHERE n IN (?)"
_NUMBERED = "SELECT document_id FROM number_uses WHERE state <> 'void' AND document_id IN (?)"


class InQuestion:
    """Holds the records some conflicts are about, each kind read once.

    Attributes:
        living: Those that are here.
    """

    def __init__(self, connection: Connection, rows: Sequence[Any]) -> None:
        keys: set[Key] = {(row.coll, row.record_id) for row in rows}
        self.living = living(connection, keys)
        images = rows_of(connection, _IMAGES, sorted({record_id for _coll, record_id in keys}))
        self._images = {(each.coll, each.record_id): each for each in images}

    def image(self, key: Key) -> Any:
        """Return what the city last told of a record, ``None`` where it never did."""
        return self._images.get(key)

    def case_of(self, row: Any) -> UUID | None:
        """Return the case of a record that is not here, as the city last told it or as the late side does."""
        image = self.image((row.coll, row.record_id))
        last = json.loads(image.fields) if image is not None else None
        sides = (last, json.loads(row.told).get("mine"))
        named = (identity_in(each.get("case_id")) for each in sides if isinstance(each, dict))
        return next((each for each in named if each is not None), None)


class UsedNumbers:
    """Knows which of some numbers are no more this computer's to use."""

    def __init__(self, connection: Connection, late: Iterable[Mapping[str, Any]]) -> None:
        asked = [each for each in late if "n" in each]
        numbers = sorted({each["n"] for each in asked})
        papers = sorted({each["document_id"].bytes for each in asked if each.get("document_id")})
        self._used = {tuple(each) for each in rows_of(connection, _USED, numbers)}
        self._numbered = {UUID(bytes=each.document_id) for each in rows_of(connection, _NUMBERED, papers)}
        own = connection.exec_driver_sql("SELECT id FROM device").scalar_one() if asked else None
        self._device = own and str(UUID(bytes=own))

    def spent(self, device: str, late: Mapping[str, Any]) -> bool:
        """Tell whether a number was taken at another computer, is used, or has a successor."""
        if "n" not in late:
            return False
        used = (late.get("series"), late.get("year"), late["n"]) in self._used
        return device != self._device or used or late.get("document_id") in self._numbered
