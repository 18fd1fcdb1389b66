"""A label of a few lines: it wraps between words, and the last line ends in an ellipsis if there is more."""

from __future__ import annotations

import re
from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.widgets.labels import PlainLabel, plain_tool_tip

_LEAST = 40
_SPACES = re.compile(r"[ \t\r\n]+")
"""Those of an amount stay as they are: no line ends in it."""
_DOT = " · "
_KEPT = "\u00a0"
"""A space at which no line ends."""


class ClampedLabel(PlainLabel):
    """As high as its text needs at its width, `lines` lines at most; the whole text is its tool tip when some
    of it is missing."""

    def __init__(
        self, text: str = "", role: str = "body", parent: QWidget | None = None, *, lines: int = 2
    ) -> None:
        self._full, self._lines = "", lines
        super().__init__("", role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._full = _SPACES.sub(" ", text).strip()
        self.setAccessibleName(self._full)
        self._fit()
        self.updateGeometry()

    def full_text(self) -> str:
        """The text before it was cut."""
        return self._full

    def hasHeightForWidth(self) -> bool:
        return True  # a label whose own wrapping is off sets its policy back to no

    def heightForWidth(self, width: int) -> int:
        return len(self._broken(width)) * QFontMetrics(self.font()).lineSpacing()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._full) + 2, metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(min(metrics.horizontalAdvance(self._full) + 2, _LEAST), metrics.lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        parts = self._broken(self.width())
        shown = "\n".join(parts)
        if shown != self.text():
            super().setText(shown)
        cut = _letters(" ".join(parts)) != _letters(self._full)
        self.setToolTip(plain_tool_tip(self._full) if cut else "")

    def _broken(self, width: int) -> list[str]:
        """The lines at that width, one at least."""
        return broken(self._full, self.font(), width, self._lines)


def broken(text: str, font: QFont, width: int, lines: int) -> list[str]:
    """The text in so many lines at most, one at least, the last one cut where there is more.

    What stands between dots ("weekly · 22 % likely back") is kept together where that takes no more lines.
    """
    metrics = QFontMetrics(font)
    width = max(width, _LEAST)
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    parts = text.split(_DOT)
    ends: list[int] = []
    if all(metrics.horizontalAdvance(part + _DOT) <= width for part in parts):
        ends = _ends(_DOT.join(part.replace(" ", _KEPT) for part in parts), font, width, lines + 1)
    if not 1 <= len(ends) <= lines:
        ends = _ends(text, font, width, lines)
    units = text.encode("utf-16-le")  # places in a layout count the halves of what is beyond 16 bits
    starts = (0, *ends)
    found = [
        units[2 * start : 2 * end].decode("utf-16-le", "ignore").strip()
        for start, end in pairwise((*starts[: len(ends)], len(units) // 2))
    ]
    found[:-1] = [line.removesuffix(_DOT.rstrip()) for line in found[:-1]]
    found[-1] = metrics.elidedText(found[-1], Qt.TextElideMode.ElideRight, width)
    return found


def _letters(text: str) -> str:
    """What is left of a text when it is broken otherwise."""
    return text.replace(" ", "").replace(_DOT.strip(), "")


def _ends(text: str, font: QFont, width: int, most: int) -> list[int]:
    """Where the first lines end, `most` of them at most."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    ends: list[int] = []
    layout.beginLayout()
    while len(ends) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
        ends.append(line.textStart() + line.textLength())
    layout.endLayout()
    return ends
