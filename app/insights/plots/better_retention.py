"""What five per cent better retention would be worth: two years as now, and with more coming again."""

from __future__ import annotations

from math import floor, log10

from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.foretelling.keeping import AHEAD, BETTER, Outlook, outlook
from app.insights.foretelling.learnt import MIN_REPEAT, YEAR_DAYS, learnt
from app.insights.plot import Asked, Plot, PlotData, Sentence, said, spans
from app.insights.reasons import why_no_spending, why_nothing, why_too_few, why_too_short
from app.insights.report import Column, Kind, Row
from app.insights.sayings import Sayings
from app.insights.visits import visits_through_today
from app.insights.words import days, whole_percent
from app.kernel.clock import add_months
from app.kernel.i18n import _, plural
from app.kernel.money import exponent
from app.kernel.unit import View
from app.loyalty.words import short_amount

_QUARTER_MONTHS = 3


class BetterRetention(Plot):
    """The whole book is looked at, whatever time is asked for: two years ahead need all there is."""

    id = "better-retention"
    order = 30

    @property
    def label(self) -> str:
        return _("What 5 % better retention would be worth")

    def gather(self, view: View, asked: Asked) -> PlotData:
        say, shop = Sayings(view.context), learnt(view)
        if shop.lasting is None:
            return self.nothing(view, why_nothing(shop, say))
        if shop.worth is None:
            return self.nothing(view, why_no_spending())
        if shop.days < YEAR_DAYS:
            return self.nothing(view, why_too_short(shop, YEAR_DAYS, say))
        visits = visits_through_today(view, asked.ids)
        again = int((visits.count > 1).sum())
        if again < MIN_REPEAT:
            return self.nothing(view, why_too_few(again, say))
        found = outlook(visits, view.today, shop.lasting, shop.worth, fitted=asked.ids is None)
        if found is None:
            return self.nothing(view, why_no_spending())
        sentence = _sentence(found, view)
        names = tuple(_name(at, say) for at in range(AHEAD + 1))
        chart = Chart(
            self.id, self.label, said(sentence), Shape.LINES, names,
            (
                Series(_("As now"), found.as_now, Tone.BESIDE),
                Series(_("5 % better"), found.better, Tone.MAIN, found.low, found.high),
            ),
            Kind.MONEY, from_zero=False,
        )  # fmt: skip
        rows: list[Row] = [
            (add_months(view.today, _QUARTER_MONTHS * at), *values)
            for at, values in enumerate(zip(found.as_now, found.better, found.low, found.high, strict=True))
        ]
        columns = (
            Column("until", _("Twelve months until"), Kind.DATE, wide=1),
            Column("as_now", _("As now"), Kind.MONEY),
            Column("better", _("5 % better"), Kind.MONEY),
            Column("low", _("Likely from"), Kind.MONEY),
            Column("high", _("Likely to"), Kind.MONEY),
        )
        ahead = days(view.today, add_months(view.today, 24), view.context.locale)
        return self.answer(view, ahead, sentence, chart, columns, rows, _how(found, say))


def _sentence(found: Outlook, view: View) -> Sentence:
    fine = min(log10(found.gain) - 1, log10(max(found.gain_high - found.gain_low, 1)))
    step = 10 ** max(exponent(view.context.currency), floor(fine))

    def money(minor: int) -> str:
        rounded = (2 * minor + step) // (2 * step) * step
        return short_amount(rounded, view.context.currency, view.context.locale)

    return spans(
        _("On your own numbers: *{gain} a year*, between {low} and {high}."),
        gain=money(found.gain), low=money(found.gain_low), high=money(found.gain_high),
    )  # fmt: skip


def _name(at: int, say: Sayings) -> str:
    months = _QUARTER_MONTHS * at
    if not months:
        return _("Now")
    if months % 12:
        return _("+{n} months").format(n=say.number(months))
    return plural("+{n} year", "+{n} years", months // 12).format(n=say.number(months // 12))


def _how(found: Outlook, say: Sayings) -> str:
    again, more = round(found.again), round((BETTER - 1) * found.again)
    words = _(
        "About {again} of {customers} customers will come again within a year; 5 % better is {more} more. "
        "They are those with whom it hangs by a thread, and spend {part} of what the others do. New "
        "customers come as in the last year. Each point of the line is the money of twelve months. The range "
        "holds in nine of ten shops whose customers are drawn by lot from yours; whether the years to come "
        "are like those before, nobody knows."
    )
    return words.format(
        again=say.number(again), customers=say.number(found.customers), more=say.number(more),
        part=whole_percent(round(1000 * found.part), 1000, say.context.locale),
    )  # fmt: skip


PLOT = BetterRetention()
