"""What a customer may like next, by what those buy who buy what they buy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from app.insights.finding import Finding
from app.insights.sayings import Sayings
from app.insights.suggesting.baskets import MIN_BASKETS
from app.insights.suggesting.forbidding import forbidden, is_forbidden
from app.insights.suggesting.learned import MIN_CUSTOMERS, Learned, learned
from app.insights.suggesting.model import apart, most_first
from app.insights.suggesting.own import Own, own
from app.kernel.i18n import _, plural
from app.kernel.unit import View

MOST = 5
SOLD_WITHIN_DAYS = 90
"""What was not sold for longer is not suggested: it may be gone."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A thing they have not had, an item or (`whole`) a category. `because` are one or two things they buy;
    of the `buyers` of the first `both` have this one too, of the `others` `without` have."""

    item: str
    whole: bool
    because: tuple[str, ...]
    both: int
    buyers: int
    without: int
    others: int
    why: str


def suggestions(view: View, customer_id: int) -> Finding[tuple[Suggestion, ...]]:
    """At most `MOST`, the likeliest first; without any, `how` says why. Nobody is told of what they have had
    already or of what their card speaks against, and of a thing only where those who buy the same have it
    clearly more often than others. The first time of a day all receipts are read."""
    shop, say = learned(view), Sayings(view.context)
    if shop.customers < MIN_CUSTOMERS:
        return Finding(None, _few(shop, say))
    mine = own(view, customer_id, shop)
    if not mine.has:
        return Finding(None, _nothing_known(mine, say))
    words = forbidden(mine.alert, mine.notes)
    found: list[Suggestion] = []
    left_out = 0
    for at in _new_to_them(shop, mine, view):
        if len(found) == MOST:
            break
        one = _justified(shop, mine, at, say)
        if one is None:
            continue
        if is_forbidden(f"{one.item} {shop.things[at].category}", words):
            left_out += 1
        else:
            found.append(one)
    how = _how(found, shop, say)
    if left_out:
        how += " " + _left_out(left_out, say)
    if mine.alert and found:
        how += " " + _("Only names were compared with the alert: ask before you offer.")
    return Finding(tuple(found) or None, how)


def _new_to_them(shop: Learned, mine: Own, view: View) -> Iterator[int]:
    """Places of what they have not had and is still sold, the likeliest first."""
    gone = view.today - timedelta(days=SOLD_WITHIN_DAYS)
    scores = shop.score(list(mine.has))
    for at in most_first(scores):
        thing = shop.things[at]
        if scores[at] <= 0:
            return
        if at not in mine.known and thing.last >= gone and thing.name.casefold() != mine.favourite.casefold():
            yield at


def _justified(shop: Learned, mine: Own, at: int, say: Sayings) -> Suggestion | None:
    """With the things they buy that speak for it; None where none does beyond chance."""
    all_who = int(shop.bought[at, at])
    speak = []
    for one in mine.has:
        both, buyers = int(shop.bought[one, at]), int(shop.bought[one, one])
        if apart(both, buyers, all_who - both, shop.customers - buyers) > 0:
            speak.append((float(shop.weights[one, at]), one))
    speak.sort(reverse=True)
    if not speak:
        return None
    first = speak[0][1]
    both, buyers = int(shop.bought[first, at]), int(shop.bought[first, first])
    because = tuple(_named(shop, one) for _weight, one in speak[:2])
    without, others = all_who - both, shop.customers - buyers
    thing = shop.things[at]
    return Suggestion(
        thing.name, thing.whole, because, both, buyers, without, others,
        _why(because, both, buyers, without, others, say),
    )  # fmt: skip


def _named(shop: Learned, at: int) -> str:
    return shop.things[at].name


def _why(because: tuple[str, ...], both: int, buyers: int, without: int, others: int, say: Sayings) -> str:
    values = {
        "first": because[0],
        "second": because[-1],
        "n": say.number(both),
        "of": say.number(buyers),
        "rate": say.number(in_a_hundred(without, others)),
    }
    if len(because) > 1:
        words = _(
            "Bought by those who buy {first} and {second}: by {n} of the {of} who buy {first}, and by "
            "{rate} in 100 of the others."
        )
    else:
        words = _("Bought by {n} of the {of} who buy {first}, and by {rate} in 100 of the others.")
    return words.format(**values)


def in_a_hundred(part: int, whole: int) -> int:
    """A share in whole hundredths, half up; nothing of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def _how(found: list[Suggestion], shop: Learned, say: Sayings) -> str:
    if not found:
        return _("Nothing that they have not had goes clearly with what they buy.")
    words = _(
        "From what {customers} customers bought in two years: what they have not had, and what those who buy "
        "the same have clearly more often than others."
    )
    return words.format(customers=say.number(shop.customers))


def _few(shop: Learned, say: Sayings) -> str:
    words = plural(
        "Too little history: {n} customer had two things that {receipts} receipts name; it takes {least}.",
        "Too little history: {n} customers had two things that {receipts} receipts name; it takes {least}.",
        shop.customers,
    )
    return words.format(
        n=say.number(shop.customers), receipts=say.number(MIN_BASKETS), least=say.number(MIN_CUSTOMERS)
    )


def _nothing_known(mine: Own, say: Sayings) -> str:
    if not mine.named:
        return _("Too little history: no receipt of theirs names what was bought.")
    words = _("Too little history: nothing they bought in two years is named by {least} receipts.")
    return words.format(least=say.number(MIN_BASKETS))


def _left_out(number: int, say: Sayings) -> str:
    words = plural(
        "{n} more is left out: the card speaks against it.",
        "{n} more are left out: the card speaks against them.",
        number,
    )
    return words.format(n=say.number(number))
