"""What a bonus was for, as the timeline says it: joining, a friend who came, having been sent."""

from __future__ import annotations

import json

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import run, table

_C = table(Customer).c


def bonus_title(view: View, detail: str) -> str:
    """The title of a bonus from what its entry keeps. Names are looked up: the ledger has none in it."""
    told = json.loads(detail) if detail else {}
    if told.get("to") == "sender":
        return _("{name} came").format(name=_name(view, told["friend"]))
    if told.get("to") == "friend":
        return _("Sent by {name}").format(name=_name(view, told["sender"]))
    return _("Points for joining") if told.get("joined") else _("Bonus points")


def _name(view: View, customer_id: int) -> str:
    return str(run(view.session, select(_C.name).where(_C.id == customer_id)).scalar_one())
