"""Discretion account (裁量说明): the page for the file, as it will be printed."""

from ui.screens import Screen
from ui.screens.discretion_account.view import build

SCREENS = (Screen("discretion_account", "裁量说明", "scale", build),)
"""Opened from the calculator and from the discretion tab of a case."""
