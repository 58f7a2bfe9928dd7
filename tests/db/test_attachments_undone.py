"""The store counts the files that are not done, each once, however many there are."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from app.domain.attachment import There, Undone

if TYPE_CHECKING:
    from localdb.store import Store

_ADD = (
    'INSERT INTO attachments (sha256, town, haste, name, size, here, there, upload, "offset", tries, server,'
    " reason) VALUES (?, '320281101', 2, '', 0, ?, ?, '', -1, 0, '', '')"
)


def put(store: Store, *rows: tuple[There, bool | None]) -> None:
    """Keep a line for each file."""
    with store.engine.begin() as connection:
        for number, (there, here) in enumerate(rows):
            connection.exec_driver_sql(_ADD, (str(number), here, there.value))


def test_a_new_store_has_nothing_undone(store: Store) -> None:
    assert store.attachments.undone() == Undone()


def test_every_state_of_a_file_is_counted_where_it_belongs(store: Store) -> None:
    put(store, *product(There, (True, False, None)))

    assert store.attachments.undone() == Undone(waiting=2, refused=3, absent=4, whole=8)


@pytest.mark.parametrize("there", list(There))
def test_a_thousand_absent_files_are_a_thousand(store: Store, there: There) -> None:
    put(store, *[(there, False)] * 1_000)

    found = store.attachments.undone()

    assert (found.absent, found.whole) == (1_000, 1_000)
