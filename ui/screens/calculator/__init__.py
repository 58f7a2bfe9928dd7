"""Discretion calculator (裁量计算): an item weighed without a case, on the law of the day of the act."""

from ui.screens import Screen
from ui.screens.calculator.view import build

SCREENS = (Screen("calculator", "裁量计算", "scale", build, order=8),)
"""Stands after the power list; several may be open side by side."""
