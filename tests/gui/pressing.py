"""The second of two quick presses, as a window gets it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def press_twice(beneath: QWidget) -> None:
    """Press again what stands under the mouse after a first press a moment ago."""
    at, left, none = QPointF(beneath.rect().center()), Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in ((QEvent.Type.MouseButtonDblClick, left), (QEvent.Type.MouseButtonRelease, none)):
        event = QMouseEvent(
            kind, at, QPointF(beneath.mapToGlobal(at)), left, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(beneath, event)
