"""Whether a balance holds what is to be taken from it, and the sentence when it does not."""

from __future__ import annotations

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import format_number
from app.kernel.unit import View
from app.loyalty.ledger import Ledger
from app.loyalty.models import POINTS
from app.loyalty.stamps.card import UNIT as STAMPS
from app.loyalty.words import money


def check_enough(view: View, ledger: Ledger, name: str, points: int) -> None:
    """Refuse, with what is missing, when the balance does not hold `points` (stamps, minor units)."""
    balance = ledger.tip.balance
    if points <= balance:
        return
    unit, locale = ledger.tip.unit, view.context.locale
    if unit == POINTS:
        words = _("{name} has {balance} points; this needs {points}: {missing} are missing.")
    elif unit.startswith(STAMPS):
        words = _("{name} has {balance} stamps; this needs {points}: {missing} are missing.")
    else:
        words = _("{name} has {balance}; this needs {points}: {missing} are missing.")
    said = [
        format_number(number, locale) if unit == POINTS or unit.startswith(STAMPS) else money(number, view)
        for number in (balance, points, points - balance)
    ]
    raise Refused(words.format(name=name, balance=said[0], points=said[1], missing=said[2]), field="reward")
