"""Opens the pop-over from the facts of the card, and fetches what it tells in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.gui.page import Shell
from app.gui.panels.customer_card import CustomerPanel
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.gui.knowing.popover import KnowingPopover
    from app.gui.models.card_view import CardView
    from app.gui.models.knowing import Knowing


class KnowingDesk(QObject):
    """Tell it of each card that is shown. Nothing is loaded until a fact is first pressed."""

    def __init__(self, shell: Shell, page: QWidget, card: CustomerPanel) -> None:
        super().__init__(page)
        self._shell, self._page, self._card = shell, page, card
        self._view: CardView | None = None
        self._fact = ""
        self.popover: KnowingPopover | None = None
        card.fact_pressed.connect(self.open)
        page.installEventFilter(self)
        card.facts.installEventFilter(self)

    def show_card(self, view: CardView | None) -> None:
        """A card is shown, or none: of another customer the pop-over tells nothing, of the same it tells
        anew."""
        other = view is None or self._view is None or view.id != self._view.id
        self._view = view
        if self.popover is None or self.popover.isHidden():
            return
        if other:
            self.popover.hide()
        else:
            self._ask()

    def open(self, fact: str = "") -> None:
        """Open at this fact of the card, by its id."""
        if self._view is None:
            return
        from app.gui.knowing.popover import KnowingPopover

        if self.popover is None:
            self.popover = KnowingPopover(self._page)
            self.popover.closed.connect(self._closed)
        self._fact = fact
        self.popover.say(_("Looking at the history…"))
        self.popover.open_at(self._place_of(fact), self._view.name, fact)
        self._ask()

    def _place_of(self, fact: str) -> QRect:
        """Where the fact stands on the page; the first one's place where it has none."""
        strip = self._card.facts
        cell = strip.cell_of(fact) or strip.cells[0]
        return QRect(cell.mapTo(self._page, QPoint(0, 0)), cell.size())

    def _ask(self) -> None:
        from app.gui.models.knowing import knowing

        if self.popover is not None and self._view is not None:
            self._shell.jobs.read_aside(
                self.popover, "knowing", knowing, self._view.id, done=self._show, failed=self._lost
            )

    def _show(self, known: Knowing) -> None:
        if self.popover is not None and self._view is not None and known.customer_id == self._view.id:
            self.popover.point_at(self._place_of(self._fact))
            self.popover.show_known(known)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        if moves and self.popover is not None and self.popover.isVisible():
            QTimer.singleShot(0, self._follow)  # once the facts have their new places
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if self.popover is not None and self.popover.isVisible():
            self.popover.point_at(self._place_of(self._fact))

    def _lost(self, error: Exception) -> None:
        if self.popover is not None:
            self.popover.say(str(error))

    def _closed(self) -> None:
        self._card.facts.setFocus(Qt.FocusReason.OtherFocusReason)
