"""The parts of a programme that stand once: what the dialog of each asks for, and how it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.gui.loyalty.asking import Asked
from app.gui.models.programme_edits import Plain, with_section, with_tier_rules
from app.gui.models.programme_rest import SPENT_BACK
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.loyalty.counting import FIELDS as COUNTING_FIELDS
from app.loyalty.credit.rule import FIELDS as GIFT_FIELDS
from app.loyalty.expiry import ABSENCE, DAYS, MONTHS, NEVER, YEARLY
from app.loyalty.households.rule import FIELDS as HOUSEHOLD_FIELDS
from app.loyalty.referral.rule import FIELDS as REFERRAL_FIELDS
from app.loyalty.rewards import MAX_COST
from app.loyalty.rules import OWE
from app.loyalty.tiers.scheme import SCHEME_FIELDS

MONTH_NAMES = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
    _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip

LAPSE_FIELDS = (
    Field(
        "kind",
        _("Points lapse"),
        FieldKind.CHOICE,
        required=True,
        choices=(
            (NEVER, _("never")),
            (MONTHS, _("some months after they were earned")),
            (DAYS, _("some days after they were earned")),
            (ABSENCE, _("after months without a visit")),
            (YEARLY, _("on a day of each year")),
        ),
        default=NEVER,
    ),
    Field(
        "count",
        _("How many"),
        FieldKind.INTEGER,
        minimum=0,
        maximum=36_500,
        help=_("Months or days; for a day of each year, the least months points are valid."),
    ),
    Field(
        "month",
        _("Month"),
        FieldKind.CHOICE,
        required=True,
        choices=tuple((str(number), name) for number, name in enumerate(MONTH_NAMES, 1)),
        default="12",
    ),
    Field("day", _("Day"), FieldKind.INTEGER, minimum=1, maximum=31, default=31),
)
WORTH_FIELDS = (
    Field("points", _("So many points"), FieldKind.INTEGER, required=True, minimum=1, maximum=MAX_COST),
    Field("amount", _("are worth"), FieldKind.MONEY, required=True, minimum=1, maximum=MAX_AMOUNT),
)
SPENT_FIELDS = (
    Field(
        "choice",
        _("When a purchase comes back whose points are spent"),
        FieldKind.CHOICE,
        required=True,
        choices=SPENT_BACK,
        default=OWE,
    ),
)


@dataclass(frozen=True)
class Once:
    """One such part: its dialog's title and form, its values, and the programme with others."""

    title: str
    asked: Asked
    values: Callable[[Plain], dict[str, Any]]
    kept: Callable[[Plain, Mapping[str, Any]], dict[str, Any]]


def _whole(section: str, title: str, asked: Asked) -> Once:
    """A section whose table has the fields of the form."""

    def values(plain: Plain) -> dict[str, Any]:
        return dict(plain.get(section, {}))

    def kept(plain: Plain, item: Mapping[str, Any]) -> dict[str, Any]:
        return with_section(plain, section, dict(item))

    return Once(title, asked, values, kept)


def _lapse_values(plain: Plain) -> dict[str, Any]:
    expiry = dict(plain.get("expiry", {}))
    if "month" in expiry:
        expiry["month"] = str(expiry["month"])
    if expiry.get("kind", NEVER) == NEVER:
        expiry.pop("count", None)
    return expiry


def _lapse_kept(plain: Plain, item: Mapping[str, Any]) -> dict[str, Any]:
    kind = item.get("kind", NEVER)
    expiry: dict[str, Any] = {"kind": kind}
    if kind != NEVER and "count" in item:
        expiry["count"] = item["count"]
    if kind == YEARLY:
        expiry.update({"month": int(item.get("month", 12)), "day": item.get("day", 31)})
    return with_section(plain, "expiry", expiry)


def _silent_in_lapse(values: Plain) -> frozenset[str]:
    kind = values.get("kind", NEVER)
    if kind == NEVER:
        return frozenset({"count", "month", "day"})
    return frozenset() if kind == YEARLY else frozenset({"month", "day"})


def _spent_values(plain: Plain) -> dict[str, Any]:
    return {"choice": plain.get("refund_of_spent", OWE)}


def _spent_kept(plain: Plain, item: Mapping[str, Any]) -> dict[str, Any]:
    return with_section(plain, "refund_of_spent", item.get("choice", OWE))


def _scheme_values(plain: Plain) -> dict[str, Any]:
    return dict(plain.get("tier_rules", {}))


ONCE: dict[str, Once] = {
    "expiry": Once(
        _("When points lapse"), Asked(LAPSE_FIELDS, silent=_silent_in_lapse), _lapse_values, _lapse_kept
    ),
    "worth": _whole("worth", _("What points are worth"), Asked(WORTH_FIELDS)),
    "counting": _whole("counting", _("What counts of a purchase"), Asked(COUNTING_FIELDS)),
    "refund_of_spent": Once(
        _("When spent points come back"), Asked(SPENT_FIELDS), _spent_values, _spent_kept
    ),
    "referral": _whole("referral", _("A friend they sent buys first"), Asked(REFERRAL_FIELDS)),
    "households": _whole("households", _("Leaving a household"), Asked(HOUSEHOLD_FIELDS)),
    "gift_cards": _whole("gift_cards", _("Gift cards"), Asked(GIFT_FIELDS)),
    "tier_rules": Once(_("How tiers are reached"), Asked(SCHEME_FIELDS), _scheme_values, with_tier_rules),
}
"""By section."""
