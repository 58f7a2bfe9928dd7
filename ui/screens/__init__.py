"""Screens (页面): one folder = one screen; a new folder with ``SCREENS`` is found, nothing else is edited."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.role import Role
    from ui.screens.tools import Tools
    from ui.widgets.screen_view import ScreenView


GROUPS = {6: "人员与抽查", 7: "权力与裁量", 9: "系统"}
"""Headings of the left bar by the order they begin at; what comes before the first has none."""


def group_of(order: int) -> str:
    """Return the heading a place in the left bar stands under; empty for none."""
    return next((words for begins, words in sorted(GROUPS.items(), reverse=True) if order >= begins), "")


@dataclass(frozen=True, slots=True)
class Screen:
    """How the window finds, names and builds a screen.

    Attributes:
        order: Place in the left bar; 0 keeps it out of the bar.
        new: Words in the list of 新建; empty when it makes nothing new.
        roles: Who sees it; empty means everybody.
        one: Whether it has one tab at most, which takes new arguments.
    """

    slug: str
    title: str
    icon: str
    build: Callable[[Tools, Mapping[str, object]], ScreenView]
    order: int = 0
    new: str = ""
    roles: frozenset[Role] = frozenset()
    one: bool = True


@cache
def screens() -> Mapping[str, Screen]:
    """Return every screen of the folders beside this module, by slug, in the order of the bar."""
    found: list[Screen] = []
    for each in pkgutil.iter_modules(__path__):
        if each.ispkg:
            found.extend(import_module(f"{__name__}.{each.name}").SCREENS)
    return {screen.slug: screen for screen in sorted(found, key=lambda one: (one.order or 99, one.slug))}
