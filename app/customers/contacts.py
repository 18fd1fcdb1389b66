"""Phones, e-mail addresses, social handles and postal addresses, in the form they are compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.customers.tidy import tidy
from app.kernel.errors import Refused
from app.kernel.i18n import _

KINDS = ("phone", "email", "social")
FEWEST_PHONE_DIGITS = 5
LONGEST_INTERNAL = 6
"""Digits of a number that is dialled inside a house or a town, without a 0 or a + before it."""


@dataclass(frozen=True)
class Contact:
    """One way to reach a customer; `kind` is one of `KINDS`, `label` "mobile", "work" or a network's name."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True)
class Address:
    """A postal address; `street` may hold several lines, `country` is ISO 3166-1 alpha-2 or empty."""

    street: str
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    label: str = ""


@dataclass(frozen=True)
class CleanContact:
    """A contact fit to keep, with what it is compared by."""

    kind: str
    label: str
    value: str
    normalised: str


def clean_contact(contact: Contact, country: str) -> CleanContact | None:
    """The contact fit to keep; None when its value is empty. Raises `Refused` with its kind as the field."""
    if contact.kind not in KINDS:
        raise Refused(_("There is no kind of contact “{kind}”.").format(kind=contact.kind), field="contacts")
    value = tidy(contact.value, contact.kind)
    if not value:
        return None
    label = tidy(contact.label, "label")
    if contact.kind == "phone":
        return CleanContact("phone", label, value, normal_phone(value, country))
    if contact.kind == "email":
        return CleanContact("email", label, value, normal_email(value))
    handle, network = normal_handle(value)
    if not handle:
        return None
    return CleanContact("social", label or network, value, handle)


def clean_address(address: Address) -> Address | None:
    """The address fit to keep; None when nothing but a label or country stands in it."""
    country = tidy(address.country, "country").upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Refused(_("The country of an address is its two letters, like DE or GB."), field="country")
    cleaned = Address(
        tidy(address.street, "street", multiline=True),
        tidy(address.postal_code, "postal_code"),
        tidy(address.city, "city"),
        tidy(address.region, "region"),
        country,
        tidy(address.label, "label"),
    )
    return cleaned if cleaned.street or cleaned.postal_code or cleaned.city or cleaned.region else None


def normal_phone(value: str, country: str) -> str:
    """E.164 as read from `country`; bare digits for the internal numbers shops write.

    Raises `Refused` (field "phone") with fewer than five digits.
    """
    quick = _quick_phone(value, country)
    if quick:
        return quick
    digits = phone_digits(value)
    if value[0] not in "+0" and FEWEST_PHONE_DIGITS <= len(digits) <= LONGEST_INTERNAL:
        return digits
    import phonenumbers

    try:
        number = phonenumbers.parse(value, country or None)
        if len(digits) >= FEWEST_PHONE_DIGITS and phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass  # an internal number, or none at all: its digits decide
    if FEWEST_PHONE_DIGITS <= len(digits) <= 30:
        return digits
    raise Refused(_("“{value}” is no phone number. Nothing was saved.").format(value=value), field="phone")


def phone_digits(value: str) -> str:
    """The decimal digits of a text, in ASCII."""
    return "".join(str(int(c)) for c in value if c.isdecimal())


_PLAIN_PHONE = re.compile(r"[+0]\d[\d /.\-]{3,24}", re.ASCII)
_NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True)
class _Plan:
    """What a country's numbering says of a plain number: its code, and how long a number may be."""

    code: str
    lengths: frozenset[int]


@lru_cache(maxsize=64)
def _plan(country: str) -> _Plan | None:
    """The plan of a country that dials 0 before its numbers and has no other ways; None for the rest."""
    import phonenumbers

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country, None) if country else None
    if metadata is None or metadata.general_desc is None or metadata.national_prefix_for_parsing != "0":
        return None
    lengths = frozenset(metadata.general_desc.possible_length) - {-1}
    return _Plan(str(metadata.country_code), lengths)


def _quick_phone(value: str, country: str) -> str | None:
    """E.164 of a plain number of the shop's own country, the same as the long way gives; else None.

    The long way costs as much as everything else about an imported row together.
    """
    if not _PLAIN_PHONE.fullmatch(value):
        return None
    plan = _plan(country)
    if plan is None:
        return None
    digits = _NOT_DIGIT.sub("", value)
    if value[0] == "+":
        if not digits.startswith(plan.code):
            return None
        national = digits[len(plan.code) :]
    else:
        national = digits[1:]
    if national[:1] in ("", "0") or len(national) not in plan.lengths or len(national) < 7:
        return None
    return f"+{plan.code}{national}"


_PLAIN_EMAIL = re.compile(
    r"[a-z0-9_+]+(?:[.\-][a-z0-9_+]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,20}", re.ASCII | re.IGNORECASE
)


def normal_email(value: str) -> str:
    """The address in lower case, as it is compared. Raises `Refused` (field "email"); no network is asked."""
    if len(value) <= 60 and _PLAIN_EMAIL.fullmatch(value) and not value.lower().endswith(_SPECIAL):
        return value.lower()
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise Refused(
            _("“{value}” is no e-mail address. Nothing was saved.").format(value=value), field="email"
        ) from None
    return checked.normalized.lower()


_SPECIAL = (".arpa", ".invalid", ".local", ".localhost", ".onion")
_NETWORKS = {
    "instagram": "instagram",
    "facebook": "facebook",
    "fb": "facebook",
    "twitter": "x",
    "x": "x",
    "tiktok": "tiktok",
    "youtube": "youtube",
    "linkedin": "linkedin",
    "threads": "threads",
    "bsky": "bluesky",
    "t": "telegram",
    "telegram": "telegram",
}
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?([a-z0-9\-]+)\.(?:com|net|me|app|org|de)/(.+)", re.IGNORECASE
)


def normal_handle(value: str) -> tuple[str, str]:
    """(handle without @ and in lower case, the network when an address names it)."""
    network = ""
    handle = value
    if match := _ADDRESS.fullmatch(value):
        network = _NETWORKS.get(match[1].lower(), match[1].lower())
        path = match[2].split("#")[0]
        handle = (
            path.rpartition("id=")[2] if "?id=" in path else path.split("?")[0].rstrip("/").rpartition("/")[2]
        )
    return handle.lstrip("@").strip().lower(), network
