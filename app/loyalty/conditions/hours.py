"""Certain hours of the day, by the shop's clock."""

from __future__ import annotations

from datetime import time

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Holds
from app.loyalty.reading import Values

OPENS, CLOSES = "00:00", "24:00"


def holds(values: Values) -> Holds:
    """Whether the sale is at or after `after` and before `before`; over midnight when `before` is earlier.

    A sale whose time nobody knows is at no hour.
    """
    start = time.fromisoformat(values.get("after", OPENS))
    end = time.fromisoformat(values.get("before", OPENS))
    if end == time.min:  # the end of the day, not its beginning
        return lambda sale: sale.clock is not None and sale.clock >= start
    if start <= end:
        return lambda sale: sale.clock is not None and start <= sale.clock < end
    return lambda sale: sale.clock is not None and (sale.clock >= start or sale.clock < end)


def words(values: Values, _view: View) -> str:
    return f"{values.get('after', OPENS)}\N{EN DASH}{values.get('before', CLOSES)}"


CONDITION = Condition(
    id="hours",
    label=_("Hours"),
    fields=(
        Field("after", _("From (time)"), FieldKind.TIME),
        Field("before", _("Until (time)"), FieldKind.TIME),
    ),
    words=words,
    holds=holds,
    order=60,
)
