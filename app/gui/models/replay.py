"""What a replay found out, as the loyalty page says it: rows of figures, two lines, who changes tier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from app.gui.speech import Speech
from app.gui.widgets.line_chart import Series
from app.gui.widgets.spans import Span
from app.kernel.i18n import _, plural
from app.kernel.money import exponent
from app.loyalty.simulating.behaviour import ASSUMED, FROM_HISTORY, Behaviour
from app.loyalty.simulating.outcome import Outcome, Owed, Simulation
from app.loyalty.words import short_amount

NEW, TODAY = _("New rules"), _("Today’s rules")


@dataclass(frozen=True)
class Lines:
    """What the chart shows; `in_money` false: points have no price, so the axis counts points."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    in_money: bool


def percent(share: float, speech: Speech, places: int = 0) -> str:
    """`0.0076` with two places as "0.76 %"."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    said = format_decimal(round(share * 100, places), format=pattern, locale=speech.context.locale)
    return _("{percent} %").format(percent=said)


_EXACT_BELOW = 10
"""Units of money below which an estimate keeps its decimals."""


def rounded_money(minor: int, speech: Speech) -> str:
    """To whole units, as estimates are: "€1 213"; small ones to the cent."""
    unit = 10 ** exponent(speech.context.currency)
    if abs(minor) >= _EXACT_BELOW * unit:
        minor = round(minor / unit) * unit
    return short_amount(minor, speech.context.currency, speech.context.locale)


def replayed_words(found: Simulation, speech: Speech) -> str:
    """ "Replayed over your own 14 812 purchases, Nov 2025 – Nov 2026."."""
    if not found.purchases:
        return _("There are no purchases in these months to replay.")
    words = plural(
        "Replayed over your own {n} purchase, {first} – {last}.",
        "Replayed over your own {n} purchases, {first} – {last}.",
        found.purchases,
    )
    first, last = (_month(day, speech, "MMM y") for day in (found.since, found.until))
    return words.format(n=speech.number(found.purchases), first=first, last=last)


def figure_rows(found: Simulation, speech: Speech) -> list[tuple[str, ...]]:
    """The rows: what it is, under today's rules, under the new ones."""
    number = speech.number
    rows: list[tuple[str, ...]] = [
        (_("Points given"), *(number(one.given) for one in _both(found))),
        (_("Points used"), *(number(one.used) for one in _both(found))),
        (_("Lapsed"), *(number(one.lapsed) for one in _both(found))),
        (_("Cost to the shop"), *(rounded_money(one.cost, speech) for one in _both(found))),
        (_("As a share of sales"), *(percent(one.cost_share, speech, 2) for one in _both(found))),
        (_("Owed at the end"), *(_owed(one.owed_at_end, speech) for one in _both(found))),
        (_("Customers with a reward in reach"), *(percent(one.reach_share, speech) for one in _both(found))),
    ]
    if any(one.unpriced for one in _both(found)):
        rows.append((_("Rewards without a price"), *(number(one.unpriced) for one in _both(found))))
    rows += [
        (_("{card}: cards filled").format(card=name), number(today), number(new))
        for name, today, new in _stamps(found)
        if today or new
    ]
    return rows


def _both(found: Simulation) -> tuple[Outcome, Outcome]:
    return found.today, found.draft


def _owed(owed: Owed | None, speech: Speech) -> str:
    if owed is None:
        return "—"
    return speech.points(owed.points) if owed.money is None else rounded_money(owed.money, speech)


def _stamps(found: Simulation) -> list[tuple[str, int, int]]:
    today = {one.id: one for one in found.today.stamps}
    new = {one.id: one for one in found.draft.stamps}
    named = {**today, **new}
    return [
        (one.name, today[key].filled if key in today else 0, new[key].filled if key in new else 0)
        for key, one in named.items()
    ]


def chart_lines(found: Simulation, speech: Speech) -> Lines:
    """What is owed at each month's end under both sets of rules; the new ones are painted last."""
    pairs = ((TODAY, found.today, "muted", False), (NEW, found.draft, "accent", True))
    in_money = all(owed.money is not None for _name, one, *_rest in pairs for owed in one.owed)
    series = tuple(
        Series(name, ink, tuple((owed.money or 0) if in_money else owed.points for owed in one.owed), strong)
        for name, one, ink, strong in pairs
    )
    return Lines(month_labels([owed.day for owed in found.draft.owed], speech), series, in_money)


def month_labels(days: Sequence[date], speech: Speech) -> tuple[str, ...]:
    """ "Nov", with the year where one begins or the first stands."""
    return tuple(_month(day, speech, "MMM") for day in days)


def _month(day: date, speech: Speech, pattern: str) -> str:
    return str(format_date(day, pattern, locale=speech.context.locale))


def move_words(found: Simulation, starts_on: str) -> list[Span]:
    """Who would change tier, in a sentence or two; empty for nobody."""
    down, up, grace = found.draft.moved_down, found.draft.moved_up, found.draft.rules.tiers.grace_days
    spans: list[Span] = []
    if down:
        words = _(" would move down a tier on {day}.").format(day=starts_on)
        spans += [Span(_people(down), True), Span(words)]
        if grace:
            kept = plural(" They keep it for {n} day more.", " They keep it for {n} days more.", grace)
            spans.append(Span(kept.format(n=grace)))
    if up:
        words = (
            _(" would move up a tier.")
            if down
            else _(" would move up a tier on {day}.").format(day=starts_on)
        )
        spans += [Span((" " if spans else "") + _people(up), True), Span(words)]
    return spans


def _people(count: int) -> str:
    return plural("{n} customer", "{n} customers", count).format(n=count)


def behaviour_words(behaviour: Behaviour, speech: Speech) -> str:
    """ "62 % of the time, as in your own history"."""
    share = percent(behaviour.share, speech)
    if behaviour.source == FROM_HISTORY:
        return _("{share} of the time, as in your own history").format(share=share)
    if behaviour.source == ASSUMED:
        return _("{share} of the time, as is usual; your own history is short").format(share=share)
    return _("{share} of the time").format(share=share)
