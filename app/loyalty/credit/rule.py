"""The shop's rules for gift cards: how little, how much, how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.loyalty.reading import Values, section, wrong

FIELDS = (
    Field("least", _("At least"), FieldKind.MONEY, minimum=1, maximum=MAX_AMOUNT),
    Field("most", _("At most"), FieldKind.MONEY, minimum=1, maximum=MAX_AMOUNT),
    Field("months", _("Valid for months"), FieldKind.INTEGER, minimum=1, maximum=600),
)


@dataclass(frozen=True)
class GiftCardRule:
    """Bounds of what one card may be sold and topped up for, in minor units, and how long money on it is
    valid; None is no bound."""

    least: int | None = None
    most: int | None = None
    months: int | None = None


def read_gift_cards(plain: Values) -> GiftCardRule:
    """The section `gift_cards` of the rules."""
    rule = GiftCardRule(**section(plain, "gift_cards", FIELDS))
    if rule.least is not None and rule.most is not None and rule.least > rule.most:
        raise wrong("gift_cards.least", _("the least is more than the most"))
    return rule


def plain_gift_cards(rule: GiftCardRule) -> dict[str, Any]:
    """The section as plain values."""
    plain = {declared.id: getattr(rule, declared.id) for declared in FIELDS}
    return {key: value for key, value in plain.items() if value is not None}
