"""Every form stands on the page as LibreOffice sets it, with the sample case and with very long data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.adapters.docx_forms import shipped_forms
from app.documents.catalogue import forms
from tests.documents.oracle import compare
from tests.documents.sample import final_form_values, sample
from tests.documents.very_long import very_long_values

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine
    from tests.documents.oracle import Comparison, Oracle

DATA = {"normal": lambda slug: final_form_values(sample(slug)), "long": very_long_values}
KINDS = {f"{slug}-{data}": (slug, data) for slug in forms() for data in DATA}


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    """Return every form filled with the sample case, and with very long data."""
    filler = shipped_forms()
    return {name: filler.fill(slug, DATA[data](slug)) for name, (slug, data) in KINDS.items()}


@pytest.fixture(scope="module")
def theirs(oracle: Oracle, papers: dict[str, bytes]) -> dict[str, bytes]:
    """Return them as LibreOffice lays them out."""
    return oracle.pdfs(papers)


@pytest.mark.oracle
@pytest.mark.parametrize("name", KINDS)
def test_a_form_is_laid_out_as_libreoffice_does(
    name: str,
    papers: dict[str, bytes],
    theirs: dict[str, bytes],
    page_engine: QtPageEngine,
    compared: dict[str, Comparison],
) -> None:
    laid_out = page_engine.layout(papers[name])

    found = compared[name] = compare(page_engine.pdf([laid_out], title=name), theirs[name])

    assert found.pages[0] == found.pages[1], found
    assert found.missing + found.extra + found.moved == "", found
    assert found.near >= 0.98, found
    assert found.agrees, found
