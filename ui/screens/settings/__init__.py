"""Settings (设置): how the window looks, the bureau, the organ decisions are signed in, silent law."""

from ui.screens import Screen
from ui.screens.settings.view import build

SCREENS = (Screen("settings", "设置", "settings", build, order=11),)
"""Last in the bar."""
