"""Every form stands on the page as LibreOffice sets it, with the sample case and with very long data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.adapters.docx_forms import shipped_forms
from app.documents.catalogue import forms
from tests.documents.oracle import Comparison, compare
from tests.documents.sample import final_form_values, sample
from tests.documents.very_long import very_long_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.adapters.page_engine import QtPageEngine
    from tests.documents.oracle import Oracle

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


@pytest.fixture(scope="module")
def told(request: pytest.FixtureRequest) -> Iterator[dict[str, Comparison]]:
    """Collect what was found and print it as one table at the end."""
    found: dict[str, Comparison] = {}
    yield found
    terminal = request.config.pluginmanager.get_plugin("terminalreporter")
    lines = [f"{'document':<44}{'pages':>7}{'within 2 pt':>13}{'rules':>9}"]
    lines += [_line(name, each) for name, each in found.items()]
    if terminal is not None:
        terminal.ensure_newline()
        terminal.write_line("\n".join(lines))


def _line(name: str, found: Comparison) -> str:
    ours, theirs = found.pages
    return f"{name:<44}{f'{ours}/{theirs}':>7}{found.near:>13.2%}{min(found.ruled):>9.2%}"


@pytest.mark.oracle
@pytest.mark.parametrize("name", KINDS)
def test_a_form_is_laid_out_as_libreoffice_does(
    name: str,
    papers: dict[str, bytes],
    theirs: dict[str, bytes],
    page_engine: QtPageEngine,
    told: dict[str, Comparison],
) -> None:
    laid_out = page_engine.layout(papers[name])

    found = told[name] = compare(page_engine.pdf([laid_out], title=name), theirs[name])

    assert found.pages[0] == found.pages[1], found
    assert found.missing + found.extra + found.moved == "", found
    assert found.near >= 0.98, found
    assert found.agrees, found
