"""Freely licensed outlines under the names, and with the line metrics, of the office's fonts.

The Fandol outlines (and Liberation Serif) are taken out of Debian packages once and kept in the
user's cache folder. The program and LibreOffice measure with the very same files. Nothing of this
is shipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from platformdirs import user_cache_path

_VERSION = "2"
_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
# Line metrics of SimSun, FangSong, KaiTi and SimHei: 220, 36 and 36 of 256.
_ASCENT, _DESCENT, _GAP = 859, 141, 141
_BOLD_WEIGHT = 700
_PACKAGES = ("texlive-lang-chinese", "fonts-liberation")


class FontsUnavailableError(RuntimeError):
    """The packages the test fonts are made from can neither be found nor downloaded."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """One file to make: outlines, English and Chinese family name, weight."""

    source: str
    english: str
    chinese: str
    bold: bool = False

    @property
    def file(self) -> str:
        """Name of the file made."""
        return f"{self.english.replace(' ', '')}{'-Bold' if self.bold else ''}.otf"


_STAND_INS = (
    StandIn("FandolSong-Regular.otf", "SimSun", "宋体"),
    StandIn("FandolSong-Bold.otf", "SimSun", "宋体", bold=True),
    StandIn("FandolFang-Regular.otf", "FangSong", "仿宋"),
    StandIn("FandolFang-Regular.otf", "FangSong_GB2312", "仿宋_GB2312"),
    StandIn("FandolKai-Regular.otf", "KaiTi", "楷体"),
    StandIn("FandolKai-Regular.otf", "KaiTi_GB2312", "楷体_GB2312"),
    StandIn("FandolHei-Regular.otf", "SimHei", "黑体"),
    StandIn("FandolSong-Bold.otf", "FZXiaoBiaoSong-B05S", "方正小标宋简体"),
)
_LATIN = (
    StandIn("LiberationSerif-Regular.ttf", "Times New Roman", "Times New Roman"),
    StandIn("LiberationSerif-Bold.ttf", "Times New Roman", "Times New Roman", bold=True),
)


def test_fonts() -> Path:
    """Return the folder with the test fonts, making it the first time.

    Raises:
        FontsUnavailableError: The packages are not installed and cannot be downloaded.
    """
    home = Path(os.environ.get("CHENGZHI_TEST_FONTS", user_cache_path("chengzhi-tests")))
    folder = home / f"fonts-{_VERSION}"
    if not folder.is_dir():
        making = home / f"making-{os.getpid()}"
        making.mkdir(parents=True)
        try:
            _make_all(making)
            making.rename(folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    return folder


def font_config(fonts: Path, folder: Path) -> Path:
    """Write a fontconfig file that knows the test fonts alone; return its path."""
    path = folder / "fonts.conf"
    path.write_text(_CONFIG.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    return path


def _make_all(folder: Path) -> None:
    unpacked = folder / "unpacked"
    for each in (*_STAND_INS, *_LATIN):
        _rename(_outlines(each.source, unpacked), each, folder / each.file)
    shutil.rmtree(unpacked, ignore_errors=True)


def _outlines(name: str, unpacked: Path) -> Path:
    """Find an outline file on this machine, else in the Debian packages."""
    for place in (Path("/usr/share/texlive/texmf-dist/fonts/opentype"), Path("/usr/share/fonts")):
        for found in place.rglob(name):
            return found
    if not unpacked.is_dir():
        unpacked.mkdir()
        _download(unpacked)
    for found in unpacked.rglob(name):
        return found
    raise FontsUnavailableError(name)


def _download(folder: Path) -> None:
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise FontsUnavailableError("no apt-get here")
    for package in _PACKAGES:
        try:
            subprocess.run(
                ["apt-get", "download", "-q", package],
                cwd=folder, check=True, capture_output=True, timeout=240,
            )  # fmt: skip
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise FontsUnavailableError(package) from error
        for archive in folder.glob(f"{package}_*.deb"):
            subprocess.run(["dpkg-deb", "-x", archive, folder / "x"], check=True, timeout=240)
            archive.unlink()


def _rename(source: Path, made: StandIn, target: Path) -> None:
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    style = "Bold" if made.bold else "Regular"
    full = f"{made.english} {style}" if made.bold else made.english
    postscript = full.replace(" ", "-")
    names = font["name"]
    names.names = []
    for number, text in ((1, made.english), (2, style), (3, f"{full} test"), (4, full), (6, postscript)):
        names.setName(text, number, 3, 1, 0x409)
    for number, text in ((1, made.chinese), (2, style), (4, made.chinese)):
        names.setName(text, number, 3, 1, 0x804)
    _weigh(font, bold=made.bold)
    if "CFF " in font:
        _measure(font)
    font.save(target)


def _weigh(font: TTFont, *, bold: bool) -> None:
    font["OS/2"].usWeightClass = _BOLD_WEIGHT if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0


def _measure(font: TTFont) -> None:
    lines, windows = font["hhea"], font["OS/2"]
    lines.ascent, lines.descent, lines.lineGap = _ASCENT, -_DESCENT, _GAP
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = _ASCENT, -_DESCENT, _GAP
    windows.usWinAscent, windows.usWinDescent = _ASCENT, _DESCENT
