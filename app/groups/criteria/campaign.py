"""Customers who were in the group something was done for. What was called off does not count."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from app.customers.models import Customer
from app.groups.criterion import TALK, Criterion, Values
from app.groups.models import Campaign, CampaignMember
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.text import sort_key
from app.kernel.unit import View
from app.sales.tables import run, table

_C = table(Customer).c
_D = table(Campaign).c
_M = table(CampaignMember).c
ANY, GOT, HELD_OUT = "any", "got", "held-out"


def condition(view: View, values: Values) -> ColumnElement[bool]:
    """A name stands for every campaign of that name."""
    members = select(_M.customer_id).join_from(
        table(CampaignMember), table(Campaign), _D.id == _M.campaign_id
    )
    members = members.where(_D.called_off_at.is_(None))
    if "name" in values:
        members = members.where(_D.id.in_(_named(view, values["name"])))
    if values["part"] != ANY:
        members = members.where(_M.held_out if values["part"] == HELD_OUT else ~_M.held_out)
    return _C.id.in_(members)


def _named(view: View, name: str) -> list[int]:
    wanted = sort_key(name)
    return [
        number for number, other in run(view.session, select(_D.id, _D.name)) if sort_key(other) == wanted
    ]


def words(values: Values, _view: View) -> str:
    said = {
        ANY: _("were in {campaign}"),
        GOT: _("got something in {campaign}"),
        HELD_OUT: _("were left out by chance in {campaign}"),
    }[values["part"]]
    return said.format(campaign=_said(values))


def unless(values: Values, _view: View) -> str:
    said = {
        ANY: _("were not in {campaign}"),
        GOT: _("got nothing in {campaign}"),
        HELD_OUT: _("were not left out by chance in {campaign}"),
    }[values["part"]]
    return said.format(campaign=_said(values))


def _said(values: Values) -> str:
    name = values.get("name")
    return _("the campaign “{name}”").format(name=name) if name else _("any campaign")


def trouble(values: Values, view: View) -> str:
    if "name" not in values or _named(view, values["name"]):
        return ""
    return _("There is no campaign “{name}”.").format(name=values["name"])


def offered(view: View) -> list[tuple[str, str]]:
    rows = run(view.session, select(_D.name).where(_D.called_off_at.is_(None)).order_by(_D.id.desc()))
    return list(dict.fromkeys((row[0], row[0]) for row in rows))


CRITERION = Criterion(
    id="campaign",
    label=_("Was in a campaign"),
    shelf=TALK,
    fields=(
        Field("name", _("Campaign"), max_length=120),
        Field(
            "part",
            _("Part"),
            FieldKind.CHOICE,
            choices=((ANY, _("Either")), (GOT, _("Got something")), (HELD_OUT, _("Left out by chance"))),
            default=ANY,
        ),
    ),
    words=words,
    unless=unless,
    condition=condition,
    offers={"name": offered},
    trouble=trouble,
    order=50,
)
