"""Lines of certain categories: double points on crime."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Picks
from app.loyalty.reading import Values


def picks(values: Values) -> Picks:
    """Lines whose category is one of those named, capitals aside."""
    wanted = frozenset(name.casefold() for name in values["category"])
    return lambda line: line.category.casefold() in wanted


def words(values: Values, _view: View) -> str:
    return _("Category is {names}").format(names=_(" or ").join(values["category"]))


def brief(values: Values, _view: View) -> str:
    return _(" or ").join(values["category"])


def phrase(values: Values, view: View) -> str:
    return _("on {names}").format(names=brief(values, view))


CONDITION = Condition(
    id="category",
    label=_("Category"),
    fields=(Field("category", _("Categories"), FieldKind.TEXTS),),
    words=words,
    brief=brief,
    phrase=phrase,
    picks=picks,
    for_rewards=False,
    order=10,
)
