"""A box of criteria of which all, any or none must hold, with the ways to add to it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.models.group_draft import ALL, ANY, NONE, Box, Path
from app.gui.theme.theme import current
from app.gui.theme.tokens import RADIUS_CONTROL
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import line
from app.kernel.i18n import _


def joints() -> tuple[tuple[str, str], ...]:
    """How the parts of a box are joined, in words."""
    return (
        (ALL, _("All of these hold")),
        (ANY, _("Any of these holds")),
        (NONE, _("None of these holds")),
    )


class BoxView(QWidget):
    """`joined(path, joint)` is another choice; `criterion_wanted(path, at)` and `box_wanted(path)` ask for
    one more part; `removed(path)` takes the box out with all in it. The outermost has no frame and stays."""

    joined = Signal(object, str)
    criterion_wanted = Signal(object, QPoint)
    box_wanted = Signal(object)
    removed = Signal(object)

    def __init__(self, path: Path, box: Box, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._deep = len(path)
        self.joint = ComboBox(joints(), name=_("How they are joined"))
        self.joint.set_current(box.joint)
        self.joint.chosen.connect(self._chosen)
        self.count = PlainLabel("", "number")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.count.setMinimumWidth(56)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 4, 4)
        head.setSpacing(8)
        head.addWidget(self.joint)
        head.addStretch(1)
        head.addWidget(self.count)
        self.remove = Button("", "quiet", icon="close", single=True, name=_("Take this box out"))
        self.remove.clicked.connect(self._remove)
        kept = self.remove.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # counts stand under one another
        self.remove.setSizePolicy(kept)
        self.remove.setVisible(bool(path))
        head.addWidget(self.remove)
        self.empty = PlainLabel("", "muted", wrap=True)
        self.empty.setContentsMargins(14, 8, 14, 8)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(0)
        self.add_criterion = Button(_("+ Criterion"), menu=True)
        self.add_criterion.clicked.connect(self._want_criterion)
        self.add_box = Button(_("+ Box"), "quiet", name=_("Add a box of criteria"))
        self.add_box.setToolTip(_("Criteria of which all, any or none hold, as one part of these"))
        self.add_box.clicked.connect(self._want_box)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 4, 8)
        foot.setSpacing(8)
        foot.addWidget(self.add_criterion)
        foot.addWidget(self.add_box)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        edge = 1 if self._deep else 0
        column.setContentsMargins(edge, edge + 2, edge, edge)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.empty)
        column.addLayout(self.parts)
        column.addLayout(foot)

    def put(self, view: QWidget) -> None:
        """One more part at the end; a line stands between lines, a box has room around it."""
        if isinstance(view, BoxView):
            room = QWidget()
            around = QVBoxLayout(room)
            around.setContentsMargins(12, 8, 4, 8)
            around.addWidget(view)
            self.parts.addWidget(room)
        else:
            self.parts.addWidget(view)
        self.parts.addWidget(line())

    def say(self, count: str, empty: str) -> None:
        """How many match it, and what to do while nothing stands in it."""
        self.count.setText(count)
        self.empty.setText(empty)
        self.empty.setVisible(bool(empty))

    def _chosen(self, joint: str) -> None:
        self.joined.emit(self.path, joint)

    def _want_criterion(self) -> None:
        at = self.add_criterion.mapToGlobal(QPoint(0, self.add_criterion.height()))
        self.criterion_wanted.emit(self.path, at)

    def _want_box(self) -> None:
        self.box_wanted.emit(self.path)

    def _remove(self) -> None:
        self.removed.emit(self.path)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._deep:
            return
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.tint if self._deep % 2 else tokens.surface))
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, RADIUS_CONTROL, RADIUS_CONTROL)
