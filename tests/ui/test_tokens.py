"""Tokens: every text can be read in every theme, every size is larger than the one before."""

from __future__ import annotations

import re

import pytest

from ui.tokens import (
    BASE_POINTS,
    PALETTES,
    SEEN_ON,
    SIZE_WORDS,
    WRITTEN_ON,
    Look,
    TextSize,
    Theme,
    contrast,
    style_sheet,
)

TEXT, BORDER = 4.5, 3.0


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize(("ink", "ground"), WRITTEN_ON)
def test_every_text_stands_out_from_its_ground(theme: Theme, ink: str, ground: str) -> None:
    palette = PALETTES[theme]

    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= TEXT


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize(("edge", "ground"), SEEN_ON)
def test_every_border_that_means_something_can_be_seen(theme: Theme, edge: str, ground: str) -> None:
    palette = PALETTES[theme]

    assert contrast(getattr(palette, edge), getattr(palette, ground)) >= BORDER


def test_contrast_agrees_with_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_sizes_go_from_small_to_sixteen_points_over_a_base_of_eleven() -> None:
    points = [BASE_POINTS[size] for size in TextSize]

    assert points == sorted(points)
    assert BASE_POINTS[TextSize.MEDIUM] == 11.0
    assert points[-1] == 16.0
    assert list(SIZE_WORDS.values()) == ["小", "中", "大", "特大"]


@pytest.mark.parametrize("size", list(TextSize))
def test_a_row_is_never_lower_than_twenty_eight_pixels(size: TextSize) -> None:
    assert Look(size=size).row >= 28


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("size", list(TextSize))
def test_the_style_sheet_leaves_no_token_unfilled(theme: Theme, size: TextSize) -> None:
    assert not re.findall(r"@\w+@", style_sheet(Look(theme, size)))


@pytest.mark.parametrize("theme", list(Theme))
def test_a_main_button_that_cannot_be_pressed_can_still_be_read(theme: Theme) -> None:
    rule = re.search(r'QPushButton\[rank="main"\]:disabled \{([^}]*)\}', style_sheet(Look(theme)))
    assert rule is not None
    colours = dict(re.findall(r"(?:^|[ ;])(background|color): (#[0-9a-f]{6})", rule[1]))

    assert contrast(colours["color"], colours["background"]) >= TEXT
