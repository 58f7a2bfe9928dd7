"""Field list (字段清单): where every field of the documents is typed, and which documents use it."""

from ui.screens import Screen
from ui.screens.fields.view import build

SCREENS = (Screen("fields", "字段清单", "list-checks", build, order=9),)
"""Stands after the power list: it is looked up, not worked in."""
