"""Which vouchers a programme issues, to whom and when; what one gives is a reward of any kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.reading import ID_FIELD, Values, items, values_of, wrong
from app.loyalty.rewards import Reward, read_gift

BIRTHDAY, WELCOME, WIN_BACK, APOLOGY = "birthday", "welcome", "win_back", "apology"
OCCASIONS = (
    (BIRTHDAY, _("birthday")),
    (WELCOME, _("welcome")),
    (WIN_BACK, _("win back")),
    (APOLOGY, _("apology")),
)
FIELDS = (
    ID_FIELD,
    Field("name", _("Voucher"), required=True, max_length=120),
    Field("occasion", _("Occasion"), FieldKind.CHOICE, required=True, choices=OCCASIONS),
    Field(
        "days_before",
        _("Days before"),
        FieldKind.INTEGER,
        minimum=0,
        maximum=60,
        default=0,
        help=_("How long before the birthday it is issued."),
    ),
    Field(
        "valid_days",
        _("Valid for days"),
        FieldKind.INTEGER,
        minimum=1,
        maximum=3660,
        default=30,
        help=_("Counted from its issue; a birthday's from the birthday."),
    ),
    Field(
        "away_days",
        _("After days away"),
        FieldKind.INTEGER,
        minimum=7,
        maximum=3660,
        help=_("A win-back voucher goes to whoever has not come for so long."),
    ),
)


@dataclass(frozen=True)
class VoucherRule:
    """A voucher of the programme. `gift` is what it gives, a reward that costs nothing. One of occasion
    "apology" is issued by hand; "birthday" once a customer and year; "welcome" once a customer; "win_back"
    once each time a customer has been away for `away_days`."""

    id: str
    name: str
    occasion: str
    gift: Reward
    days_before: int = 0
    valid_days: int = 30
    away_days: int | None = None


def read_vouchers(plain: Values) -> tuple[VoucherRule, ...]:
    """The section `vouchers` of the rules."""
    rules = []
    known = {declared.id for declared in FIELDS}
    for place, item in items(plain, "vouchers"):
        values = values_of(FIELDS, item, place)
        gift = read_gift({key: item[key] for key in item if key not in known}, values, place)
        if values["occasion"] == WIN_BACK and "away_days" not in values:
            raise wrong(f"{place}.away_days", _("a win-back voucher says after how many days"))
        rules.append(VoucherRule(gift=gift, **{key: values[key] for key in values}))
    return tuple(rules)


def plain_voucher(rule: VoucherRule) -> dict[str, Any]:
    """A voucher's rule as plain values."""
    plain = {declared.id: getattr(rule, declared.id) for declared in FIELDS}
    kept = {key: value for key, value in plain.items() if value not in (None, "")}
    return {**kept, "kind": rule.gift.kind, **rule.gift.values}
