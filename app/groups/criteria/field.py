"""Customers by what stands on their card: any of its fields, and how they may be reached."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import Select, select

from app.customers.models import ContactPoint, Customer, PostalAddress
from app.groups.criterion import ABOUT, Criterion, Values
from app.groups.ordering import fetch_rows
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.text import fold
from app.kernel.unit import View
from app.sales.tables import table

_A = table(PostalAddress).c
_C = table(Customer).c
_P = table(ContactPoint).c
CONTAINS, IS, BEGINS, EMPTY = "contains", "is", "begins", "empty"


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "favourite": _("Favourite"),
        "alert": _("Alert"),
        "notes": _("Notes"),
        "city": _("City"),
        "postal_code": _("Postal code"),
        "street": _("Street"),
        "region": _("Region"),
        "country": _("Country"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "social": _("Social media"),
        "language": _("Language"),
        "channel": _("Preferred channel"),
        "card_number": _("Card number"),
        "reference": _("Number elsewhere"),
    }


def _hows() -> dict[str, str]:
    return {
        CONTAINS: _("contains"),
        IS: _("is"),
        BEGINS: _("begins with"),
        EMPTY: _("is empty"),
    }


def find(view: View, values: Values, among: Collection[int]) -> Collection[int]:
    """Compared as search compares: capitals and accents aside. One address or number of several is enough;
    empty is where there is none at all."""
    rows = fetch_rows(view, _stored(values["field"]))
    if values["how"] == EMPTY:
        return set(among).difference(customer for customer, text in rows if text.strip())
    return set(_fitting(rows, _test(values)))


def _stored(field: str) -> Select[Any]:
    """Customer and text, where there is a text."""
    if field in ("phone", "email", "social"):
        return select(_P.customer_id, _P.value).where(_P.kind == field)
    if field in _A:
        return select(_A.customer_id, _A[field]).where(_A[field] != "")
    return select(_C.id, _C[field]).where(_C[field] != "")


def _fitting(rows: Iterator[tuple[Any, ...]], fits: Callable[[str], bool]) -> Iterator[int]:
    """Many share a city: each text is looked at once."""
    known: dict[str, bool] = {}
    for customer, text in rows:
        met = known.get(text)
        if met is None:
            met = known[text] = fits(text)
        if met:
            yield customer


def _test(values: Values) -> Callable[[str], bool]:
    how, phone = values["how"], values["field"] == "phone"
    wanted = _plain(values["text"], phone)

    def fits(text: str) -> bool:
        said = _plain(text, phone)
        if how == IS:
            return said == wanted
        return said.startswith(wanted) if how == BEGINS else wanted in said

    return fits


def _plain(text: str, phone: bool) -> str:
    folded = fold(text).strip()
    digits = "".join(sign for sign in folded if sign.isdigit() or sign == "+") if phone else ""
    return digits or folded


def check(values: Values) -> None:
    if values["how"] != EMPTY and "text" not in values:
        raise Refused(_("Say what the field is to say."), "text")


def words(values: Values, _view: View) -> str:
    label = _labels()[values["field"]]
    if values["how"] == EMPTY:
        return _("have nothing under “{field}”").format(field=label)
    said = {
        CONTAINS: _("have “{text}” under “{field}”"),
        IS: _("have exactly “{text}” under “{field}”"),
        BEGINS: _("have what begins with “{text}” under “{field}”"),
    }[values["how"]]
    return said.format(text=values["text"], field=label)


def unless(values: Values, _view: View) -> str:
    label = _labels()[values["field"]]
    if values["how"] == EMPTY:
        return _("have something under “{field}”").format(field=label)
    said = {
        CONTAINS: _("do not have “{text}” under “{field}”"),
        IS: _("do not have exactly “{text}” under “{field}”"),
        BEGINS: _("do not have what begins with “{text}” under “{field}”"),
    }[values["how"]]
    return said.format(text=values["text"], field=label)


CRITERION = Criterion(
    id="field",
    label=_("A field of the card"),
    shelf=ABOUT,
    fields=(
        Field("field", _("Field"), FieldKind.CHOICE, required=True, choices=tuple(_labels().items())),
        Field("how", _("How"), FieldKind.CHOICE, choices=tuple(_hows().items()), default=CONTAINS),
        Field("text", _("Text"), max_length=200),
    ),
    words=words,
    unless=unless,
    find=find,
    check=check,
    order=20,
)
