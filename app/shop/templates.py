"""What kind of shop it is: what a new shop starts with follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.i18n import _


@dataclass(frozen=True)
class Template:
    """One kind of shop. `detail` says in a line what it starts with."""

    id: str
    label: str
    detail: str


TEMPLATES = ("bookshop", "cafe", "salon", "florist", "plain")


def templates() -> tuple[Template, ...]:
    """The kinds of shop in the order they are offered."""
    return (
        Template("bookshop", _("Bookshop"), _("Points for each euro or pound, vouchers as rewards")),
        Template("cafe", _("Café"), _("Small amounts, a free drink as the first reward")),
        Template("salon", _("Salon"), _("Fewer, larger visits, something off the next one")),
        Template("florist", _("Florist"), _("Birthdays and feast days, a bouquet as a reward")),
        Template("plain", _("Another shop"), _("One point for each unit of money, one reward to start with")),
    )
