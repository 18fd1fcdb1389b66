"""The tab key goes as the eye does: through the controls in the order they are laid out in.

Qt goes in the order they were made in, and so leaves a form drawn later for the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QScrollArea,
    QWidget,
)

_WHOLE = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox)


def follow_layout(root: QWidget) -> None:
    """Put the controls inside `root` in the order of its layout; to be called again when some are added."""
    # Qt passes over a pair of which one never has the focus, which would tear the chain
    able = [one for one in controls(root) if one.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    for earlier, later in pairwise(able):
        QWidget.setTabOrder(earlier, later)


def controls(widget: QWidget) -> Iterator[QWidget]:
    """The widget itself, if it can have the focus, and those inside it. Buttons are among them though the tab
    key may pass over them now: of a row of chips it stops at the chosen one."""
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if takes or isinstance(widget, QAbstractButton):
        yield widget
    if isinstance(widget, _WHOLE):
        return
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from controls(inner)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from controls(widget)
        elif inner is not None:
            yield from _laid_out(inner)
