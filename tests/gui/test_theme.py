"""Colours that can be read, type that is Inter, icons that follow the theme, and no icon font at start."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QLabel

from app.gui.theme import fonts, icons, strokes
from app.gui.theme.theme import colour, current, theme
from app.gui.theme.tokens import DARK, LIGHT, Tokens
from app.gui.widgets.labels import PlainLabel

BOTH = [LIGHT, DARK]


def luminance(value: str) -> float:
    def channel(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(value[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", BOTH, ids=lambda tokens: tokens.name)
def test_text_can_be_read(tokens: Tokens) -> None:
    pairs = {
        "ink on paper": (tokens.ink, tokens.paper),
        "ink on selection": (tokens.ink, tokens.selection),
        "muted on surface": (tokens.muted, tokens.surface),
        "muted on paper": (tokens.muted, tokens.paper),
        "muted on selection": (tokens.muted, tokens.selection),
        "rail": (tokens.rail_ink, tokens.rail),
        "rail active": (tokens.rail_ink_active, tokens.rail_active),
        "rose banner": (tokens.rose_banner_ink, tokens.rose.soft),
        "gold banner": (tokens.gold_banner_ink, tokens.gold.soft),
        "danger button": (tokens.on_accent, tokens.danger_fill),
        "warning on surface": (tokens.rose.ink, tokens.surface),
        **{
            f"{name} pill": (tokens.tone(name).ink, tokens.tone(name).soft)
            for name in ("plain", "accent", "gold", "violet", "rose", "blue")
        },
        **{f"avatar {index}": (ink, ground) for index, (ground, ink) in enumerate(tokens.avatars)},
    }
    weak = {name: round(contrast(*pair), 2) for name, pair in pairs.items() if contrast(*pair) < 4.5}
    # The mark of the selected row stands beside its text; its muted line may be a little fainter.
    assert {name: ratio for name, ratio in weak.items() if ratio < 4.2 or "selection" not in name} == {}
    # White on the primary button is large and of middle weight.
    assert contrast(tokens.on_accent, tokens.accent_fill) >= 4
    assert contrast(tokens.focus, tokens.surface) >= 3


def test_both_themes_are_whole_and_differ() -> None:
    for tokens in BOTH:
        for field in fields(tokens):
            value = getattr(tokens, field.name)
            assert value, field.name
            if isinstance(value, str) and field.name != "name":
                assert value.startswith("#")
                assert len(value) == 7
    assert LIGHT.paper != DARK.paper


def test_changing_the_theme_repaints_and_tells(qapp, show, qtbot) -> None:
    label = show(PlainLabel("Maria", "muted"), 100, 30)
    before = label.grab().toImage()
    try:
        with qtbot.waitSignal(theme().changed):
            theme().apply(qapp, "dark")
        assert current() is DARK
        assert label.palette().color(label.foregroundRole()).name().upper() == DARK.muted
        assert label.grab().toImage() != before
    finally:
        theme().apply(qapp, "light")
    assert colour("muted").name().upper() == LIGHT.muted


def test_system_follows_the_desktop(qapp) -> None:
    try:
        theme().apply(qapp, "system")
        assert theme().mode == "system"
        dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
        assert current() is (DARK if dark else LIGHT)
    finally:
        theme().apply(qapp, "light")


def test_inter_is_there_in_all_weights(qapp) -> None:
    assert QFontInfo(fonts.font(14)).family() == "Inter"
    widths = [
        QFontMetrics(fonts.font(40, weight)).horizontalAdvance("Maria Schmidt")
        for weight in (400, 500, 600, 700)
    ]
    assert widths == sorted(set(widths))


def test_figures_of_amounts_are_equally_wide(qapp) -> None:
    tabular = QFontMetrics(fonts.role_font("amount"))
    assert tabular.horizontalAdvance("1111") == tabular.horizontalAdvance("0000")
    assert fonts.role_font("amount").isFeatureSet(QFont.Tag("tnum"))
    assert not fonts.role_font("body").isFeatureSet(QFont.Tag("tnum"))


def test_the_style_sheet_leaves_type_alone(show) -> None:
    label = show(PlainLabel("640", "display"))
    assert label.font().pixelSize() == fonts.ROLES["display"][0]
    assert QFontMetrics(label.font()).horizontalAdvance("640") > QFontMetrics(
        QLabel().font()
    ).horizontalAdvance("640")


def test_another_role_changes_type_and_colour(show) -> None:
    label = show(PlainLabel("x", "caption"))
    label.set_role("warning")
    assert label.palette().color(label.foregroundRole()).name().upper() == LIGHT.rose.ink


@pytest.mark.parametrize("meaning", [*strokes.DRAWINGS, *icons.GLYPHS, "something unheard of"])
def test_every_icon_is_drawn_within_its_box(qapp, meaning: str) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    icons.paint(painter, meaning, QRectF(8, 8, 24, 24), colour("ink"))
    painter.end()
    inked = [(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha()]
    assert len(inked) > 12
    assert all(6 <= x <= 33 and 6 <= y <= 33 for x, y in inked)


def test_an_icon_takes_the_colour_of_the_theme_when_painted(qapp) -> None:
    one = icons.icon("search", "accent")
    assert one.cacheKey() == icons.icon("search", "accent").cacheKey()
    pixels = one.pixmap(24, 24).toImage()
    assert pixels.size().width() == 24
    solid = [
        pixels.pixelColor(x, y)
        for x in range(24)
        for y in range(24)
        if pixels.pixelColor(x, y).alpha() == 255
    ]
    assert LIGHT.accent in {ink.name().upper() for ink in solid}


def test_the_first_frame_needs_no_icon_font() -> None:
    code = """
import sys
from PySide6.QtWidgets import QVBoxLayout, QWidget
from app.gui.app import make_application
from app.gui.page import PageKind
from app.gui.rail import Rail
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.search_field import SearchField
app = make_application("light")
window = QWidget()
column = QVBoxLayout(window)
names = ("counter", "today", "customers", "groups", "outreach", "insights", "loyalty", "settings")
column.addWidget(Rail([PageKind(name, name, name, None) for name in names]))
column.addWidget(SearchField("Search"))
column.addWidget(EmptyState("search", "Nobody yet", "New customer"))
window.show()
app.processEvents()
window.grab()
late = [name for name in ("qtawesome", "rapidfuzz", "fontpkg") if name in sys.modules]
sys.exit(", ".join(late) or 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (
        done.returncode,
        done.stderr.replace("This plugin does not support propagateSizeHints()\n", ""),
    ) == (0, "")
