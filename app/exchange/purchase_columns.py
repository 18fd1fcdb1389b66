"""Our columns of a purchase, and what other programs call them."""

from __future__ import annotations

from app.exchange.columns import Column
from app.kernel.i18n import _

COLUMNS = (
    Column(
        "customer",
        _("Customer"),
        (
            "customer reference",
            "customer reference id",
            "reference",
            "reference id",
            "customer id",
            "customer_id",
            "kundennummer",
            "card",
            "card number",
            "kartennummer",
            "e-mail",
            "email",
            "email address",
            "phone",
            "telefon",
        ),
    ),
    Column(
        "date",
        _("Date"),
        ("day", "when", "datum", "created at", "paid at", "business date", "date and time", "at"),
    ),
    Column(
        "amount",
        _("Amount"),
        (
            "total",
            "net sales",
            "total collected",
            "betrag",
            "summe",
            "gross sales",
            "price",
            "value",
            "paid",
            "montant",
        ),
    ),
    Column(
        "receipt",
        _("Receipt"),
        (
            "receipt number",
            "receipt no",
            "transaction id",
            "order",
            "order number",
            "bon",
            "bonnummer",
            "belegnummer",
            "invoice",
        ),
    ),
    Column("item", _("Item"), ("product", "article", "lineitem name", "artikel", "description", "title")),
    Column("category", _("Category"), ("group", "department", "kategorie", "warengruppe", "genre")),
    Column("quantity", _("Quantity"), ("qty", "count", "menge", "anzahl", "lineitem quantity", "units")),
    Column("refund_of", _("Refund of"), ("refund of", "refunded receipt", "return of", "original receipt")),
)
