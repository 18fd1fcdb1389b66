"""The day as the page shows it: figures above, and its parts in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.groups.morning import Morning, morning
from app.gui.models.day_row import DayPart
from app.gui.models.morning_rows import parts_of
from app.gui.models.replay import rounded_money
from app.gui.models.slipping_rows import why_unranked
from app.gui.models.sounds import sounds_of
from app.gui.speech import Speech
from app.gui.widgets.facts import Fact
from app.insights.foretelling.learnt import AHEAD_DAYS, Learnt, learnt, learnt_already
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.printing.formatting import weekday_and_day


@dataclass(frozen=True)
class DayView:
    """The whole page. `lapsing` are the customers whose points lapse soon. `final` is whether it is ranked by
    all that is known: else `learnt_day_view` tells it better, later."""

    day: str
    today: date
    facts: tuple[Fact, ...]
    parts: dict[str, DayPart]
    lapsing: tuple[int, ...]
    final: bool

    @property
    def quiet(self) -> bool:
        """Whether there is nothing at all."""
        return not any(part.rows for part in self.parts.values())


def day_view(view: View) -> DayView:
    """Today in words, ranked by what was learnt today so far: nothing is waited for."""
    shop, fresh = learnt_already(view)
    return _told(view, shop, final=fresh)


def learnt_day_view(view: View) -> DayView:
    """The same by all that the shop's history teaches now: the first time of a day that takes seconds in a
    large shop."""
    return _told(view, learnt(view), final=True)


def _told(view: View, shop: Learnt | None, *, final: bool) -> DayView:
    told, speech = morning(view, shop=shop), Speech(view.context)
    day = weekday_and_day(told.day, view.context.locale)
    ids = told.lapsing.ids if told.lapsing else ()
    sounds = sounds_of(view, told.feedback.rows)
    parts = {part.id: part for part in parts_of(told, speech, sounds)}
    return DayView(day, told.today, _facts(told, speech), parts, ids, final)


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
    facts.append(_promising(told, speech))
    owing = speech.number(told.points) if told.worth is None else speech.sum(told.worth)
    facts.append(Fact(owing, _("points owed to customers")))
    return tuple(facts)


def _promising(told: Morning, speech: Speech) -> Fact:
    """What the customers in the rows are expected to spend, and how that is known."""
    these = told.promising
    words = plural("expected from this customer", "expected from these {n} customers", these.customers)
    if not these.customers:
        words = _("expected from customers in these rows")
    caption = words.format(n=speech.number(these.customers))
    if these.expected is None:
        return Fact("–", caption, how=why_unranked(told, speech))
    how = _(
        "What the customers named in the rows below will spend in the next {days} days, each counted once: "
        "what they spend if they come, times the chance that they come. Learnt from what {n} customers did."
    )
    learnt_from = told.learnt.customers if told.learnt else 0
    return Fact(
        rounded_money(these.expected, speech), caption,
        how=how.format(days=AHEAD_DAYS, n=speech.number(learnt_from)),
    )  # fmt: skip
