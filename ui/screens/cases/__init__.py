"""Cases (案件): the list of cases with saved filters and search."""

from ui.screens import Screen
from ui.screens.cases.view import build

SCREENS = (Screen("cases", "案件", "briefcase", build, order=3),)
