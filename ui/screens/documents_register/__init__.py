"""Documents register (文书台账): every document of every case, and what became of each number."""

from ui.screens import Screen
from ui.screens.documents_register.view import build

SCREENS = (Screen("documents_register", "文书台账", "file-text", build, order=5),)
