"""What came of a campaign in sentences, the same in the window, on the command line and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from app.groups.campaigns.how import how_we_know
from app.groups.campaigns.intervals import Interval
from app.groups.campaigns.outcome import Arm, Outcome
from app.groups.campaigns.reasons import why_words
from app.groups.campaigns.verdict import Verdict
from app.insights.sayings import Sayings
from app.kernel.i18n import _, plural
from app.kernel.money import exponent
from app.loyalty.words import short_amount


@dataclass(frozen=True, slots=True)
class Bar:
    """One arm: "Got it (412)", the share from 0 to 1 or None, and that in words: "38 %"."""

    label: str
    share: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome in words. `difference` comes in three parts, the middle one to be stressed; all are "" where
    there is nothing to compare. `how` are the sentences of "How we know"."""

    question: str
    compared: str
    bars: tuple[Bar, ...]
    difference: tuple[str, str, str]
    money: str
    pill: str
    why: str
    how: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The difference and the money in one run of text."""
        return " ".join(part for part in ("".join(self.difference), self.money) if part)


def told(found: Outcome, say: Sayings) -> Told:
    """All the words of an outcome."""
    return Told(
        _("Did “{name}” work?").format(name=found.campaign.name),
        compared(found, say),
        bars(found, say),
        difference_words(found, say),
        money_words(found, say),
        pill(found.verdict),
        why_words(found, say),
        tuple(how_we_know(found, say)),
    )


def pill(verdict: Verdict) -> str:
    """The judgement in two or three words."""
    return {
        Verdict.WORKED: _("It worked"),
        Verdict.NO_GOOD: _("It did no good"),
        Verdict.CANNOT_TELL: _("Cannot tell yet"),
        Verdict.CALLED_OFF: _("Called off"),
    }[verdict]


def compared(found: Outcome, say: Sayings) -> str:
    """With whom those who got it are compared."""
    left = found.held_out.people
    if not left:
        return _("Nobody was left out, so there is nothing to compare with.")
    one_in = round((left + found.treated.people) / left)
    return _("Compared with 1 in {n} who did not get it, chosen by chance.").format(n=say.number(one_in))


def bars(found: Outcome, say: Sayings) -> tuple[Bar, ...]:
    """Both arms; only the first where nobody was left out."""
    got = _bar(_("Got it ({n})"), found.treated, say)
    return (got, _bar(_("Did not ({n})"), found.held_out, say)) if found.held_out.people else (got,)


def _bar(label: str, arm: Arm, say: Sayings) -> Bar:
    share = arm.share
    said = "–" if share is None else _("{n} %").format(n=say.number(round(100 * share)))
    return Bar(label.format(n=say.number(arm.people)), share, said)


def difference_words(found: Outcome, say: Sayings) -> tuple[str, str, str]:
    """ "Came back within 30 days: ", "16 more of every 100", " (likely 2 to 27)."."""
    back = found.back
    if back is None:
        return "", "", ""
    days = found.campaign.days
    lead = plural("Came back within {n} day:", "Came back within {n} days:", days)
    if not found.over and found.verdict is not Verdict.CALLED_OFF:
        lead = plural("Came back within {n} day, so far:", "Came back within {n} days, so far:", days)
    return lead.format(n=say.number(days)) + " ", _of_a_hundred(back.value, say), f" ({_likely(back, say)})."


def _of_a_hundred(value: float, say: Sayings) -> str:
    many = round(100 * value)
    if many == 0:
        return _("as many")
    words = _("{n} more of every 100") if many > 0 else _("{n} fewer of every 100")
    return words.format(n=say.number(abs(many)))


def _likely(back: Interval, say: Sayings) -> str:
    """How many of a hundred it likely is; both ends are rounded towards less certainty."""
    low, high = floor(100 * back.low + 1e-9), ceil(100 * back.high - 1e-9)
    if low >= 0:
        words = _("likely {low} to {high}")
    elif high <= 0:
        words, low, high = _("likely {low} to {high} fewer"), -high, -low
    else:
        words, low = _("likely between {low} fewer and {high} more"), -low
    return words.format(low=say.number(low), high=say.number(high))


def money_words(found: Outcome, say: Sayings) -> str:
    """What it cost, and what it likely brought in."""
    parts = []
    if found.campaign.cost is not None:
        parts.append(_("It cost {cost}.").format(cost=_short(found.campaign.cost, say)))
    if found.brought is not None:
        parts.append(_brought(found.brought, say))
    elif found.back is not None:
        parts.append(_("Too little was spent to say what it brought in."))
    if found.over and found.pays is not None:
        parts.append(_("That is more than it cost.") if found.pays else _("That is less than it cost."))
    return " ".join(parts)


def _brought(brought: Interval, say: Sayings) -> str:
    """The sums in two figures: more would pretend to know them."""
    step = _step(max(-brought.low, brought.high), 10 ** exponent(say.context.currency))
    low, high = floor(brought.low / step) * step, ceil(brought.high / step) * step
    about = abs(round(brought.value / step) * step)
    more = brought.value >= 0
    if brought.low < 0 < brought.high:
        words = _("Those who got it spent about {about} more, but {low} less is possible, and {high} more.")
        if not more:
            words = _(
                "Those who got it spent about {about} less, but {low} less is possible, and {high} more."
            )
    elif more:
        words = _("Those who got it spent about {about} more than they would have (likely {low} to {high}).")
    else:
        words = _("Those who got it spent about {about} less than they would have (likely {low} to {high}).")
        low, high = high, low
    return words.format(about=_short(about, say), low=_short(abs(low), say), high=_short(abs(high), say))


def _step(largest: float, unit: int) -> int:
    """To what sums are rounded, in minor units: about a twentieth of the largest, a whole unit at least."""
    whole = largest / unit
    if whole < 20:
        return unit
    tens = int(10 ** (floor(log10(whole)) - 1))
    return unit * (tens // 2 if whole < 20 * tens and tens > 1 else tens)


def _short(minor: int, say: Sayings) -> str:
    return short_amount(minor, say.context.currency, say.context.locale)
