"""Standards (裁量基准): what is at hand, and which applies to which items from which day."""

from ui.screens import Screen
from ui.screens.standards.view import build

SCREENS = (Screen("standards", "裁量基准", "scale", build),)
"""Opened from the power list; only an administrator picks."""
