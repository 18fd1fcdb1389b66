"""The merge fields: what a letter can say of the one it is written to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.kernel.i18n import _


class Value(str):
    """What a field is for one customer: its words as they are printed, "" where there is nothing to say.

    `number` is what a figure is compared by; a figure of 0 counts as nothing where a letter asks whether
    there is one, and is printed all the same.
    """

    field: str
    number: int | None

    def __new__(cls, text: str, field: str, number: int | None = None) -> Value:
        made = super().__new__(cls, text)
        made.field, made.number = field, number
        return made

    @property
    def missing(self) -> bool:
        """Whether nothing would be printed."""
        return not len(self)

    def __bool__(self) -> bool:
        return len(self) > 0 if self.number is None else self.number != 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, int):
            return self.number == other
        return str(self).casefold() == str(other).casefold()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(str(self).casefold())

    def __lt__(self, other: Any) -> bool:
        return (self.number or 0) < _number(other)

    def __le__(self, other: Any) -> bool:
        return (self.number or 0) <= _number(other)

    def __gt__(self, other: Any) -> bool:
        return (self.number or 0) > _number(other)

    def __ge__(self, other: Any) -> bool:
        return (self.number or 0) >= _number(other)


def _number(other: Any) -> int:
    return (other.number or 0) if isinstance(other, Value) else int(other)


@dataclass(frozen=True, slots=True)
class MergeField:
    """A field: `id` is what stands in the braces, `example` how it may read, `source` what looks it up (a key
    of `app.outreach.lookups.SOURCES`). `lacking` names what a customer has none of: "no birthday". A `figure`
    can be compared with whole numbers."""

    id: str
    label: str
    example: str
    source: str
    lacking: str
    figure: bool = False


_USABLE = _("voucher that can be used")
_SOON = _("points that lapse soon")
_READY = _("reward that is ready")

FIELDS: tuple[MergeField, ...] = (
    MergeField("first_name", _("First name"), "Maria", "person", _("first name")),
    MergeField("name", _("Full name"), "Maria Schmidt", "person", _("name")),
    MergeField("points", _("Points"), "640", "points", _("points"), figure=True),
    MergeField("worth", _("What the points are worth"), "€6.40", "points", _("worth in money")),
    MergeField("tier", _("Tier"), "Gold", "tier", _("tier")),
    MergeField("favourite", _("Favourite"), "flat white, oat", "person", _("favourite")),
    MergeField("birthday", _("Birthday"), "5 March", "person", _("birthday")),
    MergeField("visits", _("Visits"), "27", "activity", _("visits"), figure=True),
    MergeField("first_visit", _("First visit"), "14 May 2024", "activity", _("first visit")),
    MergeField("last_visit", _("Last visit"), "3 October 2026", "activity", _("last visit")),
    MergeField("joined", _("With us since"), "May 2024", "person", _("day of joining")),
    MergeField("reward_ready", _("Reward that is ready"), "Free coffee", "rewards", _READY),
    MergeField("next_reward", _("Next reward"), "Signed first edition", "rewards", _("next reward")),
    MergeField(
        "next_reward_points", _("Points to the next reward"), "360", "rewards", _("next reward"), figure=True
    ),
    MergeField("voucher", _("Voucher"), "Birthday treat", "vouchers", _USABLE),
    MergeField("voucher_gives", _("What the voucher gives"), "10 % off", "vouchers", _USABLE),
    MergeField("voucher_code", _("Number of the voucher"), "270000123456", "vouchers", _USABLE),
    MergeField("voucher_until", _("Voucher valid until"), "9 December 2026", "vouchers", _USABLE),
    MergeField(
        "lapsing_points", _("Points that lapse soon"), "120", "lapsing", _SOON, figure=True
    ),
    MergeField("lapsing_on", _("Day they lapse"), "30 November 2026", "lapsing", _SOON),
    MergeField("card_number", _("Card number"), "290000414417", "person", _("card number")),
    MergeField("shop_name", _("Name of the shop"), "Kettle & Quill", "shop", _("name of the shop")),
    MergeField("shop_phone", _("Phone of the shop"), "01225 555 014", "shop", _("phone number of the shop")),
    MergeField("opening_hours", _("Opening hours"), "Mon to Sat, 9 to 18", "shop", _("opening hours")),
    MergeField("today", _("Today's date"), "26 November 2026", "shop", _("date")),
)  # fmt: skip
"""Every field, in the order they are offered."""

BY_ID = {field.id: field for field in FIELDS}
