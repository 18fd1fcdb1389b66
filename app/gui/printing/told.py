"""What becomes of a paper on its way out: how far it is, what was done, what stopped it and how to go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.gui.widgets.banner import Banner
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import row
from app.kernel.i18n import _


class PaperTold(QWidget):
    """One thing at a time: nothing, a bar with Cancel, a sentence, or a sentence with an offer.

    `stopped` is Cancel, `accepted` the offer.
    """

    stopped = Signal()
    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How far it is"))
        self.far = PlainLabel("", "muted")
        self.cancel = Button(_("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self._busy = QWidget()
        line = row(self.bar, self.far, self.cancel, gap=12)
        line.setStretch(0, 1)
        self._busy.setLayout(line)
        self.banner = Banner(tone="gold")
        self.banner.activated.connect(self.accepted)
        self._said = PlainLabel("", "good", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._busy, self.banner, self._said):
            column.addWidget(widget)
        self.clear()

    def clear(self) -> None:
        """Say nothing."""
        self._show(None)

    def let_go(self) -> None:
        """Something else is looked at: what was done is not said any more; work and offers stay."""
        if not self._said.isHidden():
            self.clear()

    def _show(self, shown: QWidget | None) -> None:
        for widget in (self._busy, self.banner, self._said):
            widget.setVisible(widget is shown)
        self.setVisible(shown is not None)

    @property
    def busy(self) -> bool:
        """Whether something is on its way."""
        return not self._busy.isHidden()

    def step(self, done: int, total: int, words: str = "") -> None:
        """So much of so much; a total of 0 is not known."""
        if not self.busy:
            self.cancel.setEnabled(True)
            self._show(self._busy)
        # A bar counts to two thousand million; per mille is enough for an eye.
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(done * 1000 // total if total else 0)
        if self.cancel.isEnabled():
            self.far.setText(words)

    def say(self, sentence: str, *, good: bool = True) -> None:
        """It is done, or it is not (`good` False)."""
        self._said.set_role("good" if good else "error")
        self._said.setText(sentence)
        self._show(self._said)

    def offer(self, sentence: str, action: str) -> None:
        """It stopped on the way; `action` goes on."""
        self.banner.set_content(sentence, action=action)
        self._show(self.banner)

    def words(self) -> str:
        """The sentence that stands there, "" while there is none."""
        if not self.banner.isHidden():
            return self.banner.accessibleName()
        return "" if self._said.isHidden() else self._said.text()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.far.setText(_("Stopping…"))
        self.stopped.emit()
