"""The window: a rail, the bar and body of the open page, a status line. It knows no page by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QStackedWidget, QWidget

from app.gui.actions import Action, ActionRegistry
from app.gui.crash import Troubles
from app.gui.jobs import Jobs
from app.gui.page import Page, PageKind, Shell
from app.gui.rail import Rail
from app.gui.theme.tokens import HEADER_HEIGHT
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.status_line import StatusLine
from app.kernel.i18n import _

_SMALLEST = QSize(1000, 640)
"""Leaves room for the frame and a task bar on 1024 x 768."""
_FIRST = QSize(1366, 768)


class MainWindow(QMainWindow):
    """`go(page_id, **where)` opens a page, making it the first time."""

    page_changed = Signal(str)

    def __init__(self, kinds: Iterable[PageKind], jobs: Jobs, settings: QSettings) -> None:
        super().__init__()
        self.setWindowTitle("Regulars")
        self.setMinimumSize(_SMALLEST)
        self.resize(_FIRST)
        self._kinds = {kind.id: kind for kind in kinds}
        self._pages: dict[str, Page] = {}
        self._settings = settings
        self.current_id = ""
        self.troubles = Troubles(self)
        self.troubles.window = self
        self.action_registry = ActionRegistry(self)
        self.status = StatusLine()
        self.shell = Shell(jobs, self.action_registry, self.status, settings, self.go)
        self.rail = Rail(self._kinds.values())
        self.rail.chosen.connect(self.go)
        self.headers = QStackedWidget()
        self.headers.setFixedHeight(HEADER_HEIGHT)
        self.headers.setProperty("ground", "header")
        self.headers.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bodies = QStackedWidget()
        self.setCentralWidget(self._lay_out())
        jobs.refused.connect(self._say_refused)
        jobs.world_fault.connect(self.troubles.show_fault)
        jobs.crashed.connect(self.troubles.show_crash)
        self._register_actions()
        self._restore()

    def _lay_out(self) -> QWidget:
        ground = QWidget()
        ground.setProperty("ground", "paper")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0, 2, 1)
        grid.addWidget(self.headers, 0, 1)
        grid.addWidget(self.bodies, 1, 1)
        grid.addWidget(self.status, 2, 0, 1, 2)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        return ground

    def _register_actions(self) -> None:
        for kind in self._kinds.values():
            going = _GoTo(self, kind.id)
            label = _("Go to {page}").format(page=kind.label)
            self.action_registry.add(
                Action(f"go-{kind.id}", label, going.run, kind.icon, kind.shortcut, _("Pages"))
            )
        self.action_registry.add(
            Action("palette", _("Find an action"), self.open_palette, "search", "Ctrl+K", _("Window"))
        )
        self.action_registry.bind(self)

    def page(self, page_id: str) -> Page:
        """The page of that id, made if need be; KeyError for an id nobody registered."""
        if page_id not in self._pages:
            page = self._kinds[page_id].factory(self.shell)
            self._pages[page_id] = page
            self.bodies.addWidget(page)
            self.headers.addWidget(page.header or QWidget())
        return self._pages[page_id]

    def go(self, page_id: str, **where: Any) -> None:
        """Open a page; `where` goes to its `open`."""
        page = self.page(page_id)
        index = self.bodies.indexOf(page)
        self.headers.setCurrentIndex(index)
        self.bodies.setCurrentIndex(index)
        self.rail.set_current(page_id)
        self.current_id = page_id
        page.open(**where)
        self.page_changed.emit(page_id)

    def take_scan(self, text: str) -> None:
        """A scan goes to the open dialog, else the open page, else the page that finds cards."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            if isinstance(dialog, Dialog):
                dialog.take_scan(text)
            return
        if self.current_id and self.page(self.current_id).take_scan(text):
            return
        for kind in self._kinds.values():
            if kind.takes_scans:
                self.go(kind.id)
                self.page(kind.id).take_scan(text)
                return

    def open_palette(self) -> None:
        """Find any action by name."""
        from app.gui.palette import CommandPalette

        palette = CommandPalette(self.action_registry, self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open()

    def _say_refused(self, sentence: str) -> None:
        self.status.tell(sentence, "warning")

    def show_fitting(self) -> None:
        """Show where it was left; on the small screens of tills, and the first time there, it fills them."""
        room = self.screen().availableSize()
        fresh = self._settings.value("window/geometry") is None
        if fresh and (room.width() <= _FIRST.width() or room.height() <= _FIRST.height()):
            self.showMaximized()
        else:
            self.show()

    def _restore(self) -> None:
        geometry = self._settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)


class _GoTo:
    """A bound method for each page's shortcut."""

    def __init__(self, window: MainWindow, page_id: str) -> None:
        self._window = window
        self._page_id = page_id

    def run(self) -> None:
        self._window.go(self._page_id)
