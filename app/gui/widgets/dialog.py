"""The base of every dialog: a title, a body, buttons at the right, and deafness to the scanner."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.gui.scanner import scanner_is_typing
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import line
from app.gui.widgets.tab_order import controls, follow_layout
from app.kernel.i18n import _


class Dialog(QDialog):
    """Put content into `body`. `confirmed` is the main button or Enter; it stays open until `accept()`.

    So a command that is refused leaves everything as typed: `set_busy(True)` while it runs, then either
    `accept()` or `say(sentence)`. Enter from a scanner never confirms. Open with `open()`, not `exec()`.
    """

    confirmed = Signal()

    def __init__(
        self,
        title: str,
        parent: QWidget | None = None,
        *,
        accept: str = "",
        cancel: str = "",
        danger: bool = False,
        width: int = 460,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        self._title = PlainLabel(title, "page-title", wrap=True)
        self._problem = PlainLabel("", "error", wrap=True)
        self._problem.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 0, 24, 8)
        self.body.setSpacing(12)
        self.accept_button = Button(accept or _("Save"), "danger" if danger else "primary")
        self.accept_button.clicked.connect(self._confirm)
        self.cancel_button = Button(cancel or _("Cancel"), "secondary")
        self.cancel_button.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(24, 12, 24, 16)
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.accept_button)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 12)
        head.addWidget(self._title)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 12)
        foot.addWidget(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self.body, 1)
        column.addLayout(foot)
        column.addWidget(line())
        column.addLayout(self.buttons)

    def add_button(self, button: Button) -> None:
        """A further button, at the left."""
        self.buttons.insertWidget(0, button)

    def say(self, sentence: str) -> None:
        """What went wrong, above the buttons; "" takes it away. The dialog can be used again."""
        self.set_busy(False)
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        if sentence:
            self.make_room()

    def said(self) -> str:
        """The sentence that stands there."""
        return "" if self._problem.isHidden() else self._problem.text()

    def make_room(self) -> None:
        """Grow to what stands in the dialog now; wrapped words are taller than their hints say."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def set_busy(self, busy: bool) -> None:
        """While a command runs the main button waits, so that a double press is one."""
        self.accept_button.setEnabled(not busy)

    def take_scan(self, text: str) -> None:
        """A card was scanned while the dialog is open. Most have no use for it."""

    def confirm_by_key(self) -> None:
        """What Enter does, from whichever field: they need no wiring. Nothing while a scanner types."""
        if not scanner_is_typing():
            self._confirm()

    def _confirm(self) -> None:
        if self.accept_button.isEnabled():
            self._problem.hide()
            self.confirmed.emit()

    def _begin_above(self) -> None:
        """The tab key goes from the top to the buttons, and begins in the first field: Enter at once would
        press Cancel."""
        follow_layout(self)
        if self.focusWidget() not in (None, self.cancel_button, self.accept_button):
            return
        for control in controls(self):
            stops = control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isEnabled()
            if stops and control.isVisibleTo(self) and self.buttons.indexOf(control) < 0:
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def showEvent(self, event: QShowEvent) -> None:
        self._begin_above()
        super().showEvent(event)
        self.make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            focused = self.focusWidget()
            if event.isAutoRepeat() or scanner_is_typing():
                return
            if isinstance(focused, Button):
                focused.click()
            else:
                self.confirm_by_key()
        else:
            super().keyPressEvent(event)
