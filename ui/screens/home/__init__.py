"""Home (工作台): counts that open lists."""

from ui.screens import Screen
from ui.screens.home.view import build

SCREENS = (Screen("home", "工作台", "house", build, order=1),)
