"""The amount of a purchase: large, at the right, with nothing in the way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.gui.theme import fonts
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.kernel.i18n import _

_LONGEST = 24
"""Characters; no shop's amount is longer, and a pasted page is cut."""


class MoneyEdit(QLineEdit):
    """Takes what is typed and judges nothing: the shop's locale decides in the command.

    `amount_changed(str)` follows typing, `submitted(str)` is Enter; both carry the trimmed text.
    """

    amount_changed = Signal(str)
    submitted = Signal(str)

    def __init__(
        self, placeholder: str = "0.00", parent: QWidget | None = None, *, name: str = "", big: bool = True
    ) -> None:
        super().__init__(parent)
        self._big = big
        self.setProperty("money", "big" if big else "small")
        self.setMaxLength(_LONGEST)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(fonts.role_font("amount" if big else "strong"))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or _("Amount"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._submit)

    def _changed(self, text: str) -> None:
        self.amount_changed.emit(text.strip())

    def _submit(self) -> None:
        self.submitted.emit(self.text().strip())

    def sizeHint(self) -> QSize:
        return QSize(160, 46 if self._big else CONTROL_HEIGHT)
