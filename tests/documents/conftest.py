"""Fixtures of the document tests: fonts, the page engine and the LibreOffice oracle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.adapters.page_engine import QtPageEngine
from app.adapters.page_shape import Typography
from tests.documents.fonts import FontsUnavailableError, font_config, test_fonts
from tests.documents.oracle import Comparison, Oracle, table

if TYPE_CHECKING:
    from pathlib import Path

# LibreOffice puts a fifth of an em between scripts, Word a quarter; it begins no line with a figure
# after a closing sign.
LIKE_LIBREOFFICE = Typography(gap=0.2, bind=True)
COMPARED = pytest.StashKey[dict[str, Comparison]]()


def pytest_configure(config: pytest.Config) -> None:
    """Make room for what is compared with LibreOffice."""
    config.stash[COMPARED] = {}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print how every form of this run stands beside LibreOffice's, in one table."""
    found = config.stash[COMPARED]
    if found:
        terminalreporter.section("pages beside LibreOffice's")
        terminalreporter.write_line(table(found))


@pytest.fixture(scope="session")
def compared(request: pytest.FixtureRequest) -> dict[str, Comparison]:
    """Collect what was compared for the table at the end of the run."""
    return request.config.stash[COMPARED]


@pytest.fixture(scope="session")
def page_fonts() -> Path:
    """Return the folder with the test fonts."""
    try:
        return test_fonts()
    except FontsUnavailableError as error:
        pytest.skip(f"the test fonts cannot be made: {error}")


@pytest.fixture(scope="session")
def page_engine(page_fonts: Path, qapp: object) -> QtPageEngine:
    """Return a page engine that sets type as LibreOffice does."""
    assert qapp is not None
    return QtPageEngine(font_folders=[page_fonts], typography=LIKE_LIBREOFFICE)


@pytest.fixture(scope="session")
def oracle(page_fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Oracle:
    """Return LibreOffice with the same fonts."""
    if not Oracle.available():
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("oracle")
    return Oracle(folder, font_config(page_fonts, folder))
