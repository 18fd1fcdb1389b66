"""Whether the daily run has anything to do: asked at every opening, so it loads nothing of the ledger."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String, column, func, select, table

from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import run

# Not the tables' classes: they are not loaded yet when a start asks.
_E = table("entry", column("id"), column("business_date", Date)).c
_D = table("daily_run", column("name", String), column("through", Date)).c
LATEST = 200
"""How many of the last entries are asked for their date when the clock is judged."""
WHOLE = "daily"
"""The row of `daily_run` that stands for all jobs together."""


def daily_waits(view: View) -> bool:
    """Whether the daily run has anything to do or to say: a look that writes nothing and waits for nobody."""
    through = run(view.session, select(_D.through).where(_D.name == WHOLE)).scalar()
    return through != view.today or _set_back(view) is not None


def clock_note(view: View) -> str:
    """Why the clock is not believed, in a sentence; "" when it is."""
    latest = _set_back(view)
    if latest is None:
        return ""
    from app.loyalty.words import day_text

    words = _(
        "The computer's clock says {today}, but the last entry is of {latest}. No points lapsed; "
        "please set the clock."
    )
    return words.format(today=day_text(view.today, view), latest=day_text(latest, view))


def _set_back(view: View) -> date | None:
    """The latest business date among the last entries written, when it is later than today."""
    recent = select(_E.business_date.label("day")).order_by(_E.id.desc()).limit(LATEST).subquery()
    latest = run(view.session, select(func.max(recent.c.day))).scalar()
    return latest if latest is not None and latest > view.today else None
