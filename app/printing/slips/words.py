"""The sentences of a slip: pure, from its numbers."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_time

from app.kernel.i18n import _, plural
from app.printing.formatting import locale_of, long_day, money, number, short_day
from app.printing.slips.data import SlipData, SlipStamps
from app.printing.statement_words import in_words
from app.printing.text import plain

MOST_LAPSING = 2
MOST_READY = 6


def balance_words(data: SlipData) -> str:
    """The figure that stands out: "640 points"."""
    return plural("{points} point", "{points} points", data.balance).format(
        points=number(data.balance, data.shop.locale)
    )


def moment_words(data: SlipData) -> str:
    """Day and time of the sale, else of the slip: "26 Nov 2026, 14:32"."""
    at = data.sale.at if data.sale is not None else data.asked_at
    day = short_day(at.date(), data.shop.locale, with_year=True)
    return _("{day}, {time}").format(day=day, time=_time(at, data))


def under_balance(data: SlipData) -> list[str]:
    """What stands beneath the balance: its worth, when it holds, who shares it, what lapses."""
    locale = data.shop.locale
    said = []
    if data.worth:
        said.append(_("worth {worth}").format(worth=money(data.worth, data.shop.currency, locale)))
    if data.balance < 0:
        said.append(_("The next points you earn make up for it."))
    if data.late:
        at = data.asked_at
        said.append(_("as of {day}, {time}").format(day=short_day(at.date(), locale), time=_time(at, data)))
    if data.household:
        said.append(_("shared with {names}").format(names=plain(data.household, 120)))
    for points, day in data.lapsing[:MOST_LAPSING]:
        words = plural("{points} point lapses on {day}", "{points} points lapse on {day}", points)
        far = (day - data.asked_at.date()).days > 330
        said.append(words.format(points=number(points, locale), day=long_day(day, locale, with_year=far)))
    return said


def ready_words(data: SlipData) -> str:
    """The rewards that can be had now, the last of them counted where there are many."""
    names = [name for name in (plain(name, 80) for name in data.ready) if name]
    if not names:
        return ""
    if len(names) > MOST_READY:
        more = len(names) - MOST_READY
        names = [*names[:MOST_READY], plural("{n} more", "{n} more", more).format(n=more)]
    return _("Ready for you: {rewards}").format(rewards=", ".join(names))


def stamp_words(card: SlipStamps) -> str:
    """What a stamp card says: how many more, or what it gives."""
    if card.full:
        gives = plain(card.gives, 120)
        if card.full > 1:
            return _("{gives} is ready, {n} times").format(gives=gives, n=card.full)
        return _("{gives} is ready").format(gives=gives)
    more = card.of - card.have
    words = plural("{n} more: {gives}", "{n} more: {gives}", more)
    return words.format(n=in_words(more), gives=plain(card.gives, 120))


def _time(at: datetime, data: SlipData) -> str:
    return str(format_time(at, "short", locale=locale_of(data.shop.locale)))
