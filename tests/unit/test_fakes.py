"""The memory store refuses what the outbox of the real store refuses (不变的栏目)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.document import Document
from app.domain.party import Party
from sync.codecs import FixedFieldChangedError
from tests.builders import a_document, a_party, ident
from tests.fakes import MemoryStore

if TYPE_CHECKING:
    from app.domain.record import Record


def saved(store: MemoryStore, *records: Record) -> None:
    """Save records in one transaction."""
    with store.begin() as work:
        for each in records:
            work.of(type(each)).save(each)
        work.commit()


def test_a_field_fixed_at_birth_is_refused_another_value_and_nothing_is_kept() -> None:
    store, paper = MemoryStore(), a_document("site_record")
    saved(store, paper)

    with pytest.raises(FixedFieldChangedError, match="case_id"):
        saved(store, a_party(), replace(paper, case_id=ident("other")))

    assert (store.all(Document), store.all(Party)) == ((paper,), ())


def test_what_is_born_in_the_transaction_may_still_become_another() -> None:
    store, paper = MemoryStore(), a_document("site_record")
    other = replace(paper, case_id=ident("other"))

    saved(store, paper, other)

    assert store.all(Document) == (other,)
