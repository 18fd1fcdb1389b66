"""The rows of who slips away: how long they are quiet, how likely they come back, and why in this order."""

from __future__ import annotations

from datetime import timedelta

from app.groups.morning import SPOKEN_WITHIN, Morning, Reach
from app.groups.rhythms import Slipping
from app.gui.models.day_row import CALL, DONE, LETTER, SLIPPING, DayPart, DayRow, counted, said
from app.gui.models.replay import rounded_money
from app.gui.speech import Speech
from app.insights.foretelling.learnt import AHEAD_DAYS
from app.insights.insight import in_a_hundred
from app.insights.reasons import why_no_spending, why_nothing
from app.insights.sayings import Sayings
from app.insights.words import percent
from app.kernel.i18n import _, plural

_DAY = timedelta(days=1)


def rhythm_words(days: int) -> str:
    """ "weekly", "every 12 days"."""
    named = {1: _("daily"), 7: _("weekly"), 14: _("fortnightly")}
    if 28 <= days <= 31:
        return _("monthly")
    return named.get(days) or _("every {n} days").format(n=days)


def why_unranked(told: Morning, speech: Speech) -> str:
    """Why nothing is foretold; "" where it is."""
    if told.learnt is None:
        return _("What to expect is being worked out from the shop's history.")
    say = Sayings(speech.context)
    return why_nothing(told.learnt, say) or ("" if told.learnt.worth else why_no_spending())


def slipping_part(told: Morning, speech: Speech) -> DayPart:
    def row(one: Slipping) -> DayRow:
        reach = told.reach.get(one.customer_id, Reach())
        action, button = (DONE, _("Done"))
        if reach.phone:
            action, button = CALL, _("Call")
        elif reach.post:
            action, button = LETTER, _("Letter")
        quiet = plural("{n} day quiet", "{n} days quiet", one.quiet).format(n=speech.number(one.quiet))
        return DayRow(
            f"slipping:{one.customer_id}", one.customer_id, one.name, one.name,
            said(
                _("{rhythm} → {quiet}").format(rhythm=rhythm_words(one.usual), quiet=quiet),
                _likely(one, speech),
            ),
            action, button, until=told.today + _DAY * SPOKEN_WITHIN, phone=reach.phone,
            hint=_hope(one, speech),
        )  # fmt: skip

    part = told.slipping
    count, why = counted(part, speech), "" if told.learnt is None else why_unranked(told, speech)
    note = _("Ordered by what they spent a year. {why}").format(why=why) if why and part.rows else ""
    return DayPart(
        SLIPPING, _("Regulars slipping away"), count if part.count else "", "rose",
        tuple(map(row, part.rows)), 0, _("All regulars come as they use to."), note,
    )  # fmt: skip


def _likely(one: Slipping, speech: Speech) -> str:
    if one.chance is None:
        return _("{money} a year").format(money=rounded_money(one.a_year, speech))
    share = percent(10 * in_a_hundred(one.chance), speech.context.locale)
    return _("{share} likely back").format(share=share)


def _hope(one: Slipping, speech: Speech) -> str:
    """What stands behind the place of a row in the list."""
    a_year = _("Spent {money} a year.").format(money=rounded_money(one.a_year, speech))
    if one.expected is None:
        return a_year
    words = _(
        "{money} to expect in the next {days} days: what they spend if they come, times the chance that they "
        "come. Those with most stand first."
    )
    return words.format(money=rounded_money(one.expected, speech), days=AHEAD_DAYS) + " " + a_year
