"""What is bought with a thing, in figures: on how many receipts with it, and on how many of the others."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter

from app.insights.finding import Finding
from app.insights.sayings import Sayings
from app.insights.suggesting.baskets import MIN_BASKETS
from app.insights.suggesting.learned import Learned, learned
from app.insights.suggesting.suggest import in_a_hundred
from app.insights.suggesting.together import MIN_TOGETHER, Shared
from app.kernel.errors import Refused
from app.kernel.i18n import _, plural
from app.kernel.text import fold
from app.kernel.unit import View

MOST = 5
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Companion:
    """An `item` (a category where `whole`) that is on `both` of the `receipts` with the thing `beside`, and
    on `without` of the `others`."""

    item: str
    whole: bool
    beside: str
    both: int
    receipts: int
    without: int
    others: int
    how: str


@dataclass(frozen=True, slots=True)
class Companions:
    """What goes with `item`, by the name it was found under (a category where `whole`), the surest first."""

    item: str
    whole: bool
    receipts: int
    found: Finding[tuple[Companion, ...]]


def companions(view: View, text: str) -> Companions:
    """The companions of the item or category of that name, or of the only one that has the text in its name.
    `Refused` where several have. A thing that too few receipts name gets words, and its name as it was
    given. Nothing is told that may be chance."""
    shop, say = learned(view), Sayings(view.context)
    name = text.strip()
    at = _place(shop, name)
    if at is None:
        words = _("Too little history: fewer than {least} receipts of the last two years name “{name}”.")
        how = words.format(least=say.number(MIN_BASKETS), name=name[:_MOST_SHOWN])
        return Companions(name[:_MOST_SHOWN], False, 0, Finding(None, how))
    thing = shop.things[at]
    found = with_thing(shop, at, say)
    receipts = int(shop.receipts.counts[at, at])
    if found:
        words = _("Counted over {n} receipts of the last two years that name what was bought.")
        how = words.format(n=say.number(shop.receipts.rows))
    else:
        words = plural(
            "Nothing stands clearly more often on the {n} receipt with it than on others.",
            "Nothing stands clearly more often on the {n} receipts with it than on others.",
            receipts,
        )
        how = words.format(n=say.number(receipts))
    return Companions(thing.name, thing.whole, receipts, Finding(found or None, how))


def with_thing(shop: Learned, at: int, say: Sayings) -> tuple[Companion, ...]:
    """What is bought with the thing of this place, at most `MOST`, by how surely more often than without."""
    ranked = []
    for other, both in enumerate(shop.receipts.counts[at].tolist()):
        if other == at or both < MIN_TOGETHER:
            continue
        shared = shop.receipts.shared(at, other)
        if shared.sure > 0:
            ranked.append((-shared.sure, other, shared))
    ranked.sort(key=itemgetter(0))
    return tuple(_told(shop, at, other, shared, say) for _sure, other, shared in ranked[:MOST])


def _told(shop: Learned, at: int, other: int, shared: Shared, say: Sayings) -> Companion:
    beside, thing = shop.things[at].name, shop.things[other]
    words = _("{n} of {of} receipts with {beside} had {item}; {rate} in 100 of the others.")
    how = words.format(
        n=say.number(shared.both),
        of=say.number(shared.have),
        beside=beside,
        item=thing.name,
        rate=say.number(in_a_hundred(shared.without, shared.others)),
    )
    return Companion(
        thing.name, thing.whole, beside, shared.both, shared.have, shared.without, shared.others, how
    )


def _place(shop: Learned, name: str) -> int | None:
    for whole in (False, True):
        if (at := shop.place.get((whole, name.casefold()))) is not None:
            return at
    part = fold(name)
    held = [at for at, thing in enumerate(shop.things) if part and part in fold(thing.name)]
    if len(held) > 1:
        some = ", ".join(shop.things[at].name for at in held[:3])
        words = _("“{name}” fits several things: {some}.")
        raise Refused(words.format(name=name[:_MOST_SHOWN], some=some))
    return held[0] if held else None
