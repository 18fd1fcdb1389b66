"""The one box in which everything is found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from app.gui.theme import fonts, icons
from app.gui.theme.theme import colour
from app.gui.theme.tokens import CONTROL_HEIGHT, RADIUS_CONTROL
from app.gui.widgets.labels import KeyHint
from app.kernel.i18n import _


class SearchField(QWidget):
    """A box with a magnifier, a key hint, and a cross that empties it.

    `text_changed(str)` follows each change; `submitted(str)` is Enter; `moved(int)` is -1 or +1 for the arrow
    up and down, which the list of matches follows while the focus stays here. Escape empties the box.
    """

    text_changed = Signal(str)
    submitted = Signal(str)
    moved = Signal(int)
    cleared = Signal()

    def __init__(
        self, placeholder: str = "", keys: str = "F2", parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit = QLineEdit(self)
        self.edit.setProperty("bare", True)
        self.edit.setFont(fonts.role_font("search"))
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name or placeholder or _("Search"))
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self._clear = QToolButton(self)
        self._clear.setIcon(icons.icon("close", "muted"))
        self._clear.setIconSize(QSize(14, 14))
        self._clear.setAccessibleName(_("Empty the search"))
        self._clear.setToolTip(_("Empty the search"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        self._hint = KeyHint(keys, self)
        self._hint.setVisible(bool(keys))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(40, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self._clear)
        layout.addWidget(self._hint)
        layout.addSpacing(12)
        self.edit.textChanged.connect(self._changed)
        self.edit.returnPressed.connect(self._submit)
        self._clear.clicked.connect(self.clear)

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put a text in, as if typed: `text_changed` follows."""
        self.edit.setText(text)

    def clear(self) -> None:
        """Empty the box and say so."""
        self.edit.clear()
        self.edit.setFocus()
        self.cleared.emit()

    def focus_all(self) -> None:
        """Take the focus with everything selected, so that typing begins anew."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.text_changed.emit(text)

    def _submit(self) -> None:
        self.submitted.emit(self.edit.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(step)
                return True
            if event.key() == Qt.Key.Key_Escape and self.edit.text():
                self.clear()
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.edit.hasFocus()
        width = 1.5 if focused else 1
        painter.setPen(QPen(colour("focus" if focused else "line"), width))
        painter.setBrush(colour("raised"))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        icons.paint(painter, "search", QRectF(13, (self.height() - 18) / 2, 18, 18), colour("muted"))
