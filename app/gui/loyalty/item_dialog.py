"""The dialog for one rule, reward, tier, card or voucher: a form drawn from its declared fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QWidget

from app.gui.loyalty.asking import Asked, More
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.field_box import FieldBox
from app.gui.widgets.form import Form
from app.gui.widgets.form_editors import MoneyWords
from app.kernel.amounts import read_amount
from app.kernel.context import ShopContext
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import decimal_string

_HIGHEST = 460
"""Pixels of the form before it scrolls: the dialog fits a screen of 768."""

Ask = Callable[[str], Asked]
Try = Callable[[dict[str, Any]], Refused | None]


def rule_money(context: ShopContext) -> MoneyWords:
    """How amounts of rules are read and written: nothing is an amount too, where the lowest tier begins."""

    def parse(text: str) -> int:
        return read_amount(text, context.currency, context.locale)

    def show(minor: int) -> str:
        return decimal_string(minor, context.currency)

    return MoneyWords(parse, show)


class ItemDialog(Dialog):
    """`attempt(values)` keeps the item and gives what is wrong with it, or None: then the dialog closes.

    `ask(kind)` gives the form; with `kinds` the kind can be chosen while the item is new. `removed` and
    `moved(int)` are the buttons at the left, there for an item that is not new.
    """

    removed = Signal()
    moved = Signal(int)

    def __init__(
        self,
        title: str,
        ask: Ask,
        attempt: Try,
        money: MoneyWords,
        parent: QWidget | None = None,
        *,
        kinds: list[tuple[str, str]] | None = None,
        kind: str = "",
        values: Mapping[str, Any] | None = None,
        accept: str = "",
        removable: bool = True,
        movable: bool = False,
    ) -> None:
        super().__init__(title, parent, accept=accept or _("Keep"), width=520)
        self._ask, self._attempt, self._money = ask, attempt, money
        self._given = dict(values or {})
        self.new = values is None
        self.kind: ComboBox | None = None
        if kinds and self.new:
            self.kind = ComboBox(kinds, name=_("Kind"))
            self.kind.set_current(kind or kinds[0][0])
            self.kind.chosen.connect(self._change_kind)
            self.body.addWidget(FieldBox(_("Kind"), self.kind))
        self._kind = kind or (kinds[0][0] if kinds else "")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.area, 1)
        self.more = Button(_("Add a condition"), menu=True)
        self.more.clicked.connect(self._offer)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        if not self.new and removable:
            self._add_ways(movable)
        self._draw(self._given)
        self.confirmed.connect(self._go)

    def _add_ways(self, movable: bool) -> None:
        down, up, remove = (
            Button("", "quiet", icon="down", name=_("Move down")),
            Button("", "quiet", icon="up", name=_("Move up")),
            Button(_("Remove"), "quiet", icon="delete"),
        )
        down.clicked.connect(self._down)
        up.clicked.connect(self._up)
        remove.clicked.connect(self._remove)
        self.remove_button, self.up_button, self.down_button = remove, up, down
        for button in (down, up, remove) if movable else (remove,):
            self.add_button(button)

    def _draw(self, values: Mapping[str, Any]) -> None:
        self.asked = self._ask(self._kind)
        self.form = Form(self.asked.all_fields, money=self._money)
        self.form.setContentsMargins(1, 1, 10, 1)
        self.form.setProperty("ground", "none")
        shown = self.asked.to_form(values)
        self.form.set_values(shown)
        for more in self.asked.more:
            self.form.show_fields(
                [one.id for one in more.fields], any(one.id in shown for one in more.fields)
            )
        self.form.submitted.connect(self.confirm_by_key)
        self.form.changed.connect(self._changed)
        self.area.setWidget(self.form)
        self._changed("")
        self.more.setVisible(bool(self.asked.more))
        self._fit()

    def _fit(self) -> None:
        layout = self.form.layout()
        if layout is not None:
            layout.activate()
        self.form.adjustSize()
        needed = self.form.sizeHint().height() + 4
        self.area.setMinimumHeight(min(needed, _HIGHEST))

    def _changed(self, _field: str) -> None:
        """Fields that make no difference as things stand are not asked for."""
        known = {one.id for one in self.asked.fields}
        values: dict[str, Any] = {}
        for field in self.asked.fields:
            editor = self.form.editor(field.id)
            if isinstance(editor, ComboBox):
                values[field.id] = editor.current_id()
        silent = self.asked.silent(values)
        self.form.show_fields(known - silent)
        self.form.show_fields(silent, False)

    def _change_kind(self, kind: str) -> None:
        """Another kind asks for other things; what both ask for stays as typed."""
        kept: dict[str, Any] = {}
        for field_id in self.form.shown():
            try:
                kept[field_id] = self.form.raw_of(field_id)
            except Refused:
                continue
        self._kind = kind
        self._draw({key: value for key, value in kept.items() if value not in (None, "", ())})

    def _offer(self) -> None:
        menu = QMenu(self)
        shown = set(self.form.shown())
        for more in self.asked.more:
            if shown.isdisjoint(one.id for one in more.fields):
                action = QAction(more.label.replace("&", "&&"), menu)
                action.setData(more.id)
                menu.addAction(action)
        menu.triggered.connect(self._picked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _picked(self, action: QAction) -> None:
        self.add_condition(str(action.data()))

    def add_condition(self, more_id: str) -> None:
        """Ask for a condition, the focus in its first field."""
        more: More | None = next((one for one in self.asked.more if one.id == more_id), None)
        if more is None:
            return
        self.form.show_fields([one.id for one in more.fields])
        self._fit()
        editor = self.form.editor(more.fields[0].id)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(editor)

    def _go(self) -> None:
        values = self.form.check()
        if values is None:
            self._show_problem(next((one for one in self.form.shown() if self.form.problem(one)), ""))
            return
        item = self.asked.from_form(values)
        if self._kind:
            item["kind"] = self._kind
        refused = self._attempt(item)
        if refused is None:
            self.accept()
        else:
            self.show_refusal(refused)

    def show_refusal(self, refused: Refused) -> None:
        """The sentence at its field, or above the buttons when it belongs to none."""
        if refused.field in {one.id for one in self.asked.all_fields}:
            self.form.show_fields([str(refused.field)])
            self.form.show_problem(refused)
            self._show_problem(str(refused.field))
        else:
            self.say(refused.message)

    def _show_problem(self, field_id: str) -> None:
        """The field and the sentence under it where they are seen, laid out anew for its height."""
        if field_id in self.form.shown():
            self._fit()
            self.area.ensureWidgetVisible(self.form.row(field_id), 10, 10)

    def _remove(self) -> None:
        self.removed.emit()
        self.reject()

    def _up(self) -> None:
        self.moved.emit(-1)
        self.reject()

    def _down(self) -> None:
        self.moved.emit(1)
        self.reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.focus_first()
