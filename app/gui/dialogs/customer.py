"""A customer's card to write: a new one at the till in seconds, or all that is known of somebody."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.customers.commands import (
    AddCustomer,
    CustomerAdded,
    CustomerEdited,
    EditCustomer,
    add_customer,
    edit_customer,
)
from app.customers.queries import CustomerCard, Double, probable_doubles
from app.gui.customer_form.form import CustomerForm
from app.gui.jobs import Jobs
from app.gui.widgets.banner import Banner
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.surfaces import row
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id

_WIDTH = 760
_TALLEST = 700
"""So that it fits a screen of 768 with the desktop's own bars."""
_AROUND = 190
"""Title, buttons and a sentence above and below what scrolls."""
_ROOM = 4
"""Without it the focus frame of the last field would be enough to make it scroll."""
_DOUBLES_AFTER_MS = 150


class CustomerDialog(Dialog):
    """`saved(int)` is the customer once the book has them; `open_other(int)` a double the person went to.

    One form, one request: pressing Save twice adds nobody twice. A refusal stands at its field and everything
    typed stays. A scan lands in the card number.
    """

    saved = Signal(int)
    open_other = Signal(int)

    def __init__(
        self, jobs: Jobs, parent: QWidget | None = None, card: CustomerCard | None = None, name: str = ""
    ) -> None:
        title = _("New customer") if card is None else _("Card of {name}").format(name=card.name)
        accept = _("Add customer") if card is None else _("Save")
        super().__init__(title, parent, accept=accept, width=_WIDTH)
        self._jobs = jobs
        self._card = card
        self._request = new_request_id()
        self._double: Double | None = None
        self.banner = Banner("", "gold")
        self.banner.hide()
        self.banner.activated.connect(self._open_double)
        self.form = CustomerForm(jobs, jobs.book.context.country, card, name)
        self.form.edited.connect(self._look_later)
        self.form.opened_more.connect(self._grow)
        self.fields = _Scroll(self.form)
        self.body.setContentsMargins(24, 0, 12, 8)
        above = row(self.banner)
        above.setContentsMargins(0, 0, 12, 0)
        self.body.addLayout(above)
        self.body.addWidget(self.fields, 1)
        self.confirmed.connect(self._save)
        self._later = QTimer(self, singleShot=True, interval=_DOUBLES_AFTER_MS)
        self._later.timeout.connect(self._look_for_doubles)
        self.finished.connect(self._stop)
        if card is not None and _has_more(card):
            self.form.open_more()
        self.form.name.setFocus()
        if name:
            self._look_later()
        self._grow()

    def take_scan(self, text: str) -> None:
        self.form.card_number.setText(text)
        self.form.card_number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        self.form.clear_problems()
        try:
            draft = self.form.draft()
        except Refused as refused:
            self._refused(refused)
            return
        self.set_busy(True)
        if self._card is None:
            wish: AddCustomer | EditCustomer = AddCustomer(draft, self._request)
            self._jobs.write(self, add_customer, wish, done=self._done, failed=self._refused)
        else:
            wish = EditCustomer(self._card.id, draft, self._card.version, self._request)
            self._jobs.write(self, edit_customer, wish, done=self._done, failed=self._refused)

    def _done(self, result: CustomerAdded | CustomerEdited) -> None:
        self.saved.emit(result.id)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        box = self.form.show_problem(error) if isinstance(error, Refused) else None
        if box is None:
            self.say(str(error))
        else:
            self._grow()
            self.fields.ensureWidgetVisible(box, 0, 24)

    def _look_later(self) -> None:
        self._later.start()

    def _look_for_doubles(self) -> None:
        form = self.form
        self._jobs.read(
            self,
            "doubles",
            probable_doubles,
            form.name.text(),
            phone=form.phones.first(),
            email=form.emails.first(),
            birthday=form.half_typed_birthday(),
            exclude=self._card.id if self._card is not None else None,
            limit=1,
            done=self._show_doubles,
        )

    def _show_doubles(self, doubles: list[Double]) -> None:
        self._double = doubles[0] if doubles else None
        was_shown = not self.banner.isHidden()
        self.banner.setVisible(bool(doubles))
        if self._double is not None:
            words = _("looks like the same person ({why})").format(why=self._double.why)
            self.banner.set_content(words, strong=self._double.name, action=_("Open"))
        if was_shown != bool(doubles):
            self._grow()

    def _open_double(self) -> None:
        if self._double is not None:
            self.open_other.emit(self._double.id)
            self.reject()

    def _grow(self) -> None:
        """As tall as what is in it, up to the screen."""
        screen = self.screen().availableGeometry().height() - 48
        self.fields.tallest = min(_TALLEST, screen) - _AROUND - (0 if self.banner.isHidden() else 52)
        self.form.column.activate()
        self.fields.updateGeometry()
        self.adjustSize()

    def _stop(self) -> None:
        self._later.stop()
        if self.form.more is not None:
            self.form.more.referred_by.stop()


class _Scroll(QScrollArea):
    """As tall as its content, up to `tallest`; only beyond that does it scroll."""

    def __init__(self, form: CustomerForm) -> None:
        super().__init__()
        self.tallest = _TALLEST
        self._column = form.column
        form.setProperty("ground", "none")
        form.setContentsMargins(0, 0, 12, 0)
        self.setWidget(form)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form.installEventFilter(self)

    def sizeHint(self) -> QSize:
        layout = self._column
        width = _WIDTH - 36
        needed = (
            layout.totalHeightForWidth(width)
            if layout.hasHeightForWidth()
            else layout.totalSizeHint().height()
        )
        return QSize(width, min(needed + _ROOM, self.tallest))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, min(self.sizeHint().height(), self.tallest))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        answered = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return answered


def _has_more(card: CustomerCard) -> bool:
    """Whether something is known that the first fields do not show."""
    social = any(contact.kind == "social" for contact in card.contacts)
    texts = (card.favourite, card.alert, card.notes, card.language, card.channel)
    return bool(any(texts) or social or card.tags or card.addresses or card.consents or card.referred_by)
