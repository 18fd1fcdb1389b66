"""No colour is written down outside the two palettes, and the checker finds one that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.colours import stray_colours

ROOT = Path(__file__).resolve().parents[2]


def write(root: Path, file: str, source: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")


def test_the_program_keeps_its_colours_in_two_files() -> None:
    assert stray_colours(ROOT) == []


@pytest.mark.parametrize(
    "source",
    [
        'ink = "#1D2730"',
        'ink = "#1d2730ff"',
        'ink = "#abc"',
        'sheet = "QLabel { color: #0E6656; }"',
        'sheet = f"border: 1px solid #E4DFD6; padding: {gap}px"',
        'sheet = "background: rgba(0, 0, 0, 40)"',
        "ink = QColor(29, 39, 48)",
        'ink = QtGui.QColor("red")',
        "ink = Qt.GlobalColor.black",
        "ink = HexColor(0x1D2730)",
    ],
)
@pytest.mark.parametrize(
    "file", ["app/gui/widgets/chip.py", "app/printing/statement.py", "app/shop/queries.py"]
)
def test_a_stray_colour_is_found(tmp_path: Path, file: str, source: str) -> None:
    write(tmp_path, file, source)
    assert stray_colours(tmp_path)[0].startswith(f"{file}:1: ")


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("app/gui/theme/tokens.py", 'INK = "#1D2730"'),
        ("app/printing/palette.py", 'INK = HexColor("#1D2730")'),
        ("app/gui/page.py", 'text = "Receipt #100 and #1234567"\n# ink was #1D2730 once'),
        ("app/gui/page.py", "clear = QColor(Qt.GlobalColor.transparent)\nink = QColor(tokens.ink)"),
        ("app/gui/page.py", "half = QColor(red, green, blue, 128)"),
    ],
)
def test_what_is_no_stray_colour_is_left_alone(tmp_path: Path, file: str, source: str) -> None:
    write(tmp_path, file, source)
    assert stray_colours(tmp_path) == []
