"""What changes the shop's profile and settings."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from app.kernel.clock import zone
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import known_currency
from app.kernel.text import clean_text
from app.kernel.unit import Unit
from app.shop.models import Setting, Shop
from app.shop.queries import ShopProfile

SHOP_ID = 1
TEMPLATES = ("bookshop", "cafe", "salon", "florist", "plain")


@dataclass(frozen=True)
class InitShop:
    """A new shop: `template` is one of `TEMPLATES`; `locale` empty means the country's first language."""

    name: str
    currency: str = "EUR"
    country: str = "DE"
    timezone: str = "Europe/Berlin"
    template: str = "plain"
    locale: str = ""


@dataclass(frozen=True)
class ShopSaved:
    """The shop's name as it was kept."""

    shop: str


def init_shop(unit: Unit, cmd: InitShop) -> ShopSaved:
    """Write the profile of a new shop. Refused, by field, when a part of it means nothing."""
    if unit.session.get(Shop, SHOP_ID) is not None:
        raise Refused(_("This file already is a shop."))
    if cmd.template not in TEMPLATES:
        raise Refused(
            _("There is no template “{name}”; there are {known}.").format(
                name=cmd.template, known=", ".join(TEMPLATES)
            ),
            field="template",
        )
    shop = Shop(id=SHOP_ID, template=cmd.template, created_at=unit.now)
    profile = ShopProfile(
        name=cmd.name,
        currency=cmd.currency.upper(),
        country=cmd.country.upper(),
        timezone=cmd.timezone,
        locale=cmd.locale,
    )
    _write(shop, _checked(profile))
    unit.session.add(shop)
    unit.session.flush()
    return ShopSaved(shop.name)


@dataclass(frozen=True)
class SaveShop:
    """The whole profile as the settings page shows it."""

    profile: ShopProfile
    request_id: str | None = None


def save_shop(unit: Unit, cmd: SaveShop) -> ShopSaved:
    """Change the profile. The currency stays what it was: amounts are kept in it."""
    shop = unit.session.get_one(Shop, SHOP_ID)
    profile = _checked(cmd.profile)
    if profile.currency != shop.currency:
        raise Refused(_("The currency of a shop cannot be changed: its sales are kept in it."), "currency")
    _write(shop, profile)
    unit.session.flush()
    return ShopSaved(shop.name)


@dataclass(frozen=True)
class SaveSetting:
    """One setting of the shop; `value` is anything JSON holds."""

    key: str
    value: object


def save_setting(unit: Unit, cmd: SaveSetting) -> ShopSaved:
    """Keep one setting."""
    setting = unit.session.get(Setting, cmd.key) or Setting(key=cmd.key)
    setting.value = json.dumps(cmd.value)
    unit.session.add(setting)
    unit.session.flush()
    return ShopSaved(unit.context.name)


_LIMITS = {"name": 120, "tagline": 120, "street": 200, "postal_code": 20, "city": 120, "phone": 60, "email": 200,
           "closing_line": 600}  # fmt: skip


def _checked(profile: ShopProfile) -> ShopProfile:
    cleaned = {
        key: clean_text(getattr(profile, key), label=key, limit=limit, field=key, multiline=key == "closing_line")
        for key, limit in _LIMITS.items()
    }
    if not cleaned["name"]:
        raise Refused(_("A shop needs a name."), field="name")
    if len(profile.currency) != 3 or not known_currency(profile.currency):
        raise Refused(_("There is no currency “{code}”.").format(code=profile.currency), field="currency")
    zone(profile.timezone)
    return replace(profile, **cleaned, locale=_locale(profile.locale, profile.country))


def _locale(locale: str, country: str) -> str:
    """A locale Babel knows: the one asked for, else the first language of the country."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global
    from babel.languages import get_official_languages

    if len(country) != 2 or country not in get_global("territory_languages"):
        raise Refused(_("There is no country “{code}”.").format(code=country), field="country")
    if locale:
        try:
            return str(Locale.parse(locale.replace("-", "_")))
        except (ValueError, UnknownLocaleError):
            raise Refused(_("There is no locale “{code}”.").format(code=locale), field="locale") from None
    for language in (*get_official_languages(country, de_facto=True), "en"):
        try:
            return str(Locale.parse(f"{language}_{country}"))
        except (ValueError, UnknownLocaleError):
            continue
    return "en"


def _write(shop: Shop, profile: ShopProfile) -> None:
    for key, value in vars(profile).items():
        setattr(shop, key, value)
