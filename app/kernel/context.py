"""What every command and query knows about where it runs: the shop's ways, and who is at the till."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShopContext:
    """The parts of the shop's profile that rules depend on.

    `country` is ISO 3166-1 alpha-2, `currency` ISO 4217, `timezone` an IANA name, `locale` a CLDR locale
    such as `en_GB`.
    """

    name: str = ""
    currency: str = "EUR"
    country: str = "DE"
    timezone: str = "Europe/Berlin"
    locale: str = "en_GB"


@dataclass(frozen=True)
class Actor:
    """Who does it, and where. `staff_id` None is nobody in particular."""

    staff_id: int | None = None
    till: str = "Till 1"
