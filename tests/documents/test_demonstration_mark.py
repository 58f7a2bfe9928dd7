"""Papers of a demonstration case say so on every page, and papers of a real one do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pymupdf
import pytest

from app.adapters.docx_forms import shipped_forms
from app.services.demonstration import DEMONSTRATION
from app.services.press import Press
from tests.documents.sample import sample
from tests.fakes import MemoryFiles

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine


@pytest.mark.parametrize("demonstration", [True, False])
def test_every_page_of_a_demonstration_case_is_marked(page_engine: QtPageEngine, demonstration: bool) -> None:
    telling = sample("penalty_decision")
    case = replace(telling.file.case, demonstration=demonstration)
    press = Press(shipped_forms(), page_engine, MemoryFiles())

    laid = press.laid(replace(telling, file=replace(telling.file, case=case)))
    pdf = page_engine.pdf([laid], title="t")
    with pymupdf.open(stream=pdf, filetype="pdf") as read:  # type: ignore[no-untyped-call] # the library has no types
        marked = [DEMONSTRATION in page.get_text() for page in read]

    assert len(marked) > 1
    assert set(marked) == {demonstration}
