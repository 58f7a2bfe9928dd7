"""A real browser without a screen: what a page looks like and what is in it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_WITHIN = 90


class Browser:
    """Chromium, started anew for each page."""

    def __init__(self) -> None:
        found = shutil.which("chromium")
        assert found is not None, "chromium is installed by dev.py test"
        self._program = found

    def picture(self, url: str, target: Path, width: int = 1280, height: int = 1000) -> Image.Image:
        """Photograph a page into a file."""
        self._run(f"--window-size={width},{height}", "--hide-scrollbars", f"--screenshot={target}", url)
        return Image.open(target).convert("RGB")

    def page(self, url: str) -> Seen:
        """Return a page as the browser understood it."""
        seen = Seen()
        seen.feed(self._run("--dump-dom", url))
        return seen

    def printed(self, url: str, target: Path) -> Path:
        """Print a page into a PDF file and return it."""
        self._run("--no-pdf-header-footer", f"--print-to-pdf={target}", url)
        return target

    def _run(self, *words: str) -> str:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            always: Sequence[str] = (
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={profile}",
            )
            command = (self._program, *always, *words)
            done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_WITHIN)
        return done.stdout


class Seen(HTMLParser):
    """The text of a page, its headings, cells and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.scripts = 0
        self.rows = 0

    @property
    def text(self) -> str:
        """All that can be read."""
        return " ".join(self.texts)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the shape of the parser
        """Count what matters."""
        self.scripts += tag == "script"
        self.rows += tag == "tr"

    def handle_data(self, data: str) -> None:
        """Keep what can be read."""
        if data.strip():
            self.texts.append(data.strip())


def inked(picture: Image.Image) -> float:
    """Return the share of a picture that is not plain paper."""
    grey = picture.convert("L")
    histogram = grey.histogram()
    return sum(histogram[:200]) / (grey.width * grey.height)
