"""Signing in (登录): shown before the window; it stands in no bar and no tab."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.screens import Screen

SCREENS: tuple["Screen", ...] = ()
