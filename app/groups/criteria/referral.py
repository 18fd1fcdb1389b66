"""Customers who were brought by somebody, who brought somebody, or whom a certain customer brought."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from app.customers.models import Customer
from app.groups.criterion import TALK, Criterion, Values
from app.groups.spans import number
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.sales.tables import run, table

_C = table(Customer).c
_F = table(Customer).alias("friend").c
BROUGHT, BRINGS, BY = "brought", "brings", "by"


def condition(_view: View, values: Values) -> ColumnElement[bool]:
    """Friends who were archived since were brought all the same."""
    if values["how"] == BROUGHT:
        return _C.referred_by_id.is_not(None)
    if values["how"] == BY:
        return _C.id.in_(select(_F.id).where(_F.referred_by_id == values["customer"]))
    senders = select(_F.referred_by_id).where(_F.referred_by_id.is_not(None)).group_by(_F.referred_by_id)
    return _C.id.in_(senders.having(func.count() >= values["at_least"]))


def check(values: Values) -> None:
    if values["how"] == BY and "customer" not in values:
        raise Refused(_("Say which customer brought them."), "customer")


def words(values: Values, view: View) -> str:
    if values["how"] == BROUGHT:
        return _("were brought by a friend")
    if values["how"] == BY:
        return _("were brought by {name}").format(name=_name(view, values["customer"]))
    friends = plural("brought {n} friend or more", "brought {n} friends or more", values["at_least"])
    return friends.format(n=number(view, values["at_least"]))


def unless(values: Values, view: View) -> str:
    if values["how"] == BROUGHT:
        return _("were not brought by a friend")
    if values["how"] == BY:
        return _("were not brought by {name}").format(name=_name(view, values["customer"]))
    if values["at_least"] == 1:
        return _("brought nobody")
    return _("did not bring {n} friends or more").format(n=number(view, values["at_least"]))


def _name(view: View, customer: int) -> str:
    return _found(view, customer) or _("a customer who is no longer there")


def _found(view: View, customer: int) -> str | None:
    name: str | None = run(view.session, select(_C.name).where(_C.id == customer)).scalar()
    return name


def trouble(values: Values, view: View) -> str:
    if values["how"] != BY or _found(view, values["customer"]) is not None:
        return ""
    return _("There is no customer with the number {id}.").format(id=values["customer"])


CRITERION = Criterion(
    id="referral",
    label=_("Friends brought"),
    shelf=TALK,
    fields=(
        Field(
            "how",
            _("How"),
            FieldKind.CHOICE,
            choices=((BROUGHT, _("Was brought")), (BRINGS, _("Brought others")), (BY, _("Was brought by"))),
            default=BROUGHT,
        ),
        Field(
            "at_least", _("At least friends"), FieldKind.INTEGER, minimum=1, default=1, when=("how", BRINGS)
        ),
        Field("customer", _("Customer's number"), FieldKind.INTEGER, minimum=1, when=("how", BY)),
    ),
    words=words,
    unless=unless,
    condition=condition,
    check=check,
    trouble=trouble,
    order=40,
)
