"""A reservation: a table, a place or a thing kept for the customer, with a day; open until they came."""

from __future__ import annotations

from datetime import date

from app.kernel.i18n import _
from app.touchpoints.days import short_day
from app.touchpoints.kind import Shown, Told, TouchpointKind


def _show(told: Told) -> Shown:
    def day(value: date) -> str:
        return short_day(value, told.today, told.locale)

    if told.done_on is not None:
        return Shown(_("Came for it"), told.text, _("Done on {day}").format(day=day(told.done_on)))
    if told.due_on is None:
        detail = _("Still open")
    elif told.due_on < told.today:
        detail = _("Was for {day}, still open").format(day=day(told.due_on))
    elif told.due_on == told.today:
        detail = _("For today")
    else:
        detail = _("For {day}").format(day=day(told.due_on))
    return Shown(_("Reserved"), told.text, detail)


KIND = TouchpointKind(
    id="reservation",
    label=_("Reservation"),
    icon="calendar",
    tone="blue",
    group="promise",
    show=_show,
    words=("reservation", "reserve", "reserved", "booking", "appointment", "r"),
    order=85,
    promised=True,
)
