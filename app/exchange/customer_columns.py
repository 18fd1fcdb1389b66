"""Our columns of a customer, and what other programs call them."""

from __future__ import annotations

from app.customers.consent import CHANNELS
from app.exchange.columns import Column
from app.kernel.i18n import _

_WELCOME = {
    "email": (
        _("E-mail welcome"),
        ("email consent", "consent to email", "email permission", "e-mail-einwilligung"),
    ),
    "phone": (
        _("Calls welcome"),
        ("calls welcome", "phone consent", "consent to calls", "phone permission", "telefon-einwilligung"),
    ),
    "message": (
        _("Messages welcome"),
        ("messages welcome", "sms consent", "message consent", "consent to messages", "sms-einwilligung"),
    ),
    "post": (
        _("Post welcome"),
        ("post consent", "consent to post", "post permission", "post-einwilligung"),
    ),
}
"""Yes, no, or empty by channel. Columns such as "Accepts marketing" are not among the other names: their no
is that of everybody who was never asked."""

COLUMNS = (
    Column(
        "reference",
        _("Reference"),
        (
            "reference id",
            "customer id",
            "id",
            "kundennummer",
            "kunden-nr",
            "customer number",
            "customer no",
            "account number",
            "external id",
            "square customer id",
            "customer code",
        ),
    ),
    Column(
        "name",
        _("Name"),
        (
            "full name",
            "customer name",
            "customer",
            "kunde",
            "nom complet",
            "nombre",
            "display name",
            "client",
        ),
    ),
    Column(
        "given",
        _("First name"),
        (
            "first name",
            "firstname",
            "given name",
            "forename",
            "vorname",
            "prénom",
            "voornaam",
        ),
    ),
    Column(
        "family",
        _("Surname"),
        (
            "last name",
            "lastname",
            "surname",
            "family name",
            "nachname",
            "familienname",
            "nom",
            "apellidos",
        ),
    ),
    Column(
        "card",
        _("Card number"),
        ("card number", "card no", "loyalty card", "kartennummer", "barcode", "karte"),
    ),
    Column(
        "phone",
        _("Phone"),
        (
            "phone number",
            "telephone",
            "tel",
            "mobile",
            "mobile phone",
            "cell",
            "telefon",
            "telefonnummer",
            "handy",
            "téléphone",
            "phone 1 - value",
            "contact number",
        ),
    ),
    Column(
        "email",
        _("E-mail"),
        ("e-mail", "email address", "e-mail address", "mail", "e-mail 1 - value", "courriel"),
    ),
    Column(
        "address",
        _("Street"),
        (
            "street",
            "street address",
            "address 1",
            "address line 1",
            "street address 1",
            "adresse",
            "straße",
            "strasse",
            "anschrift",
            "home street",
            "default address address1",
            "address 1 - street",
        ),
    ),
    Column(
        "city",
        _("Town"),
        ("town", "ort", "stadt", "ville", "home city", "address 1 - city", "default address city"),
    ),
    Column(
        "postal_code",
        _("Postal code"),
        (
            "postcode",
            "post code",
            "zip",
            "zip code",
            "plz",
            "postleitzahl",
            "home postal code",
            "address 1 - postal code",
            "default address zip",
        ),
    ),
    Column(
        "country",
        _("Country"),
        (
            "land",
            "pays",
            "country code",
            "country / region",
            "home country/region",
            "default address country code",
            "address 1 - country",
        ),
    ),
    Column(
        "birthday",
        _("Birthday"),
        ("birth date", "birthdate", "date of birth", "dob", "geburtstag", "geburtsdatum"),
    ),
    Column("tags", _("Tags"), ("labels", "groups", "categories", "gruppen", "schlagwörter")),
    Column("notes", _("Notes"), ("note", "memo", "comment", "comments", "remarks", "notizen", "bemerkung")),
    Column(
        "points",
        _("Points"),
        ("loyalty points", "points balance", "balance", "loyalty_balance", "punkte", "punktestand"),
    ),
    *(Column(f"{channel}_welcome", *_WELCOME[channel]) for channel in CHANNELS),
)
