"""The sentences of a statement: pure, from its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.kernel.i18n import _, plural
from app.loyalty.statement import (
    LapsingPoints,
    StampProgress,
    StatementData,
    StatementReward,
    TierProgress,
)
from app.loyalty.tiers.scheme import SPEND
from app.printing.fonts import Weight
from app.printing.formatting import long_day, money, number
from app.printing.text import plain
from app.printing.wrapping import Span

MOST_LAPSING_NAMED = 3
MOST_NAMES = 4


def opening_words(data: StatementData) -> list[Span]:
    """The paragraph under the boxes: the visits, what the points are worth, what lapses when."""
    spans = [Span(_visits(data) + " ")]
    worth = data.worth if data.closing > 0 else None
    if worth is not None:
        held = plural(
            "Your {points} point is worth {worth}.", "Your {points} points are worth {worth}.", data.closing
        )
        spans += _with_bold(
            held.replace("{points}", number(data.closing, data.shop.locale)), "{worth}", _worth(data)
        )
    elif data.closing == 0:
        spans.append(Span(_("You have no points at the moment.")))
    elif data.closing > 0:
        held = plural("You have {points} point.", "You have {points} points.", data.closing)
        spans.append(Span(held.format(points=number(data.closing, data.shop.locale))))
    else:
        owed = _("Your balance is {points} points; the next ones you earn make up for it.")
        spans.append(Span(owed.format(points=number(data.closing, data.shop.locale))))
    if data.lapsing and data.closing > 0:
        spans += _lapsing(data)
    if data.tier is not None:
        spans += _tier(data, data.tier)
    if data.shared_with:
        sharing = _("You share this balance with {names}.").format(names=_listed(data.shared_with))
        spans.append(Span(f" {sharing}"))
    return spans


def lapses_below(data: StatementData) -> bool:
    """Whether the days on which points lapse are more than a sentence can tell: then they have a table."""
    return data.closing > 0 and len(data.lapsing) > MOST_LAPSING_NAMED


def stamp_words(stamp: StampProgress) -> str:
    """How full a stamp card is: "7 of 10: three more and the next one is on us."."""
    count = _("{have} of {of}").format(have=stamp.have, of=stamp.of)
    missing = stamp.of - stamp.have
    if missing <= 0:
        return _("{count}: the next one is on us.").format(count=count)
    more = plural(
        "{missing} more and the next one is on us.", "{missing} more and the next one is on us.", missing
    )
    return _("{count}: {more}").format(count=count, more=more.format(missing=in_words(missing)))


def reward_words(reward: StatementReward, locale: str) -> str:
    """What stands at the end of a reward's row."""
    if reward.missing <= 0:
        return _("ready")
    return _("{points} to go").format(points=number(reward.missing, locale))


def cost_words(points: int, locale: str) -> str:
    """A price in points: "1 000 points"."""
    return plural("{points} point", "{points} points", points).format(points=number(points, locale))


def in_words(count: int) -> str:
    """Small numbers as words, the way a person writes them; others as figures."""
    words = (
        *(_("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six")),
        *(_("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve")),
    )
    return words[count] if 0 <= count < len(words) else str(count)


def span_words(start: date, end: date) -> str:
    """How a person names the period: "this quarter" for three whole months, "" when there is no name."""
    after = end + timedelta(days=1) if end < date.max else end
    if start.day != 1 or after.day != 1:
        return ""
    months = (after.year - start.year) * 12 + after.month - start.month
    return {1: _("this month"), 3: _("this quarter"), 12: _("this year")}.get(months, "")


def _visits(data: StatementData) -> str:
    when = span_words(data.start, data.end) or _("in this time")
    if data.visits <= 0:
        return _("We have not seen you {when}, and look forward to your next visit.").format(when=when)
    if data.visits == 1:
        return _("Thank you for your visit {when}.").format(when=when)
    return _("Thank you for {visits} visits {when}.").format(visits=in_words(data.visits), when=when)


def _worth(data: StatementData) -> str:
    return money(data.worth or 0, data.shop.currency, data.shop.locale)


def _lapsing(data: StatementData) -> list[Span]:
    named = data.lapsing[:MOST_LAPSING_NAMED]
    locale = data.shop.locale
    first = named[0]
    if len(named) == 1 and first.points >= data.closing:
        bold = plural("It lapses on {day}", "All of them lapse on {day}", data.closing)
    else:
        bold = plural("{points} of them lapses on {day}", "{points} of them lapse on {day}", first.points)
    spans = [
        Span(" "),
        Span(bold.format(points=number(first.points, locale), day=_day(first, data)), Weight.SEMIBOLD),
    ]
    if lapses_below(data):
        rest, until = sum(lot.points for lot in data.lapsing[1:]), _day(data.lapsing[-1], data)
        below = _(", {points} more by {day}; the days stand below.")
        return [*spans, Span(below.format(points=number(rest, locale), day=until))]
    for place, lapsing in enumerate(named[1:], start=2):
        last = place == len(named)
        more = _(" and {points} on {day}") if last else _(", {points} on {day}")
        spans.append(Span(more.format(points=number(lapsing.points, locale), day=_day(lapsing, data))))
    use = _best_use(data) if len(named) == 1 else None
    spans.append(Span(_(": {more}").format(more=use) if use else "."))
    return spans


def _day(lapsing: LapsingPoints, data: StatementData) -> str:
    return long_day(lapsing.on, data.shop.locale, with_year=(lapsing.on - data.end).days > 330)


def _best_use(data: StatementData) -> str | None:
    """The cheapest reward in reach that takes all points about to lapse: the soonest are spent first."""
    points = data.lapsing[0].points
    fitting = [r for r in data.rewards if r.missing <= 0 and r.cost >= points and plain(r.name, 60)]
    if not fitting:
        return None
    name = plain(min(fitting, key=lambda reward: reward.cost).name, 60)
    if (
        data.shop.locale.startswith("en")
        and name[0].isalpha()
        and name[:1].lower() + name[1:] == name.lower()
    ):
        return _("one {reward} would use them up.").format(reward=name.lower())
    return _("“{reward}” would use them up.").format(reward=name)


def _tier(data: StatementData, tier: TierProgress) -> list[Span]:
    locale = data.shop.locale
    missing = (
        money(tier.missing, data.shop.currency, locale)
        if tier.by == SPEND
        else cost_words(tier.missing, locale)
    )
    sentence = _("{missing} more take you to {tier}.").replace("{tier}", plain(tier.next_name, 60))
    return [Span(" "), *_with_bold(sentence, "{missing}", missing)]


def _listed(names: Sequence[str]) -> str:
    """A few names as a person lists them; of many, the first and how many more."""
    shown = [plain(name, 60) for name in names[:MOST_NAMES]]
    if len(names) > MOST_NAMES:
        return _("{names} and {count} more").format(names=", ".join(shown), count=len(names) - MOST_NAMES)
    if len(shown) == 1:
        return shown[0]
    return _("{names} and {last}").format(names=", ".join(shown[:-1]), last=shown[-1])


def _with_bold(sentence: str, mark: str, value: str) -> list[Span]:
    """The sentence with `value` in bold where `mark` stands, wherever the translation put it."""
    before, _found, after = sentence.partition(mark)
    return [Span(before), Span(value, Weight.SEMIBOLD), Span(after)]
