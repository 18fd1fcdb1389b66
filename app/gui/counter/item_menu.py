"""What can be done with one line of the timeline: refund, move, edit, take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.gui.dialogs.move import MoveDialog
from app.gui.dialogs.refund import RefundDialog, VoidDialog
from app.gui.dialogs.touchpoint import TouchpointDialog
from app.gui.models.touchpoint_form import TouchpointForm, touchpoint_form
from app.gui.page import Shell
from app.gui.slips.desk import SlipDesk
from app.gui.theme import icons
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.kernel.timeline import TimelineItem
from app.loyalty.commands import GiveBack, give_back
from app.sales.queries import PurchaseRow, purchase
from app.touchpoints.commands import (
    FinishPromise,
    RemoveTouchpoint,
    ReopenPromise,
    finish_promise,
    remove_touchpoint,
    reopen_promise,
)


@dataclass(frozen=True)
class _Offer:
    label: str
    icon: str
    run: Callable[[TimelineItem], None]


class ItemMenu(QObject):
    """Opens the menu of an item, and the dialogs and commands behind it."""

    def __init__(self, shell: Shell, owner: QWidget, slips: SlipDesk) -> None:
        super().__init__(owner)
        self._shell, self._owner, self._slips = shell, owner, slips
        self._customer_id = 0
        self._item: TimelineItem | None = None
        self._ways: dict[str, _Offer] = {
            "slip": _Offer(_("Print the slip"), "slip", self._slip),
            "refund": _Offer(_("Refund…"), "refund", self._refund),
            "void": _Offer(_("Void…"), "void", self._void),
            "move": _Offer(_("Move to another customer…"), "move", self._move),
            "give_back": _Offer(_("Take the reward back"), "undo", self._give_back),
            "finish": _Offer(_("Done"), "check", self._finish),
            "reopen": _Offer(_("Open again"), "undo", self._reopen),
            "answer": _Offer(_("Answer…"), "message", self._answer),
            "edit": _Offer(_("Edit…"), "edit", self._edit),
            "remove": _Offer(_("Take away"), "delete", self._remove),
        }

    def open(self, item: TimelineItem, at: QPoint, customer_id: int) -> None:
        """Show what can be done with the item; nothing when there is nothing."""
        offered = self.offer(item, customer_id)
        if not offered:
            return
        menu = QMenu(self._owner)
        for name in offered:
            action = QAction(icons.icon(self._ways[name].icon), self._ways[name].label, menu)
            action.setData(name)
            menu.addAction(action)
        menu.triggered.connect(self._chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def offer(self, item: TimelineItem, customer_id: int) -> list[str]:
        """Take up an item: the names of what can be done with it."""
        self._item, self._customer_id = item, customer_id
        offered = [name for name in item.actions if name in self._ways]
        if item.kind == "purchase" and offered and self._slips.ready:
            offered.insert(0, "slip")
        return offered

    def _chosen(self, action: QAction) -> None:
        self.act(str(action.data()))

    def act(self, name: str) -> None:
        """Do one of the item's actions."""
        if self._item is not None:
            self._ways[name].run(self._item)

    def _number(self, item: TimelineItem) -> int:
        return int(item.id.partition(":")[2])

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _slip(self, item: TimelineItem) -> None:
        self._slips.print_sale(self._number(item))

    def _refund(self, item: TimelineItem) -> None:
        self._shell.jobs.read(self._owner, "refund", purchase, self._number(item), done=self._open_refund)

    def _open_refund(self, bought: PurchaseRow) -> None:
        jobs = self._shell.jobs
        self._show(RefundDialog(jobs, jobs.book.context, bought, self._owner))

    def _void(self, item: TimelineItem) -> None:
        self._shell.jobs.read(self._owner, "void", purchase, self._number(item), done=self._open_void)

    def _open_void(self, bought: PurchaseRow) -> None:
        jobs = self._shell.jobs
        self._show(VoidDialog(jobs, jobs.book.context, bought, self._owner))

    def _move(self, item: TimelineItem) -> None:
        self._show(
            MoveDialog(self._shell.jobs, self._number(item), self._customer_id, item.title, self._owner)
        )

    def _edit(self, item: TimelineItem) -> None:
        jobs, number = self._shell.jobs, self._number(item)
        jobs.read(self._owner, "edit-item", touchpoint_form, number, done=self._open_edit)

    def _open_edit(self, told: TouchpointForm) -> None:
        jobs = self._shell.jobs
        self._show(TouchpointDialog(jobs, jobs.book.context, told, self._owner))

    def _answer(self, item: TimelineItem) -> None:
        jobs, number = self._shell.jobs, self._number(item)
        jobs.read(self._owner, "edit-item", touchpoint_form, number, done=self._open_answer)

    def _open_answer(self, told: TouchpointForm) -> None:
        jobs = self._shell.jobs
        self._show(TouchpointDialog(jobs, jobs.book.context, told, self._owner, answering=True))

    def _give_back(self, item: TimelineItem) -> None:
        self._shell.jobs.write(self._owner, give_back, GiveBack(self._number(item), new_request_id()))

    def _finish(self, item: TimelineItem) -> None:
        self.finish(self._number(item))

    def finish(self, promise_id: int) -> None:
        """A promise was kept, or somebody came for what was reserved."""
        self._shell.jobs.write(self._owner, finish_promise, FinishPromise(promise_id, new_request_id()))

    def _reopen(self, item: TimelineItem) -> None:
        wish = ReopenPromise(self._number(item), new_request_id())
        self._shell.jobs.write(self._owner, reopen_promise, wish)

    def _remove(self, item: TimelineItem) -> None:
        wish = RemoveTouchpoint(self._number(item), new_request_id())
        self._shell.jobs.write(self._owner, remove_touchpoint, wish)
