"""What the form of the shop's profile asks for."""

from __future__ import annotations

from dataclasses import fields as parts_of
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.shop.choices import countries, locales, time_zones
from app.shop.profile import LIMITS
from app.shop.queries import ShopProfile

COLOUR_HELP = _("Of the name and the marks on paper. Choose one, or write your own, like 0e6656.")


def profile_fields(profile: ShopProfile) -> tuple[Field, ...]:
    """The fields of the profile, in the order a letterhead has them. The currency cannot be changed."""
    return (
        Field("name", _("Name of the shop"), required=True, max_length=LIMITS["name"]),
        Field("tagline", _("Line under the name"), max_length=LIMITS["tagline"]),
        Field("street", _("Street and number"), max_length=LIMITS["street"]),
        Field("postal_code", _("Postal code"), max_length=LIMITS["postal_code"]),
        Field("city", _("Town"), max_length=LIMITS["city"]),
        Field("phone", _("Phone"), FieldKind.PHONE, max_length=LIMITS["phone"]),
        Field("email", _("E-mail"), FieldKind.EMAIL, max_length=LIMITS["email"]),
        Field(
            "opening_hours",
            _("Opening hours"),
            FieldKind.LONG_TEXT,
            max_length=LIMITS["opening_hours"],
            help=_("A line for each, such as Mon–Fri 9–18."),
        ),
        Field("colour", _("Colour of its paper"), max_length=20, help=COLOUR_HELP),
        _choice("paper", _("Paper in the printer"), [("A4", "A4"), ("LETTER", "Letter")], profile.paper),
        Field(
            "closing_line",
            _("Closing line of statements"),
            FieldKind.LONG_TEXT,
            max_length=LIMITS["closing_line"],
        ),
        _choice("country", _("Country"), [(one.id, one.label) for one in countries()], profile.country),
        _choice(
            "timezone",
            _("Time zone"),
            [(one.id, one.label) for one in time_zones(profile.country)],
            profile.timezone,
        ),
        _choice(
            "locale",
            _("Language of paper, numbers and dates"),
            [(one.id, one.label) for one in locales(profile.country)],
            profile.locale,
        ),
    )


def changed_profile(profile: ShopProfile, values: dict[str, Any]) -> ShopProfile:
    """The profile with what the form says; what the form emptied is empty."""
    asked = {field.id for field in profile_fields(profile)}
    known = {part.name: getattr(profile, part.name) for part in parts_of(ShopProfile)}
    return ShopProfile(**{key: values.get(key, "") if key in asked else old for key, old in known.items()})


def _choice(field_id: str, label: str, choices: list[tuple[str, str]], current: str) -> Field:
    """A choice that also knows what the file says, should that be none of the offered ones."""
    if current not in [choice for choice, _label in choices]:
        choices = [(current, current), *choices]
    return Field(field_id, label, FieldKind.CHOICE, required=True, choices=tuple(choices), default=current)
