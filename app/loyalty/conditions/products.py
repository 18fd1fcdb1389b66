"""Lines of certain products."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Picks
from app.loyalty.reading import Values


def picks(values: Values) -> Picks:
    """Lines whose item is one of those named, capitals aside."""
    wanted = frozenset(name.casefold() for name in values["product"])
    return lambda line: line.item.casefold() in wanted


def words(values: Values, _view: View) -> str:
    return _("Product is {names}").format(names=_(" or ").join(values["product"]))


def brief(values: Values, _view: View) -> str:
    return _(" or ").join(values["product"])


def phrase(values: Values, view: View) -> str:
    return _("on {names}").format(names=brief(values, view))


CONDITION = Condition(
    id="product",
    label=_("Product"),
    fields=(Field("product", _("Products"), FieldKind.TEXTS, max_length=200),),
    words=words,
    brief=brief,
    phrase=phrase,
    picks=picks,
    for_rewards=False,
    order=20,
)
