"""What a customer may like next, by what those buy who buy what they buy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import compress, islice
from operator import itemgetter

from app.insights.finding import Finding
from app.insights.sayings import Sayings
from app.insights.suggesting.baskets import MIN_BASKETS
from app.insights.suggesting.forbidding import is_forbidden
from app.insights.suggesting.learned import MIN_CUSTOMERS, Learned, learned
from app.insights.suggesting.model import most_first
from app.insights.suggesting.own import Card, Own, card, own
from app.insights.suggesting.together import MIN_TOGETHER, Shared
from app.kernel.i18n import _, plural
from app.kernel.unit import View

MOST = 5
SOLD_WITHIN_DAYS = 90
"""What was not sold for longer is not suggested: it may be gone."""

_LOOKED_AT = 100
"""The likeliest things, of which those are told that stand beyond chance."""


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
    if shop.customers.rows < MIN_CUSTOMERS:
        return Finding(None, _few(shop, say))
    mine = own(view, customer_id, shop)
    if not mine.has:
        return Finding(None, _nothing_known(mine, say))
    says = card(view, customer_id)
    found: list[Suggestion] = []
    left_out = 0
    for at in islice(_new_to_them(shop, mine, says, view), _LOOKED_AT):
        if len(found) == MOST:
            break
        one = _justified(shop, mine, at, say)
        if one is None:
            continue
        if is_forbidden(f"{one.item} {shop.things[at].category}", says.forbidden):
            left_out += 1
        else:
            found.append(one)
    if not found:
        return Finding(None, _nothing_new(left_out, say))
    how = _how(shop, say)
    if left_out:
        how += " " + _left_out(left_out, say)
    if says.alert:
        how += " " + _("Only names were compared with the alert: ask before you offer.")
    return Finding(tuple(found), how)


def _new_to_them(shop: Learned, mine: Own, says: Card, view: View) -> Iterator[int]:
    """Places of what they have not had and is still sold, the likeliest first."""
    gone = view.today - timedelta(days=SOLD_WITHIN_DAYS)
    scores = shop.score(list(mine.has))
    for at in most_first(scores):
        thing = shop.things[at]
        if scores[at] <= 0:
            return
        if at not in mine.known and thing.last >= gone and thing.name.casefold() != says.favourite:
            yield at


def _justified(shop: Learned, mine: Own, at: int, say: Sayings) -> Suggestion | None:
    """With the things they buy that speak for it; None where none does beyond chance."""
    enough = shop.customers.counts[list(mine.has), at] >= MIN_TOGETHER
    speak = [
        (float(shop.weights[one, at]), one, shared)
        for one in compress(mine.has, enough)
        if (shared := shop.customers.shared(one, at)).sure > 0
    ]
    if not speak:
        return None
    speak.sort(key=itemgetter(0), reverse=True)
    because = tuple(shop.things[one].name for _weight, one, _shared in speak[:2])
    thing, shared = shop.things[at], speak[0][2]
    return Suggestion(
        thing.name, thing.whole, because, shared.both, shared.have, shared.without, shared.others,
        _why(because, shared, say),
    )  # fmt: skip


def _why(because: tuple[str, ...], shared: Shared, say: Sayings) -> str:
    values = {
        "first": because[0],
        "second": because[-1],
        "n": say.number(shared.both),
        "of": say.number(shared.have),
        "rate": say.number(in_a_hundred(shared.without, shared.others)),
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


def _nothing_new(left_out: int, say: Sayings) -> str:
    if not left_out:
        return _("Nothing that they have not had goes clearly with what they buy.")
    words = plural(
        "{n} thing goes with what they buy, but the card speaks against it.",
        "{n} things go with what they buy, but the card speaks against them.",
        left_out,
    )
    return words.format(n=say.number(left_out))


def _how(shop: Learned, say: Sayings) -> str:
    words = _(
        "From what {customers} customers bought in two years: what they have not had, and what those who buy "
        "the same have clearly more often than others."
    )
    return words.format(customers=say.number(shop.customers.rows))


def _few(shop: Learned, say: Sayings) -> str:
    words = plural(
        "Too little history: {n} customer had two things that {receipts} receipts name; it takes {least}.",
        "Too little history: {n} customers had two things that {receipts} receipts name; it takes {least}.",
        shop.customers.rows,
    )
    return words.format(
        n=say.number(shop.customers.rows), receipts=say.number(MIN_BASKETS), least=say.number(MIN_CUSTOMERS)
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
