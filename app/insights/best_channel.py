"""How to reach a customer best: by what they prefer, by what they answered to, never against their word.

E-mail and messages need a yes, telephone and post the absence of a no, as everywhere; and the card must say
where to. What the shop sent counts as answered when the customer called or wrote, whatever way, within
`ANSWER_DAYS` and before the shop spoke to them again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from app.customers.consent import CHANNELS, consents_now
from app.customers.models import ContactPoint, Customer, PostalAddress
from app.insights.finding import Finding
from app.insights.sayings import Sayings
from app.insights.surely import surely
from app.kernel.i18n import _
from app.kernel.unit import View
from app.touchpoints.models import Touchpoint
from app.touchpoints.queries import read_data

MIN_SENT, MIN_ANSWERED = 3, 2
ANSWER_DAYS = 14
LATEST = 200
"""Touchpoints looked at."""

_CHANNEL_OF = {"call": "phone", "message": "message", "email": "email", "letter": "post"}
_SPOKEN = (*_CHANNEL_OF, "social")
_NEEDS_YES = frozenset(("email", "message"))


@dataclass(frozen=True, slots=True)
class Spoke:
    """Something said: by whom, the customer (`theirs`) or the shop, when and on which channel ("" is another
    one, such as a review)."""

    at: datetime
    channel: str
    theirs: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """Of `sent` on a channel, how many were `answered`."""

    sent: int
    answered: int


def best_channel(view: View, customer_id: int) -> Finding[str]:
    """One of `CHANNELS`: what they prefer; else what they answered to; else the only one there is. Without
    one, `how` says what is missing."""
    say = Sayings(view.context)
    closed = _closed(view, customer_id)
    free = [channel for channel in CHANNELS if channel not in closed]
    names = channel_names()
    wish = view.session.scalar(select(Customer.channel).where(Customer.id == customer_id)) or ""
    aside = ""
    if wish in closed:
        aside = _("They prefer it by {channel}, but {why}.").format(channel=names[wish], why=closed[wish])
    if not free:
        each = ", ".join(f"{names[channel]} ({closed[channel]})" for channel in CHANNELS)
        return Finding(None, _("There is no way to reach them that they agree to: {each}.").format(each=each))
    told = answered(_spoken(view, customer_id))
    if wish in free:
        return Finding(wish, _joined(_("They prefer it."), _figures([wish], told, say)))
    telling = [
        channel
        for channel in free
        if channel in told and told[channel].sent >= MIN_SENT and told[channel].answered >= MIN_ANSWERED
    ]
    if telling:
        best = max(telling, key=lambda one: surely(told[one].answered, told[one].sent)[0])
        rest = [one for one in free if one != best and one in told]
        return Finding(best, _joined(aside, _figures([best, *rest], told, say)))
    if len(free) == 1:
        return Finding(free[0], _joined(aside, _("The only way that the card knows and they agree to.")))
    words = _("Too little history: a way counts once {sent} were sent and {answered} of them answered.")
    few = words.format(sent=say.number(MIN_SENT), answered=say.number(MIN_ANSWERED))
    return Finding(None, _joined(aside, few, _figures([one for one in free if one in told], told, say)))


def channel_names() -> dict[str, str]:
    """The channels in words."""
    return {"email": _("e-mail"), "phone": _("phone"), "message": _("message"), "post": _("post")}


def answered(spoken: Iterable[Spoke]) -> dict[str, Answered]:
    """By channel, from what was said in the order of time."""
    sent: Counter[str] = Counter()
    replied: Counter[str] = Counter()
    waits: Spoke | None = None
    for one in spoken:
        if not one.theirs:
            waits = one if one.channel else None
            sent[one.channel] += bool(one.channel)
        elif waits is not None:
            replied[waits.channel] += one.at - waits.at <= timedelta(days=ANSWER_DAYS)
            waits = None
    return {channel: Answered(sent[channel], replied[channel]) for channel in CHANNELS if sent[channel]}


def _spoken(view: View, customer_id: int) -> list[Spoke]:
    """The latest of what was said up to now, in the order of time."""
    t = Touchpoint
    rows = view.session.execute(
        select(t.at, t.kind, t.data)
        .where(
            t.customer_id == customer_id, t.kind.in_(_SPOKEN), t.removed_at.is_(None), t.at <= view.now
        )
        .order_by(t.at.desc(), t.id.desc())
        .limit(LATEST)
    ).all()  # fmt: skip
    return [
        Spoke(at, _CHANNEL_OF.get(kind, ""), read_data(data).get("direction") != "out")
        for at, kind, data in reversed(rows)
    ]


def _closed(view: View, customer_id: int) -> dict[str, str]:
    """The channels that are not open, each with why."""
    words = consents_now(view, customer_id)
    p, a = ContactPoint, PostalAddress
    kinds = set(view.session.scalars(select(p.kind).where(p.customer_id == customer_id)))
    somewhere = or_(a.street != "", a.city != "")
    homes = view.session.execute(select(a.id).where(a.customer_id == customer_id, somewhere).limit(1)).first()
    there = {"email": "email" in kinds, "phone": "phone" in kinds, "message": "phone" in kinds, "post": homes}
    missing = {
        "email": _("the card has no address"),
        "phone": _("the card has no number"),
        "message": _("the card has no number"),
        "post": _("the card has no address"),
    }
    closed = {}
    for channel in CHANNELS:
        if words.get(channel) is False:
            closed[channel] = _("they said no")
        elif not there[channel]:
            closed[channel] = missing[channel]
        elif channel in _NEEDS_YES and channel not in words:
            closed[channel] = _("they were not asked yet")
    return closed


def _figures(channels: Iterable[str], told: Mapping[str, Answered], say: Sayings) -> str:
    names = channel_names()
    words = _("{channel}: {n} of {sent} answered within {days} days")
    each = [
        words.format(
            channel=names[one],
            n=say.number(told[one].answered),
            sent=say.number(told[one].sent),
            days=say.number(ANSWER_DAYS),
        )
        for one in channels
        if one in told
    ]
    return "; ".join(each)[:1].upper() + "; ".join(each)[1:] + "." if each else ""


def _joined(*sentences: str) -> str:
    return " ".join(one for one in sentences if one)
