"""What goes with what a customer usually buys."""

from __future__ import annotations

from collections.abc import Iterable

from app.insights.favourites import Favourite
from app.insights.finding import Finding
from app.insights.sayings import Sayings
from app.insights.suggesting.companions import MOST, Companion, with_thing
from app.insights.suggesting.forbidding import forbidden, is_forbidden
from app.insights.suggesting.learned import Learned
from app.insights.suggesting.own import Own
from app.kernel.i18n import _


def beside_the_usual(
    shop: Learned, mine: Own, things: Iterable[Favourite], say: Sayings
) -> Finding[tuple[Companion, ...]]:
    """The companions of their usual things, of the first first, each thing once; nothing the card speaks
    against. They may have had them: it is about what to offer with a thing."""
    usual = [one.item for one in things if one.usual]
    if not usual:
        return Finding(None, _("Too little history: nothing is usual with them yet."))
    places = [at for one in usual if (at := shop.at(one)) is not None]
    if not places:
        return Finding(None, _("Too little history: too few receipts name what they usually buy."))
    words = forbidden(mine.alert, mine.notes)
    found: dict[str, Companion] = {}
    for at in places:
        for one in with_thing(shop, at, say):
            if one.item not in usual and not is_forbidden(one.item, words):
                found.setdefault(one.item, one)
    if not found:
        return Finding(None, _("Nothing stands clearly more often on receipts with what they usually buy."))
    how = _("Counted over {n} receipts of the last two years that name what was bought.")
    return Finding(tuple(found.values())[:MOST], how.format(n=say.number(shop.receipts)))
