"""What a page is: data that describes it (`PageKind`), and the widget it makes (`Page`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.gui.actions import ActionRegistry
from app.gui.jobs import ChangeSet, Jobs
from app.gui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings


@dataclass(frozen=True)
class Shell:
    """What the window lends its pages.

    `go(page_id, **where)` changes the page; `where` reaches the page's `open(**where)`.
    """

    jobs: Jobs
    actions: ActionRegistry
    status: StatusLine
    settings: QSettings
    go: Callable[..., None]


class Page(QWidget):
    """Base of all pages. Set `header` to the widget for the bar at the top.

    A page is made when it is first gone to. It reloads when something it shows has changed: at once if it is
    seen, else when it is shown again.
    """

    topics: frozenset[str] = frozenset()
    """Topics of changes that make it reload."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.header: QWidget | None = None
        self._stale = False
        shell.jobs.changed.connect(self._hear)

    def reload(self) -> None:
        """Show the file as it is now. The first load is the page's own business."""

    def open(self, **where: Any) -> None:
        """Called each time the page is gone to, with what `go` was given."""

    def warm(self) -> None:
        """Called once when the first page has been painted: load what will be wanted next."""

    def take_scan(self, text: str) -> bool:
        """A card was scanned while this page is open; False when it has no use for that."""
        return False

    def concerns(self, changes: ChangeSet) -> bool:
        """Whether these changes touch what is shown; by topic, unless a page knows better."""
        return any(topic in self.topics for topic, _customer in changes)

    def _hear(self, changes: ChangeSet) -> None:
        if not self.concerns(changes):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()


@dataclass(frozen=True)
class PageKind:
    """A page in the rail: icon above label. `place` "bottom" is for Settings.

    `factory` imports what it needs when it is called, so that a page costs nothing until it is gone to.
    """

    id: str
    label: str
    icon: str
    factory: Callable[[Shell], Page]
    shortcut: str = ""
    place: Literal["top", "bottom"] = "top"
    order: int = 100
    takes_scans: bool = False
    """Whether a scan on a page that has no use for it comes here."""
