"""What a shop may say of itself: the one place that checks a profile."""

from __future__ import annotations

from dataclasses import replace

from app.kernel.clock import zone
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import known_currency
from app.kernel.text import clean_text
from app.shop.colours import colour_text, readable, rgb_of, text_of
from app.shop.queries import ShopProfile

EXAMPLE = text_of((14, 102, 86))
PAPERS = ("A4", "LETTER")
LIMITS = {
    "name": 120,
    "tagline": 120,
    "street": 200,
    "postal_code": 20,
    "city": 120,
    "phone": 60,
    "email": 200,
    "closing_line": 600,
    "opening_hours": 600,
}
_LINES = {"closing_line", "opening_hours"}


def check_profile(profile: ShopProfile) -> ShopProfile:
    """The profile cleaned, its codes in their usual case; `Refused`, by field, when a part means nothing."""
    labels = _labels()
    texts = {
        key: clean_text(
            getattr(profile, key), label=labels[key], limit=limit, field=key, multiline=key in _LINES
        )
        for key, limit in LIMITS.items()
    }
    if not texts["name"]:
        raise Refused(_("A shop needs a name."), field="name")
    currency, country = profile.currency.strip().upper(), profile.country.strip().upper()
    if not currency.isascii() or len(currency) != 3 or not known_currency(currency):
        raise Refused(
            _("There is no currency “{code}”.").format(code=profile.currency[:10]), field="currency"
        )
    zone(profile.timezone)
    if profile.paper not in PAPERS:
        raise Refused(_("There is no paper “{code}”.").format(code=profile.paper[:20]), field="paper")
    colour = colour_text(profile.colour)
    if colour is None:
        words = _("“{text}” is no colour; write it like {example}.")
        raise Refused(words.format(text=profile.colour[:20], example=EXAMPLE), field="colour")
    locale = _locale(profile.locale, country)
    return replace(profile, **texts, currency=currency, country=country, locale=locale, colour=colour)


def colour_note(colour: str) -> str:
    """What to say of a colour that is too pale for words on white paper; "" of any other, and of none."""
    if not colour_text(colour):
        return ""
    ours = rgb_of(colour)
    printed = readable(ours)
    if printed == ours:
        return ""
    words = _("Too pale to read on white paper: words are printed in a darker shade, {shade}.")
    return words.format(shade=text_of(printed))


def _labels() -> dict[str, str]:
    return {
        "name": _("The name"),
        "tagline": _("The line under the name"),
        "street": _("The street"),
        "postal_code": _("The postal code"),
        "city": _("The town"),
        "phone": _("The phone number"),
        "email": _("The e-mail address"),
        "closing_line": _("The closing line"),
        "opening_hours": _("The opening hours"),
    }


def _locale(locale: str, country: str) -> str:
    """A locale Babel knows: the one asked for, else the first language of the country."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global
    from babel.languages import get_official_languages

    if len(country) != 2 or country not in get_global("territory_languages"):
        raise Refused(_("There is no country “{code}”.").format(code=country[:10]), field="country")
    if locale:
        try:
            return str(Locale.parse(locale.replace("-", "_")))
        except (ValueError, UnknownLocaleError):
            raise Refused(
                _("There is no locale “{code}”.").format(code=locale[:20]), field="locale"
            ) from None
    for language in (*get_official_languages(country, de_facto=True), "en"):
        try:
            return str(Locale.parse(f"{language}_{country}"))
        except (ValueError, UnknownLocaleError):
            continue
    return "en"
