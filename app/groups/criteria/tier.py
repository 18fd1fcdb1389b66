"""Customers by the tier they stand in."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from app.customers.models import Customer
from app.groups.criterion import LOYALTY, Criterion, Values
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.text import fold
from app.kernel.unit import View
from app.loyalty.tiers.models import TierStanding
from app.loyalty.tiers.standing import start_tier
from app.loyalty.versions import rules_on
from app.sales.tables import table

_C = table(Customer).c
_S = table(TierStanding).c


def condition(view: View, values: Values) -> ColumnElement[bool]:
    """To whom nothing happened yet stands in the tier everybody begins with, where there is one."""
    scheme, known = rules_on(view, view.today).tiers, _known(view)
    wanted = {known[name] for name in _folded(values) if name in known}
    standing = _C.id.in_(select(_S.customer_id).where(_S.tier.in_(sorted(wanted))))
    if start_tier(scheme) not in wanted:
        return standing
    return or_(standing, _C.id.not_in(select(_S.customer_id)))


def _known(view: View) -> dict[str, str]:
    """Ids of tiers by their folded ids and names."""
    found: dict[str, str] = {}
    for tier in rules_on(view, view.today).tiers.tiers:
        found.setdefault(fold(tier.name), tier.id)
        found[fold(tier.id)] = tier.id
    return found


def _folded(values: Values) -> list[str]:
    return [fold(name) for name in values["tiers"]]


def words(values: Values, view: View) -> str:
    return _("stand in {tiers}").format(tiers=_named(values, view))


def unless(values: Values, view: View) -> str:
    return _("do not stand in {tiers}").format(tiers=_named(values, view))


def _named(values: Values, view: View) -> str:
    known, names = _known(view), dict(offered(view))
    lost = _("{tier} (a tier the programme does not have)")
    said = [
        names[known[fold(name)]] if fold(name) in known else lost.format(tier=name)
        for name in values["tiers"]
    ]
    return _(" or ").join(said)


def trouble(values: Values, view: View) -> str:
    known = _known(view)
    if any(name in known for name in _folded(values)):
        return ""
    return _("The programme has no tier “{tier}”.").format(tier=values["tiers"][0])


def offered(view: View) -> list[tuple[str, str]]:
    return [(tier.id, tier.name) for tier in rules_on(view, view.today).tiers.tiers]


CRITERION = Criterion(
    id="tier",
    label=_("Tier"),
    shelf=LOYALTY,
    fields=(Field("tiers", _("Tiers"), FieldKind.TEXTS, required=True, max_length=120),),
    words=words,
    unless=unless,
    condition=condition,
    offers={"tiers": offered},
    trouble=trouble,
    order=20,
)
