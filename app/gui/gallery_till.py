"""The till panel in its states, side by side: nobody, somebody new, a regular, somebody who owes points."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.panels.till import TillPanel
from app.gui.speech import Speech
from app.kernel.context import ShopContext
from app.loyalty.queries import Panel, RewardState, StampState, TierState, VoucherState

TODAY = date(2026, 11, 22)
SPEECH = Speech(ShopContext(name="Kettle & Quill", currency="EUR", country="GB", locale="en_GB"))
EARNING = "1 point per €1 · Gold × 1.25 from €20"


def reward(name: str, cost: int, points: int) -> RewardState:
    """A reward beside a balance."""
    missing = max(0, cost - points)
    return RewardState(name, name, "free_item", "Free item", cost, not missing, missing, None, "")


def rewards(points: int) -> tuple[RewardState, ...]:
    """The rewards of the picture beside a balance."""
    named = (("Free coffee", 150), ("€5 off any book", 500), ("Signed first edition", 1000))
    return tuple(reward(name, cost, points) for name, cost in named)


def tier(name: str, amount: int, following: str, at: int, drops_on: date | None = None) -> TierState:
    """A tier by money spent."""
    return TierState(
        name.lower(), name, 1, date(2026, 3, 4), "spend", amount, following, at, max(0, at - amount),
        ("free gift wrap",), "", drops_on,
    )  # fmt: skip


def states() -> dict[str, Panel | None]:
    """What the panel is shown with in each state; None is nobody."""
    lapse = ((120, date(2026, 11, 30)),)
    full = StampState("coffee", "Coffee card", 7, 10, 0, "Free coffee", True)
    twice = StampState("cake", "Cake card", 13, 6, 2, "Free slice of cake", False)
    birthday = VoucherState(
        1, "310000000017", "Birthday: 10 % off", "10 % off", "birthday", date(2026, 12, 9)
    )
    regular = tier("Gold", 81_800, "Platinum", 100_000)
    dropping = tier("Silver", 21_200, "Gold", 50_000, date(2026, 12, 1))
    return {
        "nobody": None,
        "new": Panel(
            0, 0, 0, (), rewards(0), EARNING, None, tier("Member", 0, "Silver", 20_000),
            (StampState("coffee", "Coffee card", 0, 10, 0, "Free coffee", True),),
        ),
        "regular": Panel(640, 0, 640, lapse, rewards(640), EARNING, None, regular, (full,), (birthday,)),
        "owing": Panel(
            -40, 40, 0, (), rewards(-40), EARNING, None, dropping, (twice,), (), 1_250,
            "shared with Thomas and Anna",
        ),
    }  # fmt: skip


def till_states() -> QWidget:
    """All of them in a row."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for name, panel in states().items():
        till = TillPanel()
        if panel is not None:
            lapse = "120 lapse on 30 Nov" if panel.expiring else "points still owed" if panel.owed else ""
            till.show_panel(panel, SPEECH, lapse, TODAY)
        till.setObjectName(name)
        till.setFixedWidth(330)
        layout.addWidget(till)
    return holder
