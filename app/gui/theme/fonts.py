"""Type: Inter in the weights and figures the design asks for, the system's fonts behind it.

Qt registers a variable font as one weight, so weights are asked for on the `wght` axis. The ordinary
weight is set beside it for the fonts that stand in for other scripts, but never above 600: from there Qt
would embolden the already bold outline a second time.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

FAMILY = "Inter"
_FILE = ("fontpkg_inter", "files/Inter[opsz,wght].ttf")
_OPTICAL_RANGE = (14, 32)
_HAD_ALREADY = ("NotoSans[", "NotoSans-Italic[")
"""Scripts Inter writes better."""

ROLES: dict[str, tuple[int, int]] = {
    "body": (14, 400),
    "number": (14, 400),
    "strong": (14, 600),
    "small": (13, 400),
    "caption": (12, 400),
    "caption-strong": (12, 600),
    "muted": (13, 400),
    "section": (13, 600),
    "heading": (15, 600),
    "title": (22, 700),
    "page-title": (18, 700),
    "fact": (16, 600),
    "figure": (26, 700),
    "display": (42, 700),
    "amount": (22, 600),
    "search": (16, 400),
    "button": (14, 500),
    "pill": (12, 500),
    "rail": (11, 500),
    "key": (12, 400),
    "caption-warning": (12, 400),
    "caption-good": (12, 400),
    "warning": (13, 400),
    "gold": (13, 400),
    "good": (13, 400),
    "error": (13, 400),
}
"""Role of a text: (pixel size, weight). Colours of the roles are in the style sheet."""

TABULAR = frozenset({"number", "fact", "figure", "display", "amount"})
"""Roles whose figures are equally wide. Not all: Inter widens spaces and hyphens with them."""


def load() -> bool:
    """Register Inter with Qt; False when its package is missing, and the system's fonts serve alone."""
    try:
        path = resources.files(_FILE[0]).joinpath(_FILE[1])
    except ModuleNotFoundError:
        return False
    with resources.as_file(path) as file:
        return QFontDatabase.addApplicationFont(str(file)) >= 0


@cache
def load_scripts() -> int:
    """Register Noto Sans for the scripts Inter lacks, so that no name is a row of boxes; how many there are.

    Seven milliseconds for some twenty files; Qt reads on in them when a text needs them.
    """
    try:
        folder = resources.files("manimgx_fonts")
    except ModuleNotFoundError:
        return 0
    with resources.as_file(folder) as path:
        files = [file for file in path.rglob("NotoSans*.ttf") if not file.name.startswith(_HAD_ALREADY)]
        return sum(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in sorted(files))


@cache
def _prototype(size: int, weight: int, tabular: bool) -> QFont:
    font = QFont([FAMILY, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()])
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(min(weight, 600)))
    font.setVariableAxis(QFont.Tag("wght"), weight)
    low, high = _OPTICAL_RANGE
    font.setVariableAxis(QFont.Tag("opsz"), max(low, min(high, size)))
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def font(size: int, weight: int = 400, *, tabular: bool = False) -> QFont:
    """A font of `size` pixels and `weight` 400 to 700; `tabular` for figures that stand in columns."""
    return QFont(_prototype(size, weight, tabular))


def role_font(role: str) -> QFont:
    """The font of a role of `ROLES`."""
    return font(*ROLES[role], tabular=role in TABULAR)


def set_role(widget: QWidget, role: str) -> None:
    """Give the widget the font of a role, and the property the style sheet colours it by."""
    widget.setFont(role_font(role))
    widget.setProperty("role", role)


def install() -> None:
    """Load the fonts and make Inter that of the program, with heavier buttons and table heads."""
    load()
    load_scripts()
    # Qt tells of every font that lacks a script before it takes the next one, which has it.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    QApplication.setFont(role_font("body"))
    for kind, role in (
        ("QPushButton", "button"),
        ("QToolButton", "button"),
        ("QHeaderView", "caption-strong"),
        ("QTabBar", "button"),
        ("QToolTip", "small"),
        ("QMenu", "body"),
    ):
        # The stub asks for bytes, the call for text.
        QApplication.setFont(role_font(role), kind)  # type: ignore[arg-type]
