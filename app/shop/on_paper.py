"""The shop as its papers show it: one look-up, so that every document speaks with one voice."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from app.kernel.unit import View
from app.shop.models import ShopPicture
from app.shop.queries import ShopProfile, shop_profile

LOGO = "logo"
_CITY_FIRST = {"GB", "IE", "US", "CA", "AU", "NZ", "IN"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for paper: PNG `content`, `width` and `height` in pixels; `digest` tells it from others."""

    content: bytes
    width: int
    height: int
    digest: str

    @classmethod
    def of(cls, content: bytes, width: int, height: int) -> Picture:
        return cls(content, width, height, sha256(content).hexdigest()[:16])


@dataclass(frozen=True, slots=True)
class PaperShop:
    """The shop as paper shows it. `locale` is Babel's name ("en_GB"), `currency` an ISO 4217 code, `country`
    ISO 3166; `colour` is "#rrggbb" or "" for the house's own; `paper` "A4" or "LETTER"; `terms` the small
    print of the programme."""

    name: str
    tagline: str
    address_lines: tuple[str, ...]
    phone: str
    email: str
    currency: str
    locale: str
    closing_line: str
    terms: str
    country: str = ""
    opening_hours: str = ""
    colour: str = ""
    paper: str = ""
    logo: Picture | None = None

    @classmethod
    def of(cls, profile: ShopProfile, locale: str, logo: Picture | None, terms: str = "") -> PaperShop:
        """The shop of a profile, its paper written in a locale."""
        return cls(
            name=profile.name,
            tagline=profile.tagline,
            address_lines=postal_lines(profile.street, profile.postal_code, profile.city, profile.country),
            phone=profile.phone,
            email=profile.email,
            currency=profile.currency,
            locale=locale,
            closing_line=profile.closing_line,
            terms=terms,
            country=profile.country,
            opening_hours=profile.opening_hours,
            colour=profile.colour,
            paper=profile.paper,
            logo=logo,
        )


def paper_shop(view: View, terms: str = "") -> PaperShop:
    """The shop for a document, in the locale the view is written in; looked up once for it, since ten
    thousand statements ask for it."""
    kept: PaperShop | None = view.kept.get((paper_shop, terms))
    if kept is None:
        kept = PaperShop.of(shop_profile(view), view.context.locale, logo(view), terms)
        view.kept[paper_shop, terms] = kept
    return kept


def logo(view: View) -> Picture | None:
    """The shop's logo, where it has one."""
    row = view.session.execute(
        select(ShopPicture.content, ShopPicture.width, ShopPicture.height).where(ShopPicture.name == LOGO)
    ).one_or_none()
    return None if row is None else Picture.of(row[0], row[1], row[2])


def postal_lines(street: str, postal_code: str, city: str, country: str, region: str = "") -> tuple[str, ...]:
    """Street and town as the country's post wants them; without the name and without the country."""
    if country in _CITY_FIRST:
        town = " ".join(part for part in (city, region, postal_code) if part)
    else:
        town = " ".join(part for part in (postal_code, city) if part)
    return tuple(line for line in (*street.splitlines(), town) if line.strip())


def home_country(view: View) -> ShopProfile:
    """The profile, looked up once a view: addresses abroad name their country, those at home do not."""
    kept: ShopProfile | None = view.kept.get(home_country)
    if kept is None:
        kept = view.kept[home_country] = shop_profile(view)
    return kept
