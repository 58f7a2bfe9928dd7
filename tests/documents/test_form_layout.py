"""Every form of the sample case stands on the page as LibreOffice sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.adapters.docx_forms import shipped_forms
from app.documents.catalogue import forms
from tests.documents.oracle import compare
from tests.documents.sample import final_form_values, sample

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine
    from tests.documents.oracle import Oracle


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    """Return every form filled with the sample case."""
    filler = shipped_forms()
    return {slug: filler.fill(slug, final_form_values(sample(slug))) for slug in forms()}


@pytest.fixture(scope="module")
def theirs(oracle: Oracle, papers: dict[str, bytes]) -> dict[str, bytes]:
    """Return them as LibreOffice lays them out."""
    return oracle.pdfs(papers)


@pytest.mark.oracle
@pytest.mark.parametrize("slug", forms())
def test_a_form_is_laid_out_as_libreoffice_does(
    slug: str, papers: dict[str, bytes], theirs: dict[str, bytes], page_engine: QtPageEngine
) -> None:
    laid_out = page_engine.layout(papers[slug])

    found = compare(page_engine.pdf([laid_out], title=slug), theirs[slug])

    assert found.pages[0] == found.pages[1]
    assert found.near >= 0.98, found
    assert found.agrees, found
