"""Texts of a card as they are kept: cleaned, within their limits, and free of payment card numbers."""

from __future__ import annotations

from app.kernel.i18n import _
from app.kernel.text import clean_text

LIMITS = {
    "name": 200,
    "sort_name": 200,
    "card_number": 40,
    "reference": 80,
    "favourite": 200,
    "alert": 300,
    "notes": 20_000,
    "language": 20,
    "tag": 60,
    "label": 40,
    "phone": 60,
    "email": 254,
    "social": 254,
    "street": 400,
    "postal_code": 20,
    "city": 120,
    "region": 120,
    "country": 2,
}
"""Characters each text of a card may have, by form field."""


def field_label(field: str) -> str:
    """What a form field is called in a sentence."""
    return {
        "name": _("The name"),
        "sort_name": _("The sort name"),
        "card_number": _("The card number"),
        "reference": _("The reference"),
        "favourite": _("The favourite"),
        "alert": _("The alert"),
        "notes": _("The notes"),
        "language": _("The language"),
        "tag": _("The tag"),
        "label": _("The label"),
        "phone": _("The phone number"),
        "email": _("The e-mail address"),
        "social": _("The handle"),
        "street": _("The street"),
        "postal_code": _("The postal code"),
        "city": _("The town"),
        "region": _("The region"),
        "country": _("The country"),
    }[field]


def tidy(text: str, field: str, *, multiline: bool = False) -> str:
    """`text` cleaned for the named form field. Raises `Refused` with that field when it does not fit.

    Plain printable ASCII, which is most of what an import brings, takes a short way to the same result.
    """
    if not text:
        return ""
    limit = LIMITS[field]
    if len(text) <= limit and text.isascii() and text.isprintable() and (multiline or "  " not in text):
        return text.strip()
    return clean_text(text, label=field_label(field), limit=limit, multiline=multiline, field=field)
