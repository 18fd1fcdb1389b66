"""One reward as it stands for one customer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme.theme import current
from app.gui.theme.tokens import RADIUS_SMALL
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel
from app.kernel.i18n import _


class RewardRow(QWidget):
    """Title, what it costs, and "Use"; a reward out of reach is pale and says "Later".

    `used(str)` carries `reward_id`, whatever it was made with. `special` grounds an offer made to this
    customer alone.
    """

    used = Signal(str)

    def __init__(
        self,
        reward_id: str,
        title: str,
        subtitle: str = "",
        parent: QWidget | None = None,
        *,
        ready: bool = True,
        special: bool = False,
    ) -> None:
        super().__init__(parent)
        self.reward_id = reward_id
        self._special = special
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(56)
        self._title = ElidedLabel(title, "strong")
        self._subtitle = ElidedLabel(subtitle, "caption")
        self.button = Button(_("Use"), "primary")
        self.button.clicked.connect(self._use)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, 0, 0, 0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(13, 8, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(words, 1)
        layout.addWidget(self.button)
        self.set_ready(ready)

    @property
    def ready(self) -> bool:
        """Whether the customer can have it now."""
        return self._ready

    def set_ready(self, ready: bool) -> None:
        """Whether the customer can have it now."""
        self._ready = ready
        self.button.setEnabled(ready)
        self.button.setText(_("Use") if ready else _("Later"))
        self.button.set_kind("primary" if ready else "secondary")
        said = _("Use {reward}") if ready else _("{reward}: not yet")
        self.button.setAccessibleName(said.format(reward=self._title.full_text()))
        self._title.setEnabled(ready)
        self._subtitle.setEnabled(ready)
        self.setAccessibleName(f"{self._title.full_text()}, {self._subtitle.full_text()}")
        self.update()

    def _use(self) -> None:
        self.used.emit(self.reward_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.violet.line if self._special else tokens.line if self._ready else tokens.line_soft
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(tokens.special if self._special else tokens.surface))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
