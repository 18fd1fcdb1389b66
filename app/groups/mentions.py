"""Everybody a text may mean, for narrowing the list: the same words as the search, but all who answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, select

from app.customers.asking import read
from app.customers.models import ContactPoint, Customer
from app.customers.search_index import Term, index_of
from app.customers.search_words import backwards
from app.kernel.unit import View


def mentioned(view: View, text: str) -> set[int]:
    """Ids of all customers, archived or not, whose name, address or handle has words that begin as those of
    the text, whose phone or card number ends in its digits, or whose card number or e-mail address begins
    with it. Never fails; a text with nothing to look for finds nobody.
    """
    asked = read(text)
    index = index_of(view)
    found: set[int] = set()
    if asked.words:
        found.update(index.everyone(view, asked.reached))
    if asked.number:
        tails = dict.fromkeys((backwards(asked.number), backwards(asked.number.lstrip("0") or asked.number)))
        found.update(index.everyone(view, [[Term("tail", tail) for tail in tails]]))
    if asked.card:
        found.update(
            view.session.scalars(select(Customer.id).where(_begins(Customer.card_number, asked.card)))
        )
    if asked.mail:
        by_mail = select(ContactPoint.customer_id).where(_begins(ContactPoint.normalised, asked.mail))
        found.update(view.session.scalars(by_mail))
    return found


def _begins(column: Any, text: str) -> ColumnElement[bool]:
    """A beginning as two bounds, which an index answers and LIKE does not."""
    return and_(column >= text, column < text[:-1] + chr(ord(text[-1]) + 1))
