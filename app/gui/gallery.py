"""Every widget of the kit on pictures, for looking at: `python -m app.gui.gallery --out DIR`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.gui.app import make_application
from app.gui.gallery_pages import SHEETS
from app.gui.gallery_window import window_like_the_picture
from app.gui.theme.theme import Mode, theme

_MODES: tuple[Mode, ...] = ("light", "dark")


def _sheet(build: Callable[[], QWidget]) -> QWidget:
    ground = QWidget()
    ground.setProperty("ground", "paper")
    ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(ground)
    column.setContentsMargins(16, 16, 16, 16)
    column.addWidget(build())
    return ground


def render(folder: Path) -> list[Path]:
    """Draw every sheet in both themes; the files written."""
    app = make_application("light")
    written = []
    for mode in _MODES:
        theme().apply(app, mode)
        for name, (build, width, height) in SHEETS.items():
            sheet = build() if build is window_like_the_picture else _sheet(build)
            sheet.resize(width, height)
            sheet.show()
            QApplication.processEvents()
            path = folder / f"{name}-{mode}.png"
            sheet.grab().save(str(path))
            written.append(path)
            sheet.close()
            sheet.deleteLater()
            QApplication.processEvents()
    return written


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Draws every widget, light and dark.")
    parser.add_argument("--out", type=Path, required=True)
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for path in render(folder):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
