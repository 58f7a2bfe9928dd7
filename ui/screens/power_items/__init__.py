"""Power list (权力清单): which acts may be punished, by department, with article and fine."""

from ui.screens import Screen
from ui.screens.power_items.view import build

SCREENS = (Screen("power_items", "权力清单", "list-checks", build, order=7),)
"""Stands after the pages of daily work."""
