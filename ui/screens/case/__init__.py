"""Case (案件): one case from its first paper to the archive, on one page."""

from ui.screens import Screen
from ui.screens.case.view import build

SCREENS = (Screen("case", "案件", "folder-open", build, one=False),)
