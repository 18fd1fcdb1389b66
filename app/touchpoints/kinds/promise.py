"""A promise: something the shop owes the customer, with a day; open until it is done."""

from __future__ import annotations

from datetime import date

from app.kernel.i18n import _
from app.touchpoints.days import short_day
from app.touchpoints.kind import Shown, Told, TouchpointKind


def _show(told: Told) -> Shown:
    def day(value: date) -> str:
        return short_day(value, told.today, told.locale)

    if told.done_on is not None:
        return Shown(_("Promise kept"), told.text, _("Done on {day}").format(day=day(told.done_on)))
    if told.due_on is None:
        detail = _("Still open")
    elif told.due_on < told.today:
        detail = _("Was due on {day}, still open").format(day=day(told.due_on))
    elif told.due_on == told.today:
        detail = _("Due today")
    else:
        detail = _("Due on {day}").format(day=day(told.due_on))
    return Shown(_("Promised"), told.text, detail)


KIND = TouchpointKind(
    id="promise",
    label=_("Promise"),
    icon="promise",
    tone="gold",
    group="promise",
    show=_show,
    words=("promise", "promised", "todo", "p"),
    order=80,
    promised=True,
)
