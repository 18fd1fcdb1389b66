"""The settings page: the shop on the left, people and this computer on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.page import Page, Shell
from app.gui.settings.profile import ProfilePanel
from app.gui.settings.staff import StaffPanel
from app.gui.settings.window import WindowPanel
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _
from app.shop.queries import shop_profile
from app.staff.queries import staff_list


class SettingsPage(Page):
    """What the shop says of itself, who works there, how the window looks."""

    topics = frozenset({"shop", "staff"})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.header = QWidget()
        head = QHBoxLayout(self.header)
        head.setContentsMargins(16, 8, 16, 8)
        head.addWidget(PlainLabel(_("Settings"), "page-title"))
        self.profile = ProfilePanel(shell.jobs)
        self.staff = StaffPanel(shell.jobs)
        self.window_panel = WindowPanel(shell)
        right = QWidget()
        right.setProperty("ground", "none")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.staff)
        column.addWidget(self.window_panel)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(right)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.profile, 3)
        row.addWidget(scroll, 2)
        self.profile.saved.connect(self._saved)
        self.reload()

    def open(self, **_where: Any) -> None:
        self.setFocus()

    def reload(self) -> None:
        self.shell.jobs.read(self, "profile", shop_profile, done=self.profile.show_profile)
        self.shell.jobs.read(self, "staff", staff_list, done=self.staff.show_staff)

    def _saved(self, _name: str) -> None:
        book = self.shell.jobs.book
        self.shell.status.set_place(f"{book.actor.till} · {book.context.name}")
