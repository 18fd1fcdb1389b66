"""One round of asking: the plots in turn on a worker, each handed to the window as soon as it is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.gui.insights.asking import Choice, Told, gather
from app.gui.jobs import Jobs
from app.insights.plot import Plot
from app.kernel.progress import Cancelled, Progress


class Rounds(QObject):
    """`begin` calls off the round before it. `told(object)` carries how a plot of the present round stands,
    `ended(object)` None or the error that ended it."""

    told = Signal(object)
    ended = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs, self._owner = jobs, owner
        self._progress: Progress | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        jobs.closing.connect(self.stop)

    @property
    def under_way(self) -> bool:
        """Whether something is still being worked out."""
        return self._progress is not None

    def begin(self, plots: Sequence[Plot], choice: Choice) -> None:
        """Ask these, one after another; nothing of an earlier round arrives any more."""
        self.stop()
        progress = self._progress = Progress()
        self._jobs.read(
            self._owner, "insights", gather, tuple(plots), choice, partial(self._tell, progress), progress,
            done=partial(self._done, progress), failed=partial(self._failed, progress),
        )  # fmt: skip

    def stop(self) -> None:
        """What is not begun is not asked any more."""
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None

    def _tell(self, progress: Progress, told: Told) -> None:
        """On the worker's thread: hand over to the window's."""
        try:
            self._arrived.emit(progress, told)
        except RuntimeError:  # the window closed meanwhile
            progress.cancel()

    def _deliver(self, progress: Progress, told: Told) -> None:
        if progress is self._progress:
            self.told.emit(told)

    def _done(self, progress: Progress, _nothing: object) -> None:
        self._end(progress, None)

    def _failed(self, progress: Progress, error: Exception) -> None:
        self._end(progress, None if isinstance(error, Cancelled) else error)

    def _end(self, progress: Progress, error: Exception | None) -> None:
        if progress is self._progress:
            self._progress = None
            self.ended.emit(error)
