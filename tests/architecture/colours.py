"""The colour rule: the window's colours stand in one file, paper's in another, and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PALETTES = {"app/gui/theme/tokens.py", "app/printing/palette.py"}

# "#0E6656" anywhere in a text, "#abc" only as a whole text (a receipt may be "#100" in a sentence).
_HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})(?![0-9a-zA-Z])|\A#[0-9a-fA-F]{3,4}\Z")
_STYLE_SHEET = re.compile(r"\b(?:rgb|hsl|hsv)a?\(\s*\d")
_CONSTRUCTORS = {"QColor", "QRgba64", "HexColor", "CMYKColor", "PCMYKColor"}
_FREE = {"transparent"}


def stray_colours(root: Path) -> list[str]:
    """Every colour written down in `root`/app outside the palettes, one readable line each."""
    found = []
    for path in sorted((root / "app").rglob("*.py")):
        file = path.relative_to(root).as_posix()
        if file not in PALETTES:
            tree = ast.parse(path.read_text("utf-8"), file)
            found += [f"{file}:{line}: {colour}" for line, colour in _colours(tree)]
    return found


def _colours(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for pattern in (_HEX, _STYLE_SHEET):
                if match := pattern.search(node.value):
                    yield node.lineno, match.group()
        elif _makes_a_colour(node) or _is_qt_colour(node):
            yield node.lineno, ast.unparse(node)


def _is_qt_colour(node: ast.AST) -> bool:
    """`Qt.GlobalColor.red` and its kin."""
    return isinstance(node, ast.Attribute) and _name(node.value) == "GlobalColor" and node.attr not in _FREE


def _makes_a_colour(node: ast.AST) -> bool:
    """A colour from numbers or a name; a copy of another colour with a fixed alpha is not one."""
    if not isinstance(node, ast.Call) or _name(node.func) not in _CONSTRUCTORS:
        return False
    fixed = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    if not fixed:
        return False
    by_name = isinstance(fixed[0], str) and fixed[0] not in _FREE
    by_number = _name(node.func) == "HexColor" and isinstance(fixed[0], int)
    return by_name or by_number or len(fixed) >= 3


def _name(node: ast.expr) -> str:
    return str(getattr(node, "attr", getattr(node, "id", "")))
