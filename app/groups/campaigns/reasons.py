"""Why a campaign is judged as it is, and what it would take to know more; what one could tell, beforehand."""

from __future__ import annotations

from math import ceil

from app.groups.campaigns.outcome import Outcome
from app.groups.campaigns.verdict import HOPELESS, Why
from app.insights.sayings import Sayings
from app.kernel.clock import local_date
from app.kernel.i18n import _, plural


def why_words(found: Outcome, say: Sayings) -> str:
    """What the judgement hangs on, and what would be needed where there is none."""
    left = found.days_left
    match found.why:
        case Why.MORE_CAME:
            return _("More of those who got it came back, and that is hardly chance.")
        case Why.FEWER_CAME:
            return _("Fewer of those who got it came back, and that is hardly chance.")
        case Why.NO_DIFFERENCE:
            return _("If it made a difference at all, it was one of less than two points.")
        case Why.STILL_RUNNING if left == 0:
            return _("Today is the last of its days; until it is over this may still change.")
        case Why.STILL_RUNNING:
            words = plural(
                "It takes {n} more day, through {day}; until then this may still change.",
                "It takes {n} more days, through {day}; until then this may still change.",
                left,
            )
            return words.format(n=say.number(left), day=say.day(found.campaign.until))
        case Why.NOT_BEGUN:
            return _("By this computer's clock it has not begun yet.")
        case Why.NOBODY_LEFT_OUT:
            return _("Next time leave some out by chance, one in ten or more: only they show what it did.")
        case Why.CALLED_OFF:
            off = found.campaign.called_off_at or found.campaign.started_at
            day = say.day(local_date(off, say.context.timezone))
            return _("It was called off on {day}; nothing is concluded from it.").format(day=day)
        case Why.TOO_FEW:
            few = too_few_words(found.treated.people, found.held_out.people, say)
            return f"{few} {_needed(found, say)}"
        case Why.MAY_BE_CHANCE:
            return f"{_('What is seen may be chance.')} {_needed(found, say)}"


def too_few_words(treated: int, held_out: int, say: Sayings) -> str:
    """That a group is too small ever to tell."""
    words = _("With {treated} against {left} even a very large difference may be chance.")
    return words.format(treated=say.number(treated), left=say.number(held_out))


def _needed(found: Outcome, say: Sayings) -> str:
    if found.needed is None or found.needed_with_half is None:
        return _("Nothing seen so far speaks for it.")
    words = _(
        "If the difference really is that large, it takes about {n} customers to show it with the same part "
        "left out, or {half} with every other one left out."
    )
    return words.format(n=_round_up(found.needed, say), half=_round_up(found.needed_with_half, say))


def _round_up(number: int, say: Sayings) -> str:
    step = 10 ** max(len(str(number)) - 2, 0)
    return say.number(-(-number // step) * step)


def prospect_words(treated: int, held_out: int, seen_from: float | None, say: Sayings) -> str:
    """What a campaign could tell, before it is started."""
    if seen_from is None:
        if treated == 1:
            return _("One customer alone cannot be divided: whether it worked will never be known.")
        return _("Nobody is left out: whether it worked will never be known.")
    if seen_from > HOPELESS:
        return _("{words} It can hardly ever be told whether it worked.").format(
            words=too_few_words(treated, held_out, say)
        )
    return _("A difference of {n} points or more in who comes back would show.").format(
        n=say.number(ceil(100 * seen_from))
    )
