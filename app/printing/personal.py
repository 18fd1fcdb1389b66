"""A line of the shop's own for one customer, its merge fields filled in."""

from __future__ import annotations

from importlib import import_module

from app.kernel.unit import View

FIELD_MARKS = ("{{", "{%", "{#")


def merge_for(view: View, customer_id: int, template: str) -> str:
    """The words for this customer. Refused, in words, for a template that cannot be filled in.

    Words without a merge field are the same for everybody and need no look at the customer.
    """
    if not any(mark in template for mark in FIELD_MARKS):
        return template.strip()
    merged = import_module("app.outreach.merging").merged
    return str(merged(view, customer_id, template)).strip()
