"""Training (统一培训): plans and sessions of a year, who was there, who lacks hours."""

from ui.screens import Screen
from ui.screens.training.view import build

SCREENS = (Screen("training", "培训", "calendar", build),)
