"""Where a letter to a customer goes."""

from __future__ import annotations

from sqlalchemy import select

from app.customers.models import PostalAddress
from app.kernel.unit import View
from app.shop.on_paper import home_country, postal_lines


def address_lines(view: View, customer_id: int) -> tuple[str, ...]:
    """The customer's first address as an envelope's window shows it, without the name; the country only when
    it is another than the shop's. Empty when none is known."""
    a = PostalAddress
    row = view.session.execute(
        select(a.street, a.postal_code, a.city, a.region, a.country)
        .where(a.customer_id == customer_id)
        .order_by(a.position, a.id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return ()
    return lines_of_address(view, *row)


def lines_of_address(
    view: View, street: str, postal_code: str, city: str, region: str, country: str
) -> tuple[str, ...]:
    """An address as an envelope's window shows it, without the name; the country only when it is another
    than the shop's."""
    home = home_country(view)
    lines = list(postal_lines(street, postal_code, city, country or home.country, region))
    if country and country != home.country:
        from babel import Locale

        names = Locale.parse(home.locale).territories
        lines.append(str(names.get(country, country)).upper())
    return tuple(lines)
