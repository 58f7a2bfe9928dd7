"""Deadlines (期限): the office's own time limits over all its cases, the most pressing first."""

from ui.screens import Screen
from ui.screens.deadlines.view import build

SCREENS = (Screen("deadlines", "期限", "clock", build, order=4),)
