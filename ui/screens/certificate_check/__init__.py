"""Certificate check (核验执法证): a code from text or picture, checked without any network."""

from ui.screens import Screen
from ui.screens.certificate_check.view import build

SCREENS = (Screen("certificate_check", "核验执法证", "check", build),)
