"""What this computer remembers: how the window looks, and what the till is called."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from app.gui.page import Shell
from app.gui.preferences import THEME, TILL, theme_mode
from app.gui.theme.theme import Mode, theme
from app.gui.widgets.buttons import Button
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel
from app.kernel.context import Actor
from app.kernel.i18n import _


class WindowPanel(Panel):
    """Changes take hold at once; there is nothing to save."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("This computer"))
        self._shell = shell
        section = self.section()
        section.column.addWidget(PlainLabel(_("This computer"), "heading"))
        section.column.addWidget(PlainLabel(_("Colours"), "section"))
        self.chips = FilterChips(
            (("light", _("Light")), ("dark", _("Dark")), ("system", _("As the desktop"))), name=_("Colours")
        )
        self.chips.set_current(theme_mode(shell.settings))
        self.chips.chosen.connect(self._dress)
        section.column.addWidget(self.chips)
        section.column.addSpacing(8)
        section.column.addWidget(PlainLabel(_("Name of this till"), "section"))
        self.till = QLineEdit(shell.jobs.book.actor.till)
        self.till.setMaxLength(80)
        self.till.setAccessibleName(_("Name of this till"))
        self.till.editingFinished.connect(self._name_till)
        section.column.addWidget(self.till)
        foot = self.section()
        foot.column.addWidget(PlainLabel(_("The shop's file"), "section"))
        self.path = PlainLabel(str(shell.jobs.book.path), "muted", wrap=True)
        foot.column.addWidget(self.path)
        self.open_other = Button(_("Open another shop…"), icon="open", keys="Ctrl+O")
        self.open_other.clicked.connect(self._open_other)
        row = QHBoxLayout()
        row.addWidget(self.open_other)
        row.addStretch(1)
        foot.column.addLayout(row)

    @property
    def _settings(self) -> QSettings:
        return self._shell.settings

    def _dress(self, mode: str) -> None:
        self._settings.setValue(THEME, mode)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme().apply(app, cast("Mode", mode))

    def _name_till(self) -> None:
        name = " ".join(self.till.text().split()) or Actor().till
        self.till.setText(name)
        book = self._shell.jobs.book
        if name != book.actor.till:
            self._settings.setValue(TILL, name)
            book.actor = replace(book.actor, till=name)
            self._shell.status.set_place(f"{name} · {book.context.name}")

    def _open_other(self) -> None:
        self._shell.actions.run("open-shop")
