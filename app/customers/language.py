"""The language a customer reads."""

from __future__ import annotations

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.locales import reader_locale
from app.kernel.unit import View


def customer_locale(view: View, customer_id: int) -> str:
    """The locale in which paper speaks to a customer: their language where it is known and spoken, else the
    shop's own. An unknown customer has the shop's."""
    context = view.context
    language = view.session.execute(
        select(Customer.language).where(Customer.id == customer_id)
    ).scalar_one_or_none()
    return reader_locale(language or "", context.country, context.locale)
