"""Settings in two columns: the shop as its paper shows it; its people, and this till."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.gui.page import Page, Shell
from app.gui.preferences import THEME, TILL, theme_mode, till_name
from app.gui.shop_settings.colours import Swatches
from app.gui.shop_settings.feedback import FeedbackAsking
from app.gui.shop_settings.fields import COLOUR_HELP, changed_profile, profile_fields
from app.gui.shop_settings.head_preview import HeadPreview
from app.gui.shop_settings.logo import LogoBox
from app.gui.shop_settings.people import People
from app.gui.shop_settings.slip_printer import SlipPrinter
from app.gui.theme.theme import theme
from app.gui.widgets.buttons import Button
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.field_box import FieldBox
from app.gui.widgets.form import Form
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel, row
from app.gui.widgets.tab_order import follow_layout
from app.kernel.errors import Refused
from app.kernel.fields import Field
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.shop.commands import SaveShop, save_shop
from app.shop.logo import SaveLogo, save_logo
from app.shop.on_paper import Picture, logo
from app.shop.pictures import read_picture_file
from app.shop.profile import colour_note
from app.shop.queries import ShopProfile, shop_profile
from app.staff.queries import StaffRow, staff_list


class SettingsPage(Page):
    """The profile is saved by its button; theme and till name as soon as they are chosen."""

    topics = frozenset({"shop", "staff"})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.profile: ShopProfile | None = None
        self.form: Form | None = None
        self._typed = False
        self._changes = 0
        self.header = self._head()
        self.fields = QScrollArea()
        self.fields.setWidgetResizable(True)
        self.fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields.setAccessibleName(_("The shop"))
        self.save_button = Button(_("Save changes"), "primary")
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self._save)
        self.said = PlainLabel("", "error", wrap=True)
        self.head = HeadPreview(shell.jobs)
        self.logo = LogoBox()
        self.logo.chosen.connect(self._logo_chosen)
        self.logo.removed.connect(self._logo_removed)
        self.people = People(shell.jobs)
        self.slip_printer = SlipPrinter(shell.jobs)
        self.asking = FeedbackAsking(shell.jobs)
        self.theme_chips = FilterChips(
            [("system", _("As the desktop")), ("light", _("Light")), ("dark", _("Dark"))], name=_("Look")
        )
        self.theme_chips.set_current(theme_mode(shell.settings))
        self.theme_chips.chosen.connect(self._theme_chosen)
        self.till = QLineEdit(till_name(shell.settings))
        self.till.editingFinished.connect(self._till_named)
        self.open_button = Button(_("Open another shop…"), icon="open")
        self.open_button.clicked.connect(self._open_another)
        self._lay_out()
        self.reload()

    def _head(self) -> QWidget:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 16, 0)
        line.addWidget(PlainLabel(_("Settings"), "page-title"))
        return head

    def _lay_out(self) -> None:
        left = Panel(name=_("The shop"))
        title = PlainLabel(_("The shop, as its paper shows it"), "heading")
        title.setContentsMargins(16, 14, 16, 8)
        left.add(title)
        left.add(self.head)
        left.add(self.logo)
        left.add_line()
        left.add(self.fields, 1)
        left.add_line()
        foot = row(self.said, self.save_button)
        foot.setStretch(0, 1)
        foot.setContentsMargins(16, 10, 16, 12)
        left.column.addLayout(foot)
        both = QHBoxLayout(self)
        both.setContentsMargins(12, 12, 12, 12)
        both.setSpacing(12)
        both.addWidget(left, 1)
        both.addWidget(self._right(), 1)

    def _right(self) -> QScrollArea:
        people = Panel(name=_("People"))
        part = people.section()
        part.column.setSpacing(10)
        part.column.addWidget(PlainLabel(_("Who stands at the till"), "heading"))
        part.column.addWidget(self.people)
        here = Panel(name=_("This computer"))
        part = here.section()
        part.column.setSpacing(10)
        part.column.addWidget(PlainLabel(_("This computer"), "heading"))
        part.column.addWidget(FieldBox(_("Look"), self.theme_chips))
        part.column.addWidget(FieldBox(_("Name of this till"), self.till))
        where = getattr(self.shell.jobs.book, "path", None)
        self.place = PlainLabel(_("The book is kept in {file}").format(file=where), "caption", wrap=True)
        part.column.addWidget(self.place)
        part.column.addLayout(row(self.open_button, None))
        holder = QWidget()
        holder.setProperty("ground", "none")
        right = QVBoxLayout(holder)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(people)
        right.addWidget(here)
        right.addWidget(self.asking)
        right.addWidget(self.slip_printer)
        right.addStretch(1)
        scroll = QScrollArea()  # on the screens of small tills it is taller than the window
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def open(self, **_where: Any) -> None:
        if self.form is not None:
            self.form.focus_first()

    def reload(self) -> None:
        self.shell.jobs.read(self, "profile", shop_profile, done=self._show_profile)
        self.shell.jobs.read(self, "logo", logo, done=self._show_logo)
        self.shell.jobs.read(self, "staff", staff_list, done=self._show_staff)

    def _show_profile(self, profile: ShopProfile) -> None:
        if self.profile is not None and (profile == self.profile or self._typed):
            return  # what somebody is typing is not taken away by a change from elsewhere
        self.profile = profile
        if self.form is None or _asked(self.form.fields) != _asked(profile_fields(profile)):
            self._draw(profile)
        else:  # the form stays where it was scrolled to, and the focus where it was
            self.form.blockSignals(True)
            self.form.set_values(vars(profile))
            self.form.blockSignals(False)
            self._show_as_it_prints()
        self.said.setText("")
        self.save_button.setEnabled(False)

    def _draw(self, profile: ShopProfile) -> None:
        self.form = Form(profile_fields(profile))
        self.form.setProperty("ground", "none")
        self.form.setContentsMargins(16, 4, 16, 16)
        self.form.set_values(vars(profile))
        self.form.changed.connect(self._changed)
        self.form.submitted.connect(self._save)
        self.swatches = Swatches()
        self.swatches.chosen.connect(self._colour_chosen)
        self.form.put_under("colour", self.swatches)
        self.fields.setWidget(self.form)
        follow_layout(self)
        self._show_as_it_prints()
        if self.isVisible():
            self.form.focus_first()

    def _show_staff(self, staff: Sequence[StaffRow]) -> None:
        self.people.show_staff(staff)
        follow_layout(self)

    def _changed(self, _field: str) -> None:
        self._typed = True
        self._changes += 1
        self.save_button.setEnabled(True)
        self._show_as_it_prints()

    def _show_as_it_prints(self) -> None:
        """The head of the paper as the form has it, and what to say of the colour."""
        if self.form is None or self.profile is None:
            return
        typed = {field: self.form.raw_of(field) for field in self.form.shown()}
        colour = str(typed.get("colour") or "")
        self.swatches.show_colour(colour)
        self.form.say_help("colour", colour_note(colour) or COLOUR_HELP)
        known = {key: "" if value is None else value for key, value in typed.items()}
        self.head.show_profile(changed_profile(self.profile, known))

    def _colour_chosen(self, colour: str) -> None:
        line = self.form.editor("colour") if self.form is not None else None
        if isinstance(line, QLineEdit):
            line.setText(colour)
            self._changed("colour")

    def _show_logo(self, kept: Picture | None) -> None:
        self.logo.show_logo(kept)
        self.head.show_logo(kept)

    def _logo_chosen(self, path: Path) -> None:
        self.logo.say("")
        self.shell.jobs.run(
            self, "picture", read_picture_file, path, done=self._keep_logo, failed=self._logo_refused
        )

    def _keep_logo(self, picture: Picture) -> None:
        wish = SaveLogo(picture.content, new_request_id())
        self.shell.jobs.write(self, save_logo, wish, failed=self._logo_refused)

    def _logo_removed(self) -> None:
        wish = SaveLogo(None, new_request_id())
        self.shell.jobs.write(self, save_logo, wish, failed=self._logo_refused)

    def _logo_refused(self, error: Exception) -> None:
        self.logo.say(str(error))

    def _save(self) -> None:
        if self.form is None or self.profile is None or not self.save_button.isEnabled():
            return
        self.said.setText("")
        values = self.form.check()
        if values is None:
            return
        self.save_button.setEnabled(False)
        wish = SaveShop(changed_profile(self.profile, values), new_request_id())
        done = partial(self._saved, self._changes)
        self.shell.jobs.write(self, save_shop, wish, done=done, failed=self._refused)

    def _saved(self, changes: int, _result: object) -> None:
        if changes == self._changes:  # else more was typed meanwhile, and is not saved yet
            self._typed = False
        self.reload()

    def _refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if not (isinstance(error, Refused) and self.form is not None and self.form.show_problem(error)):
            self.said.setText(str(error))

    def _theme_chosen(self, mode: Any) -> None:
        self.shell.settings.setValue(THEME, mode)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme().apply(app, mode)

    def _till_named(self) -> None:
        self.shell.settings.setValue(TILL, self.till.text().strip())
        name = till_name(self.shell.settings)
        self.till.setText(name)
        book: Any = self.shell.jobs.book
        if book.actor.till != name:
            book.actor = replace(book.actor, till=name)
            self.shell.status.set_place(f"{name} · {book.context.name}")
            book.changes.publish(frozenset({("shop", None)}))  # another till has another printer

    def _open_another(self) -> None:
        self.shell.actions.run("open-shop")


def _asked(fields: Sequence[Field]) -> list[Field]:
    """What a form asks, whatever stands in it."""
    return [replace(field, default=None) for field in fields]
