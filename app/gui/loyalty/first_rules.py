"""Where there is no programme yet: a good one for each kind of shop in one click, or none to begin with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.widgets.empty import IconTile
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.radio_cards import CardChoice, RadioCards
from app.gui.widgets.surfaces import Panel
from app.kernel.i18n import _

EMPTY = "empty"
TEMPLATES = (
    CardChoice("cafe", _("Café"), _("A drink soon, a stamp card, early birds twice."), "stamp"),
    CardChoice("bookshop", _("Bookshop"), _("A coffee, then money off any book; quiet hours."), "note"),
    CardChoice("salon", _("Salon"), _("Care products, a visit card, midweek."), "reward"),
    CardChoice("florist", _("Florist"), _("A rose, then something off a bouquet."), "event"),
    CardChoice("plain", _("Any shop"), _("A point for each unit spent, one reward."), "purchase"),
    CardChoice(EMPTY, _("Begin with nothing"), _("Every rule is written by hand."), "edit"),
)


class FirstRules(Panel):
    """`chosen(str)` is the template; "empty" for none."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("No programme yet"))
        inner = QWidget()
        inner.setMaximumWidth(640)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(inner)
        column.setSpacing(8)
        title = PlainLabel(_("What should regulars get?"), "heading", wrap=True)
        words = PlainLabel(
            _("Choose what comes nearest. It becomes a draft to change; nothing holds before you start it."),
            "muted",
            wrap=True,
        )
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.cards = RadioCards(TEMPLATES, name=_("Templates"))
        self.cards.chosen.connect(self.chosen)
        for card in self.cards.cards.values():
            card.setCheckable(False)  # each begins a draft; none of them is what is chosen now
        column.addWidget(IconTile("loyalty", "accent", 56), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self.cards)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)
        self.column.addLayout(middle)
        self.column.addStretch(2)

    def focus(self) -> None:
        """The focus into the first of them."""
        next(iter(self.cards.cards.values())).setFocus(Qt.FocusReason.OtherFocusReason)
