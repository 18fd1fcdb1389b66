"""The shop's profile as a form."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.widgets.buttons import Button
from app.gui.widgets.form import Form
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.shop import choices
from app.shop.commands import SaveShop, save_shop
from app.shop.profile import LIMITS, PAPERS
from app.shop.queries import ShopProfile


def profile_fields(profile: ShopProfile) -> tuple[Field, ...]:
    """What can be changed of a profile, in the order of the form. The currency is not among it."""

    def text(key: str, label: str, *, required: bool = False) -> Field:
        return Field(key, label, FieldKind.TEXT, required=required, max_length=LIMITS[key])

    papers = ((PAPERS[0], "A4"), (PAPERS[1], _("Letter")))
    ways = tuple((choice.id, choice.label) for choice in choices.locales(profile.country))
    if profile.locale not in dict(ways):
        ways = ((profile.locale, profile.locale), *ways)
    zones = tuple((choice.id, choice.label) for choice in choices.time_zones(profile.country))
    return (
        text("name", _("Name"), required=True),
        text("tagline", _("Line under the name")),
        text("street", _("Street")),
        text("postal_code", _("Postal code")),
        text("city", _("Town")),
        text("phone", _("Phone")),
        text("email", _("E-mail")),
        Field("locale", _("Numbers and dates as in"), FieldKind.CHOICE, required=True, choices=ways),
        Field("timezone", _("Time zone"), FieldKind.CHOICE, required=True, choices=zones),
        Field("paper", _("Paper"), FieldKind.CHOICE, required=True, choices=papers),
        Field(
            "closing_line", _("Closing line on paper"), FieldKind.LONG_TEXT, max_length=LIMITS["closing_line"]
        ),
    )


class ProfilePanel(Panel):
    """`saved(str)` is the name the shop has now. Refused, everything stays as typed."""

    saved = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("The shop"))
        self._jobs = jobs
        self._profile: ShopProfile | None = None
        self.form: Form | None = None
        head = self.section()
        head.column.addWidget(PlainLabel(_("The shop"), "heading"))
        self._about = PlainLabel("", "muted", wrap=True)
        head.column.addWidget(self._about)
        inside = QWidget()
        inside.setProperty("ground", "none")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 4, 16, 12)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.add(scroll, 1)
        self.add_line()
        self.save = Button(_("Save"), "primary")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._go)
        self._said = PlainLabel("", "error", wrap=True)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(self._said, 1)
        row.addWidget(self.save)
        self.add(foot)

    def show_profile(self, profile: ShopProfile) -> None:
        """Show the profile as it is kept; what is being typed is left alone."""
        if self.form is not None and self.save.isEnabled():
            return
        self._profile = profile
        words = _("Amounts are in {currency}, which stays: the shop's sales are kept in it.")
        self._about.setText(words.format(currency=profile.currency))
        if self.form is None or self.form.fields != profile_fields(profile):
            if self.form is not None:
                self._column.removeWidget(self.form)
                self.form.deleteLater()
            self.form = Form(profile_fields(profile))
            self.form.changed.connect(self._typed)
            self.form.submitted.connect(self._go)
            self._column.addWidget(self.form)
        self.form.set_values({field.id: getattr(profile, field.id) for field in self.form.fields})
        self.save.setEnabled(False)

    def _typed(self, _field: str) -> None:
        self.save.setEnabled(True)
        self._said.setText("")

    def _go(self) -> None:
        if self.form is None or self._profile is None or not self.save.isEnabled():
            return
        values = self.form.check()
        if values is None:
            return
        texts = {field.id: str(values.get(field.id, "")) for field in self.form.fields}
        self.save.setEnabled(False)
        wish = SaveShop(replace(self._profile, **texts), request_id=new_request_id())
        self._jobs.write(self, save_shop, wish, done=self._done, failed=self._failed)

    def _done(self, _result: object) -> None:
        self.saved.emit(self._jobs.book.context.name)

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if not (self.form is not None and isinstance(error, Refused) and self.form.show_problem(error)):
            self._said.setText(str(error))
