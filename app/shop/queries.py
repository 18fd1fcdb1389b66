"""What reads the shop's profile and settings."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any, cast

from sqlalchemy import Row, Table, select

from app.kernel.context import ShopContext
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import View
from app.shop.models import Setting, Shop


@dataclass(frozen=True)
class ShopProfile:
    """All that the shop says of itself. `paper` is "A4" or "LETTER", `colour` "#rrggbb" or ""."""

    name: str
    currency: str
    country: str
    timezone: str
    locale: str = ""
    tagline: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    closing_line: str = ""
    paper: str = "A4"
    colour: str = ""
    opening_hours: str = ""

    @property
    def context(self) -> ShopContext:
        """The part that rules depend on."""
        return ShopContext(self.name, self.currency, self.country, self.timezone, self.locale)


def shop_profile(view: View) -> ShopProfile:
    """The profile; `Refused` when the file has none (its creation was cut short).

    Read past the object layer: it is the first thing a start asks, and the layer takes long to set up.
    """
    shop = view.session.connection().execute(_PROFILE).one_or_none()
    if shop is None:
        raise Refused(_("This file holds no shop yet."))
    return profile_of(shop)


def profile_of(shop: Shop | Row[Any]) -> ShopProfile:
    """The profile in a row."""
    return ShopProfile(**{field.name: getattr(shop, field.name) for field in fields(ShopProfile)})


_TABLE = cast("Table", Shop.__table__)
_PROFILE = select(*(_TABLE.c[field.name] for field in fields(ShopProfile))).where(_TABLE.c.id == 1)


def setting(view: View, key: str, default: Any = None) -> Any:
    """One setting of the shop, or `default`."""
    row = view.session.get(Setting, key)
    return default if row is None else json.loads(row.value)
