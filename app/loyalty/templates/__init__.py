"""First programmes: a whole good one for each kind of shop, in the shop's own money, to be changed later.

One file each; every one is made of a `Purse`, which knows what about one euro is in the shop's currency.
"""

from __future__ import annotations

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.loyalty.rules import Rules
from app.loyalty.templates.bookshop import bookshop
from app.loyalty.templates.cafe import cafe
from app.loyalty.templates.florist import florist
from app.loyalty.templates.plain import plain
from app.loyalty.templates.purse import Purse, purse_of
from app.loyalty.templates.salon import salon

__all__ = ["Purse", "purse_of", "template_rules"]

_MAKERS = {"bookshop": bookshop, "cafe": cafe, "salon": salon, "florist": florist, "plain": plain}


def template_rules(template: str, currency: str, locale: str = "en") -> Rules:
    """The rules of a template; `locale` is how amounts are written in the rewards' names."""
    maker = _MAKERS.get(template)
    if maker is None:
        raise Refused(_("There is no template “{name}”.").format(name=template), field="template")
    return maker(purse_of(currency, locale))
