"""What changes the shop's profile and settings."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.shop.models import Setting, Shop
from app.shop.profile import check_profile
from app.shop.queries import ShopProfile, profile_of
from app.shop.templates import TEMPLATES

SHOP_ID = 1


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
    _write(shop, check_profile(profile))
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
    before = profile_of(shop)
    profile = check_profile(cmd.profile)
    if profile.currency != shop.currency:
        raise Refused(_("The currency of a shop cannot be changed: its sales are kept in it."), "currency")
    if profile == before:
        return ShopSaved(shop.name)
    _write(shop, profile)
    unit.session.flush()
    unit.remember(
        _("Shop profile changed"), undo_kind="shop.saved", undo={"profile": dataclasses.asdict(before)}
    )
    return ShopSaved(shop.name)


@undoes("shop.saved")
def _undo_saved(unit: Unit, undo: Mapping[str, Any]) -> None:
    shop = unit.session.get_one(Shop, SHOP_ID)
    known = vars(profile_of(shop))
    _write(
        shop,
        ShopProfile(**{**known, **{key: undo["profile"][key] for key in known if key in undo["profile"]}}),
    )


@dataclass(frozen=True)
class SaveSetting:
    """One setting of the shop; `value` is anything JSON holds."""

    key: str
    value: object


def save_setting(unit: Unit, cmd: SaveSetting) -> ShopSaved:
    """Keep one setting."""
    if not cmd.key or len(cmd.key) > 80:
        raise ValueError("a setting's key has 1 to 80 characters")
    setting = unit.session.get(Setting, cmd.key) or Setting(key=cmd.key)
    setting.value = json.dumps(cmd.value)
    unit.session.add(setting)
    unit.session.flush()
    return ShopSaved(unit.context.name)


def _write(shop: Shop, profile: ShopProfile) -> None:
    for key, value in vars(profile).items():
        setattr(shop, key, value)
