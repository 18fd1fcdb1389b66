"""Give everybody a voucher of the programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.groups.campaigns.kind import ActionKind, Data, Doing
from app.groups.models import Campaign
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.for_many import give_again, given_otherwise, issue_to, withdraw_all
from app.loyalty.vouchers.issuing import rule_named
from app.sales.tables import run, table

_RULE = Field("rule", _("Voucher"), required=True, max_length=120)


def key_of(campaign: int) -> str:
    """The occasion of a campaign's vouchers."""
    return f"campaign:{campaign}"


def _fields(view: View) -> tuple[Field, ...]:
    choices = tuple((rule.id, rule.name) for rule in rules_on(view, view.today).vouchers)
    return (replace(_RULE, kind=FieldKind.CHOICE, choices=choices),) if choices else (_RULE,)


def _settle(view: View, data: Data) -> Mapping[str, Any]:
    rule = rule_named(rules_on(view, view.today), str(data["rule"]))
    return {"rule": rule.id, "name": rule.name}


def _do(unit: Unit, doing: Doing) -> None:
    rule = rule_named(rules_on(unit, unit.today), str(doing.data["rule"]))
    issue_to(unit, rule, doing.customers, key_of(doing.campaign), doing.name)


def _take_back(unit: Unit, doing: Doing) -> int:
    return withdraw_all(unit, str(doing.data["rule"]), doing.customers, key_of(doing.campaign))


def _do_again(unit: Unit, doing: Doing) -> None:
    off = select(table(Campaign).c.called_off_at).where(table(Campaign).c.id == doing.campaign)
    give_again(
        unit,
        str(doing.data["rule"]),
        doing.customers,
        key_of(doing.campaign),
        run(unit.session, off).scalar_one(),
    )


def _got_anyway(view: View, doing: Doing, since: datetime, until: datetime) -> int:
    rule = str(doing.data["rule"])
    return given_otherwise(view, rule, doing.customers, key_of(doing.campaign), since, until)


ACTION = ActionKind(
    "voucher",
    _("Give a voucher"),
    "voucher",
    lambda data: _("Voucher: {name}").format(name=data.get("name") or data.get("rule", "")),
    fields=(_RULE,),
    fields_now=_fields,
    settle=_settle,
    do=_do,
    take_back=_take_back,
    do_again=_do_again,
    got_anyway=_got_anyway,
    order=10,
)
