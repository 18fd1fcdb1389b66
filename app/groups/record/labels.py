"""What the ids in a customer's rows are called, in the language that is spoken as the record is made."""

from __future__ import annotations

from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.tiers import standing
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.rule import OCCASIONS

_WAYS = {
    "email": _("E-mail"),
    "phone": _("Phone"),
    "message": _("Messages"),
    "post": _("Post"),
    "social": _("Social network"),
}
_WHY = {
    standing.REACHED: _("reached"),
    standing.DROPPED: _("no longer reached"),
    standing.HAND: _("given by hand"),
    standing.PROGRAMME: _("by new rules"),
    standing.RETURNED: _("with a purchase that came back"),
    standing.UNDONE: _("taken back"),
}
_OCCASIONS = dict(OCCASIONS)


def way(word: str) -> str:
    """A kind of contact, or a way to reach somebody."""
    return _(_WAYS[word]) if word in _WAYS else word


def occasion(word: str) -> str:
    """Why a voucher was issued."""
    return _(_OCCASIONS[word]) if word in _OCCASIONS else word


def why(word: str) -> str:
    """Why somebody came into a tier."""
    return _(_WHY[word]) if word in _WHY else word


def tier_name(view: View, tier_id: str) -> str:
    """A tier by the names of today; by its id where the rules know it no more."""
    tier = rules_on(view, view.today).tiers.tier(tier_id)
    return tier.name if tier is not None else tier_id
