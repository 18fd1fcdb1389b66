"""Customers with one of certain tags."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.text import fold
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Holds
from app.loyalty.reading import Values


def holds(values: Values) -> Holds:
    """Whether the customer has one of the tags."""
    wanted = frozenset(fold(name) for name in values["tags"])
    return lambda sale: not wanted.isdisjoint(sale.who.tags)


def words(values: Values, _view: View) -> str:
    return _("Customers tagged {names}").format(names=_(" or ").join(values["tags"]))


def brief(values: Values, _view: View) -> str:
    return _(" or ").join(values["tags"])


def phrase(values: Values, view: View) -> str:
    return _("for {names}").format(names=brief(values, view))


CONDITION = Condition(
    id="tags",
    label=_("Customer's tag"),
    fields=(Field("tags", _("Tags"), FieldKind.TEXTS, max_length=60),),
    words=words,
    brief=brief,
    phrase=phrase,
    holds=holds,
    needs=frozenset({"tags"}),
    order=30,
)
