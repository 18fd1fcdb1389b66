"""Names in any script are shown in the window, whatever fonts the system has."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from app.gui.theme import fonts


@pytest.mark.parametrize("name", ["क्षत्रिय", "محمد عبد الله", "עברית", "ไทย", "தமிழ்", "Łukasz Žižek", "Ελένη"])
def test_every_letter_of_a_name_has_a_glyph(qapp: QApplication, name: str) -> None:
    layout = QTextLayout(name, fonts.role_font("title"))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert glyphs
    assert 0 not in glyphs
