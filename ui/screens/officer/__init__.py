"""Officer (人员档案): one person with photo, certificates, posts, training and equipment."""

from ui.screens import Screen
from ui.screens.officer.view import build

SCREENS = (Screen("officer", "人员档案", "users", build, one=False),)
