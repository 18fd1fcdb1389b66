"""Whether anything waits to lapse: asked at every opening, so it loads nothing of the ledger."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from app.kernel.unit import View
from app.loyalty.models import Account, Entry, OpenLot
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_O = table(OpenLot).c
LATEST = 200
"""How many of the last entries are asked for their date when the clock is judged."""


def lapse_waits(view: View) -> bool:
    """Whether `lapse_due` has anything to book or to say: a look that writes nothing and waits for nobody."""
    latest = latest_date(view)
    if latest is not None and latest > view.today:
        return True
    due = (
        select(_O.lot_id)
        .select_from(table(OpenLot))
        .join(table(Account), _A.id == _O.account_id)
        .where(_O.expires_on < view.today, _A.last_date <= view.today)
    )
    return run(view.session, due.limit(1)).first() is not None


def latest_date(view: View) -> date | None:
    """The latest business date among the last entries written, tomorrow's purchases left aside."""
    recent = select(_E.business_date.label("day")).order_by(_E.id.desc()).limit(LATEST).subquery()
    return run(view.session, select(func.max(recent.c.day))).scalar()
