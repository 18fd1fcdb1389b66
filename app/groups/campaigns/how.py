"""How the numbers of a campaign came about, one sentence or two each."""

from __future__ import annotations

from collections.abc import Iterator

from app.groups.campaigns.outcome import Outcome
from app.insights.sayings import Sayings
from app.kernel.i18n import _, plural


def how_we_know(found: Outcome, say: Sayings) -> Iterator[str]:
    """The sentences of "How we know"."""
    one, got, left = found.campaign, found.treated, found.held_out
    words = _("On {day} lots were drawn: {treated} got it, {left} did not.")
    if not left.people:
        words = _("On {day} all {treated} got it.")
    if one.group_name:
        words = _("On {day} lots were drawn among “{group}”: {treated} customers got it, {left} did not.")
        if not left.people:
            words = _("On {day} all {treated} of “{group}” got it.")
    yield words.format(
        day=say.day(one.started_on),
        group=one.group_name,
        treated=say.number(got.people),
        left=say.number(left.people),
    )
    yield _(
        "Came back means: bought something after that, through {day}. What was taken back or given back in "
        "full does not count; spending is after refunds."
    ).format(day=say.day(one.until))
    if found.back is not None:
        yield _(
            "Everybody counts where the lot put them, whether they used it or not, and also when they were "
            "archived since."
        )
        yield _("The likely range holds the truth 19 times of 20 (Newcombe's score interval, 1998).")
        yield _("Whether it worked is judged by who came back, and only once its days are over.")
    if found.brought is not None and got.a_head is not None and left.a_head is not None:
        yield _(
            "Spent a head: {got} by those who got it, {left} by the others; the difference counts for each "
            "of the {treated}. That is sales, not profit."
        ).format(
            got=say.money(round(got.a_head)),
            left=say.money(round(left.a_head)),
            treated=say.number(got.people),
        )
    if got.elsewhere or left.elsewhere:
        yield _(
            "Something else was done in those days for {got} of those who got it, and for {left} of those "
            "who did not."
        ).format(got=say.number(got.elsewhere), left=say.number(left.elsewhere))
    if left.anyway:
        yield plural(
            "{n} of those left out was given the same another way; that makes the difference look smaller.",
            "{n} of those left out were given the same another way; that makes the difference look smaller.",
            left.anyway,
        ).format(n=say.number(left.anyway))
