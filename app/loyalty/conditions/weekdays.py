"""Certain days of the week."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Holds
from app.loyalty.reading import Values

WEEKDAYS = (
    ("mon", _("Monday")),
    ("tue", _("Tuesday")),
    ("wed", _("Wednesday")),
    ("thu", _("Thursday")),
    ("fri", _("Friday")),
    ("sat", _("Saturday")),
    ("sun", _("Sunday")),
)
_NUMBER = {name: number for number, (name, _label) in enumerate(WEEKDAYS)}


def holds(values: Values) -> Holds:
    """Whether the sale's business date is one of the days."""
    wanted = frozenset(_NUMBER[name] for name in values["weekdays"])
    return lambda sale: sale.day.weekday() in wanted


def words(values: Values, _view: View) -> str:
    labels = dict(WEEKDAYS)
    return ", ".join(_(labels[name]) for name in values["weekdays"])


def phrase(values: Values, view: View) -> str:
    return _("on {days}").format(days=words(values, view))


CONDITION = Condition(
    id="weekdays",
    label=_("Days of the week"),
    fields=(Field("weekdays", _("Days of the week"), FieldKind.CHOICES, choices=WEEKDAYS),),
    words=words,
    phrase=phrase,
    holds=holds,
    order=50,
)
