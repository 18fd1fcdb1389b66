"""What goes with what a customer usually buys."""

from __future__ import annotations

from collections.abc import Iterable

from app.insights.favourites import Favourite
from app.insights.finding import Finding
from app.insights.sayings import Sayings
from app.insights.suggesting.companions import MOST, Companion, with_thing
from app.insights.suggesting.forbidding import is_forbidden
from app.insights.suggesting.learned import learned
from app.insights.suggesting.own import card
from app.kernel.i18n import _
from app.kernel.unit import View


def beside_the_usual(
    view: View, customer_id: int, things: Iterable[Favourite]
) -> Finding[tuple[Companion, ...]]:
    """The companions of their usual things, of the first first, each thing once; nothing the card speaks
    against. They may have had them: it is about what to offer with a thing."""
    usual = [one.item for one in things if one.usual]
    if not usual:
        return Finding(None, _("Too little history: nothing is usual with them yet."))
    shop, say = learned(view), Sayings(view.context)
    places = [at for one in usual if (at := shop.at(one)) is not None]
    if not places:
        return Finding(None, _("Too little history: too few receipts name what they usually buy."))
    words = card(view, customer_id).forbidden
    found: dict[str, Companion] = {}
    for at in places:
        for one in with_thing(shop, at, say):
            if one.item not in usual and not is_forbidden(one.item, words):
                found.setdefault(one.item, one)
    if not found:
        return Finding(None, _("Nothing stands clearly more often on receipts with what they usually buy."))
    how = _("Counted over {n} receipts of the last two years that name what was bought.")
    return Finding(tuple(found.values())[:MOST], how.format(n=say.number(shop.receipts.rows)))
