"""What of a sale counts: what was paid after discounts, with or without tax, delivery and gift cards sold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.reading import Values, section
from app.loyalty.sale import GIFT_CARD, Sale, SaleLine

FIELDS = (
    Field(
        "without",
        _("Categories that do not count"),
        FieldKind.TEXTS,
        help=_("Such as delivery, deposits, tobacco."),
    ),
    Field("gift_cards", _("Gift cards sold count"), FieldKind.BOOLEAN),
    Field(
        "tax",
        _("Tax left out"),
        FieldKind.FACTOR,
        help=_("The rate in percent that prices hold; points are counted on what is left."),
        minimum=1,
        maximum=100_000,
    ),
)


@dataclass(frozen=True)
class Counting:
    """`without` are categories, capitals aside; `gift_cards`: whether gift cards sold count; `tax` the
    rate in thousandths of a percent (19 % is 19 000) that is taken off, None where tax counts."""

    without: tuple[str, ...] = ()
    gift_cards: bool = False
    tax: int | None = None
    _folded: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_folded", frozenset(name.casefold() for name in self.without))

    def counts(self, line: SaleLine) -> bool:
        """Whether a line counts."""
        if line.kind == GIFT_CARD and not self.gift_cards:
            return False
        return line.category.casefold() not in self._folded if self._folded else True

    def lines(self, sale: Sale) -> Sequence[SaleLine]:
        """The lines that count."""
        return [line for line in sale.lines if self.counts(line)] if sale.lines else ()

    def money(self, sale: Sale) -> int:
        """What counts of what was paid, minor units."""
        left_out = sum(line.amount for line in sale.lines if not self.counts(line)) if sale.lines else 0
        return self.taxed_off(max(0, sale.amount - left_out))

    def taxed_off(self, money: int) -> int:
        """Money without the tax in it, rounded down."""
        return money if self.tax is None else money * 100_000 // (100_000 + self.tax)


COUNTS_ALL = Counting()


def read_counting(plain: Values) -> Counting:
    """The section `counting` of the rules."""
    return Counting(**section(plain, "counting", FIELDS))


def plain_counting(counting: Counting) -> dict[str, Any]:
    """The section as plain values."""
    plain: dict[str, Any] = {}
    if counting.without:
        plain["without"] = list(counting.without)
    if counting.gift_cards:
        plain["gift_cards"] = True
    if counting.tax is not None:
        plain["tax"] = counting.tax
    return plain
