"""What the shop owes, in words, rows and a line."""

from __future__ import annotations

from app.gui.models.replay import Lines, month_labels, percent, rounded_money
from app.gui.speech import Speech
from app.gui.widgets.line_chart import Series
from app.gui.widgets.spans import Span
from app.kernel.i18n import _, plural
from app.loyalty.liability import Liability, OwedMonth
from app.loyalty.past_year import PastYear

_MONTHS_SHOWN = 6
"""Months in which points lapse that have a row of their own."""


def owed_words(owing: Liability, speech: Speech) -> list[Span]:
    """ "31,800 points of 214 customers, worth €318."."""
    if owing.points <= 0:
        return [Span(_("No points are out: nothing is owed."))]
    of = plural(" of {n} customer", " of {n} customers", owing.customers)
    spans = [Span(speech.points(owing.points), True), Span(of.format(n=speech.number(owing.customers)))]
    if owing.money is None:
        return [*spans, Span(_(". They have no price: say under “Points are worth” what they bring."))]
    return [*spans, Span(_(", worth ")), Span(rounded_money(owing.money, speech), True), Span(".")]


def expected_words(owing: Liability, speech: Speech) -> list[Span]:
    """How many of them will be used, by the past; why that cannot be said where it cannot."""
    if owing.points <= 0:
        return []
    if owing.expected is None:
        return [
            Span(_("No points have come to the end of their life yet: how many will be used is not known."))
        ]
    spans = [
        Span(_("Of points whose life has ended, ")),
        Span(_("{share} were used").format(share=percent(owing.expected.share, speech)), True),
    ]
    if owing.expected.money is None:
        return [*spans, Span(".")]
    money = rounded_money(owing.expected.money, speech)
    return [*spans, Span(_(": expect to pay about ")), Span(money, True), Span(".")]


def cost_rows(year: PastYear, owing: Liability, speech: Speech) -> list[tuple[str, ...]]:
    """What the programme cost in the last twelve months, and what is open beside the points."""
    rows: list[tuple[str, ...]] = [
        (_("Points used"), speech.number(year.used)),
        (_("Lapsed"), speech.number(year.lapsed)),
        (_("Cost to the shop"), rounded_money(year.cost, speech)),
        (_("As a share of sales"), percent(year.cost_share, speech, 2)),
    ]
    if year.unpriced:
        rows.append((_("Rewards without a price"), speech.number(year.unpriced)))
    if owing.overdrawn:
        rows.append((_("Points customers owe"), speech.number(owing.overdrawn)))
    rows += [
        (_("{card}: full cards open").format(card=one.name), speech.number(one.full)) for one in owing.stamps
    ]
    rows += [
        (_("{voucher}: open").format(voucher=one.name), speech.number(one.vouchers)) for one in owing.vouchers
    ]
    if owing.gift_cards:
        rows.append((_("On gift cards"), speech.money(owing.gift_cards)))
    if owing.credit:
        rows.append((_("Store credit"), speech.money(owing.credit)))
    return rows


def lapse_rows(owing: Liability, speech: Speech) -> list[tuple[str, ...]]:
    """Month, points, what they are worth: the next months each, those after them together."""
    dated = [one for one in owing.by_last_month if one.month is not None]
    rows = [_row(_month(one, speech), [one], speech) for one in dated[:_MONTHS_SHOWN]]
    if len(dated) > _MONTHS_SHOWN:
        rows.append(_row(_("later"), dated[_MONTHS_SHOWN:], speech))
    never = [one for one in owing.by_last_month if one.month is None]
    if never:
        rows.append(_row(_("on no day"), never, speech))
    return rows


def _month(one: OwedMonth, speech: Speech) -> str:
    return speech.month(one.month) if one.month is not None else ""


def _row(label: str, lapsing: list[OwedMonth], speech: Speech) -> tuple[str, ...]:
    money = [one.money for one in lapsing]
    worth = "—" if None in money else rounded_money(sum(one or 0 for one in money), speech)
    return label, speech.number(sum(one.points for one in lapsing)), worth


def owed_lines(year: PastYear, speech: Speech) -> Lines:
    """What was owed at the ends of the last months."""
    in_money = all(one.money is not None for one in year.months)
    values = tuple((one.money or 0) if in_money else max(one.points, 0) for one in year.months)
    series = Series(_("Owed"), "accent", values, strong=True)
    return Lines(month_labels([one.day for one in year.months], speech), (series,), in_money)
