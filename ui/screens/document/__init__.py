"""Document (文书): one paper, filled in beside its pages, made final, printed, issued or voided."""

from ui.screens import Screen
from ui.screens.document.view import build

SCREENS = (Screen("document", "文书", "file-text", build, one=False),)
