"""The day as the page shows it: figures above, and its parts in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.groups.morning import Morning, morning
from app.gui.models.morning_rows import DayPart, parts_of
from app.gui.speech import Speech
from app.gui.widgets.facts import Fact
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.printing.formatting import weekday_and_day


@dataclass(frozen=True)
class DayView:
    """The whole page. `lapsing` are the customers whose points lapse soon."""

    day: str
    today: date
    facts: tuple[Fact, ...]
    parts: dict[str, DayPart]
    lapsing: tuple[int, ...]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing at all."""
        return not any(part.rows for part in self.parts.values())


def day_view(view: View) -> DayView:
    """Today in words."""
    told, speech = morning(view), Speech(view.context)
    day = weekday_and_day(told.day, view.context.locale)
    ids = told.lapsing.ids if told.lapsing else ()
    return DayView(
        day, told.today, _facts(told, speech), {part.id: part for part in parts_of(told, speech)}, ids
    )


def _facts(told: Morning, speech: Speech) -> tuple[Fact, ...]:
    served = told.served
    words, role = _("served today"), "caption"
    if served.usual is not None:
        words = _("served today, usually {n} by now").format(n=speech.number(served.usual))
        role = "good" if served.customers > served.usual else role
    facts = [Fact(speech.number(served.customers), words, role)]
    share = round(100 * served.regulars / served.customers) if served.customers else None
    facts.append(Fact("–" if share is None else _("{n} %").format(n=share), _("were regulars")))
    things = plural("thing worth doing today", "things worth doing today", told.things)
    facts.append(Fact(speech.number(told.things), things))
    owing = speech.number(told.points) if told.worth is None else speech.sum(told.worth)
    facts.append(Fact(owing, _("points owed to customers")))
    return tuple(facts)
