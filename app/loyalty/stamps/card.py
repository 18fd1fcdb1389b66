"""The stamp cards of a programme, and the stamps a sale gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.loyalty.expiry import MONTHS, Expiry
from app.loyalty.reading import ID_FIELD, Values, items, only, values_of, wrong
from app.loyalty.sale import SaleLine

UNIT = "stamps:"
"""The unit of a card's accounts: "stamps:coffee"."""

ITEM, VISIT, BUTTON = "item", "visit", "button"
MOST_STAMPS = 100
LONGEST_ID = 50
"""With the unit before it, it is the name of the full card among the rewards that were given."""

FIELDS = (
    ID_FIELD,
    Field("name", _("Stamp card"), required=True, max_length=80),
    Field("of", _("Stamps to fill it"), FieldKind.INTEGER, required=True, minimum=2, maximum=MOST_STAMPS),
    Field(
        "per",
        _("One stamp"),
        FieldKind.CHOICE,
        choices=((ITEM, _("per item")), (VISIT, _("per visit")), (BUTTON, _("by the button alone"))),
        default=ITEM,
    ),
    Field("category", _("Categories"), FieldKind.TEXTS, help=_("Which items count; all of them when empty.")),
    Field("product", _("Products"), FieldKind.TEXTS, max_length=200),
    Field("gives", _("The full card gives"), required=True, max_length=120),
    Field("up_to", _("Worth up to"), FieldKind.MONEY, minimum=1, maximum=MAX_AMOUNT),
    Field("months", _("Stamps lapse after months"), FieldKind.INTEGER, minimum=1, maximum=120),
)


@dataclass(frozen=True)
class StampCard:
    """A card of `of` stamps. `per` is "item", "visit" or "button"; `category` and `product` say which items
    count, capitals aside; `gives` is what the full card is good for, worth `up_to` minor units at most;
    stamps lapse `months` after they were given, never when None."""

    id: str
    name: str
    of: int
    per: str = ITEM
    category: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    gives: str = ""
    up_to: int | None = None
    months: int | None = None
    _folded: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_folded", frozenset(name.casefold() for name in self.category))

    @property
    def unit(self) -> str:
        """The unit of this card's accounts."""
        return UNIT + self.id

    def last_day(self, given_on: date) -> date | None:
        """The last day a stamp given on a day is valid; None when it never lapses."""
        return None if self.months is None else Expiry(MONTHS, self.months).last_day(given_on)

    def picks(self, line: SaleLine) -> bool:
        """Whether an item of the sale gives stamps."""
        if self.product and line.item.casefold() not in {name.casefold() for name in self.product}:
            return False
        return not self._folded or line.category.casefold() in self._folded

    def by_line(self, lines: Sequence[SaleLine]) -> tuple[int, ...]:
        """The stamps of each line of a sale: one for each whole piece; none for a line given back."""
        return tuple(
            line.quantity // 1000 if line.amount >= 0 and not line.kind and self.picks(line) else 0
            for line in lines
        )


def read_stamp_cards(plain: Values) -> tuple[StampCard, ...]:
    """The section `stamp_cards` of the rules."""
    cards = []
    for place, item in items(plain, "stamp_cards"):
        only(item, place, {declared.id for declared in FIELDS})
        values = values_of(FIELDS, item, place)
        if len(values["id"]) > LONGEST_ID:
            words = _("an id of a stamp card has {most} characters at most")
            raise wrong(f"{place}.id", words.format(most=LONGEST_ID))
        if values["per"] != ITEM and ("category" in values or "product" in values):
            raise wrong(f"{place}.per", _("categories and products are for cards that count items"))
        cards.append(StampCard(**values))
    return tuple(cards)


def plain_stamp_card(card: StampCard) -> dict[str, Any]:
    """A card as plain values."""
    plain = {declared.id: getattr(card, declared.id) for declared in FIELDS}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in plain.items() if value}
