"""Work before there is a window to wait in: making the sample shop, bringing an old file up to date."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.kernel.i18n import _
from app.kernel.progress import Progress

T = TypeVar("T")

_SHOW_AFTER_MS = 300
"""What is done sooner than this needs no window: it would only flash."""


class LongWork(QWidget):
    """A window with a bar, shown only when the work takes long enough to be wondered at.

    `run(work)` gives what `work(progress)` gives or raises what it raises; events are handled meanwhile.
    """

    _told = Signal(int, int, str)
    _ended = Signal()

    def __init__(self, title: str, *, cancellable: bool = True) -> None:
        super().__init__()
        self.setWindowTitle("Regulars")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFixedWidth(420)
        self._progress = Progress(self._tell)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._words = ElidedLabel("", "muted")
        self.stop = Button(_("Stop"))
        self.stop.setVisible(cancellable)
        self.stop.clicked.connect(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(title, "heading", wrap=True))
        column.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.addWidget(self._words, 1)
        foot.addWidget(self.stop)
        column.addLayout(foot)
        self._told.connect(self._show_step, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[Progress], T]) -> T:
        """Do it on a thread of its own while this thread keeps answering."""
        loop = QEventLoop()
        self._ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        patience = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        patience.timeout.connect(self.show)
        with ThreadPoolExecutor(1, thread_name_prefix="regulars-long") as pool:
            future = pool.submit(work, self._progress)
            future.add_done_callback(self._end)
            patience.start()
            loop.exec()
            patience.stop()
        self._ended.disconnect(loop.quit)
        self.hide()
        self.deleteLater()
        return future.result()

    def _tell(self, done: int, total: int | None, words: str) -> None:
        self._told.emit(done, total or 0, words)

    def _end(self, _future: Future[Any]) -> None:
        self._ended.emit()

    def _show_step(self, done: int, total: int, words: str) -> None:
        # A bar counts to two thousand million; per mille is enough for an eye.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(done * 1000 // total if total else 0)
        self._words.setText(words)

    def _cancel(self) -> None:
        self.stop.setEnabled(False)
        self._words.setText(_("Stopping…"))
        self._progress.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if not self.stop.isHidden():
            self._cancel()
