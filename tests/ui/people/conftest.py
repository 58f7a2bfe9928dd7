"""A bureau, the tools over it, and screens opened on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QDesktopServices

from app.services.bureaus import BureauDesk
from app.services.settings import SettingDesk
from tests.builders import a_certificate
from tests.fake_papers import PlainPages
from tests.fakes import MemoryFiles
from tests.ui.desk_kit import staff_over
from tests.ui.people.kit import Shown
from tests.unit.people.staff import TODAY, TWO, Bureau
from ui.screens import screens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.screens.tools import Tools


@pytest.fixture
def here() -> Bureau:
    """The bureau the screens show."""
    made = Bureau()
    made.store.put(replace(a_certificate(TWO), valid_to=TODAY + timedelta(days=20)))
    return made


@pytest.fixture
def staffed(here: Bureau, tools: Tools) -> Tools:
    """Tools over that bureau."""
    staff = staff_over(here.office, PlainPages(), MemoryFiles())
    return replace(
        tools,
        staff=staff,
        settings=SettingDesk(here.office),
        bureaus=BureauDesk(here.office),
        who=here.seat,
        clock=here.clock,
        ids=here.store.ids,
    )


@pytest.fixture
def opened(qtbot: QtBot, staffed: Tools) -> Callable[..., Any]:
    """Open a screen and wait until it has read."""

    def open_(slug: str, **args: object) -> Any:
        view = screens()[slug].build(staffed, args)
        qtbot.addWidget(view)
        view.resize(1200, 700)
        view.show()
        settle()
        return view

    def settle() -> None:
        qtbot.waitUntil(lambda: not staffed.jobs.busy)

    return open_


@pytest.fixture
def settled(qtbot: QtBot, staffed: Tools) -> Callable[[], None]:
    """Wait until nothing runs."""
    return lambda: qtbot.waitUntil(lambda: not staffed.jobs.busy)


@pytest.fixture
def shown_files() -> Iterator[list[Path]]:
    """The files opened in another program, which is not started."""
    shown = Shown()
    QDesktopServices.setUrlHandler("file", shown, "take")  # type: ignore[arg-type] # Qt takes a name
    yield shown.paths
    QDesktopServices.unsetUrlHandler("file")
