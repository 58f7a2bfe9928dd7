"""Fonts: both names of a font, what stands in for a missing one, and that the program says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.adapters.page_families import Choice, choose_family
from app.documents.page import Substitution
from tests.documents.fonts import font_config
from tests.documents.page.paper import docx, font, page_break, paragraph, words
from tests.documents.page.reading import texts

if TYPE_CHECKING:
    from app.adapters.page_engine import QtPageEngine

WINDOWS = ("SimSun", "FangSong", "KaiTi", "SimHei", "STZhongsong", "Times New Roman")
FOLDERS = {
    "Noto": Path("/usr/share/fonts/opentype/noto"),
    "WenQuanYi": Path("/usr/share/fonts/truetype/wqy"),
}


@pytest.mark.parametrize(
    ("asked", "installed"),
    [
        ("宋体", "SimSun"), ("仿宋", "FangSong"), ("楷体", "KaiTi"), ("黑体", "SimHei"),
        ("Times New Roman", "Times New Roman"), ("华文中宋", "STZhongsong"),
    ],
)  # fmt: skip
def test_both_names_of_a_font_are_the_same_font(asked: str, installed: str) -> None:
    assert choose_family(asked, WINDOWS) == Choice(installed, replaced=False)


@pytest.mark.parametrize(
    ("asked", "have", "chosen"),
    [
        ("仿宋_GB2312", WINDOWS, "FangSong"),
        ("楷体_GB2312", WINDOWS, "KaiTi"),
        ("方正小标宋简体", WINDOWS, "STZhongsong"),
        ("方正小标宋简体", ("方正小标宋_GBK", *WINDOWS), "方正小标宋_GBK"),
        ("仿宋", ("Noto Serif CJK SC", "Noto Sans CJK SC"), "Noto Serif CJK SC"),
        ("黑体", ("Noto Serif CJK SC", "Noto Sans CJK SC"), "Noto Sans CJK SC"),
        ("仿宋_GB2312", ("WenQuanYi Micro Hei",), "WenQuanYi Micro Hei"),
        ("不认识的字体", WINDOWS, "SimSun"),
    ],
)
def test_the_nearest_font_stands_in_for_a_missing_one(asked: str, have: tuple[str, ...], chosen: str) -> None:
    found = choose_family(asked, have)
    assert found is not None
    assert (found.installed, found.replaced) == (chosen, True)


def test_a_missing_title_font_becomes_bold_song() -> None:
    assert choose_family("方正小标宋简体", ("SimSun",)) == Choice("SimSun", replaced=True, bold=True)


def test_no_font_at_all_is_no_choice() -> None:
    assert choose_family("宋体", ("Comic",)) is None


def test_a_document_in_installed_fonts_names_no_substitution(page_engine: QtPageEngine) -> None:
    laid_out = page_engine.layout(docx(paragraph(words("仿宋", font("仿宋", 16))), "宋体"))
    assert laid_out.substitutions == ()


def test_a_missing_font_is_named_with_the_pages_where_lines_may_move(page_engine: QtPageEngine) -> None:
    missing = words("缺字体", font("华文行楷", 16))
    laid_out = page_engine.layout(
        docx(paragraph(missing, page_break()), paragraph("有字体", page_break()), paragraph(missing))
    )
    assert laid_out.substitutions == (Substitution("华文行楷", "SimSun", (1, 3)),)


def test_a_sign_its_font_lacks_is_taken_from_another_font(page_engine: QtPageEngine) -> None:
    (page,) = page_engine.layout(docx(paragraph(words("☑同意", font("仿宋_GB2312", 16))))).pages
    assert "".join(text.text for text in texts(page)) == "☑同意"
    families = {char: text.font.family for text in texts(page) for char in text.text}
    assert families["同"] == "FangSong_GB2312"
    assert families["☑"]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_machine_with_one_chinese_font_prints_with_it_and_says_so(name: str, tmp_path: Path) -> None:
    if not FOLDERS[name].is_dir():
        pytest.skip(f"{FOLDERS[name]} is not installed")
    environment = os.environ | {
        "FONTCONFIG_FILE": str(font_config(FOLDERS[name], tmp_path)),
        "QT_QPA_PLATFORM": "offscreen",
    }
    run = [sys.executable, "-m", "tests.documents.page.bare"]
    done = subprocess.run(run, env=environment, check=True, capture_output=True, timeout=120)
    said = json.loads(done.stdout)
    assert said["pages"] == 2
    assert said["pdf"] > 1000
    assert all(family.startswith(name) for family in said["families"])
    assert [(each["asked"], each["pages"]) for each in said["substitutions"]] == [
        ("方正小标宋简体", [1]),
        ("仿宋_GB2312", [2]),
    ]


def test_characters_without_a_glyph_are_named_once_whether_rare_or_private(page_engine: QtPageEngine) -> None:
    rare, private, unassigned = "\U0002cf00", "\ue000", "\U0002ebf0"
    assert page_engine.lacking(f"甲{rare}乙{private}{rare}，　\t\u200b{unassigned}Ab1。") == (
        rare + private + unassigned
    )
    assert page_engine.lacking("行政处罚（示例）第1号：￥2,000.00 ①㎡") == ""
