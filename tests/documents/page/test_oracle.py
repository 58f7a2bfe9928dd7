"""Our pages are LibreOffice's pages: the same count, the same characters, each within two points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.documents.oracle import compare, image_boxes
from tests.documents.page.features import FEATURES
from tests.documents.page.more_features import MORE_FEATURES
from tests.documents.page.samples import approval_form, decision, transcript

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.adapters.page_engine import QtPageEngine
    from tests.documents.oracle import Oracle

    Make = Callable[[], bytes]

PAPERS: dict[str, Make] = {
    each.__name__: each for each in (approval_form, transcript, decision, *FEATURES, *MORE_FEATURES)
}
PAGES = {"approval_form": 1, "transcript": 3, "decision": 2}


@pytest.fixture(scope="module")
def theirs(oracle: Oracle) -> dict[str, bytes]:
    """Return the papers as LibreOffice lays them out."""
    return oracle.pdfs({name: make() for name, make in PAPERS.items()})


@pytest.mark.oracle
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_laid_out_as_libreoffice_does(
    name: str, theirs: dict[str, bytes], page_engine: QtPageEngine
) -> None:
    laid_out = page_engine.layout(PAPERS[name]())
    found = compare(page_engine.pdf([laid_out], title=name), theirs[name])
    assert found.pages[0] == PAGES.get(name, found.pages[0])
    assert found.pages[0] == found.pages[1]
    assert found.near >= (0.98 if name == "tabs" else 0.99), found
    # A row of leader dots may hold one dot more or less.
    assert set(found.missing + found.extra + found.moved) <= ({"."} if name == "tabs" else set()), found
    assert found.ruled == (1.0, 1.0), found


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["decision", "seal"])
def test_a_floating_seal_stands_where_libreoffice_puts_it(
    name: str, theirs: dict[str, bytes], page_engine: QtPageEngine
) -> None:
    ours = image_boxes(page_engine.pdf([page_engine.layout(PAPERS[name]())], title=name))
    wanted = image_boxes(theirs[name])
    assert len(ours) == len(wanted) > 0
    for mine, other in zip(ours, wanted, strict=True):
        assert mine == pytest.approx(other, abs=2.0)
