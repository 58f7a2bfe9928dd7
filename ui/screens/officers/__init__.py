"""Officers (人员与证件): who is here, whose certificate is good and until when, and what to do in batches."""

from ui.screens import Screen
from ui.screens.officers.view import build

SCREENS = (Screen("officers", "人员证件", "users", build, order=6),)
