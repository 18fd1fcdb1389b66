"""Whether anything waits to lapse: asked at every opening, so it loads nothing of the ledger."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, column, exists, func, select, table

from app.kernel.unit import View
from app.sales.tables import run

_ACCOUNT = table("account", column("id"), column("unit"), column("last_date", Date))
_ENTRY = table("entry", column("id"), column("business_date", Date))
_OPEN_LOT = table("open_lot", column("lot_id"), column("account_id"), column("expires_on", Date))
_A, _E, _O = _ACCOUNT.c, _ENTRY.c, _OPEN_LOT.c
LATEST = 200
"""How many of the last entries are asked for their date when the clock is judged."""


def lapse_waits(view: View) -> bool:
    """Whether `lapse_due` has anything to book or to say: a look that writes nothing and waits for nobody."""
    latest = latest_date(view)
    if latest is not None and latest > view.today:
        return True
    # By its day first, then its account: joined, the database goes through all accounts of the unit.
    ready = exists().where(_A.id == _O.account_id, _A.last_date <= view.today)
    due = select(_O.lot_id).where(_O.expires_on < view.today, ready)
    return run(view.session, due.limit(1)).first() is not None


def latest_date(view: View) -> date | None:
    """The latest business date among the last entries written, tomorrow's purchases left aside."""
    recent = select(_E.business_date.label("day")).order_by(_E.id.desc()).limit(LATEST).subquery()
    return run(view.session, select(func.max(recent.c.day))).scalar()
