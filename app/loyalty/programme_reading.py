"""Reading a programme's file: what is wrong with it is said in one sentence with the line it is on.

Nothing here changes anything: a file with a mistake leaves the shop's rules as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.kernel.amounts import read_amount
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import exponent
from app.loyalty.programme_fields import LISTS, TABLES, Fields, item_fields
from app.loyalty.programme_file import toml_value
from app.loyalty.reading import WrongRules, wrong
from app.loyalty.rules import Rules, rules_from_dict
from app.loyalty.toml_lines import Lines

LARGEST_FILE = 1_000_000
"""Bytes. A programme of hundreds of rules has some twenty thousand."""

_WHERE = re.compile(r" \(at (?:line (?P<line>[0-9]+), column [0-9]+|end of document)\)$")
_LONGEST_NUMBER = 15
"""Digits before the point: more than any amount, cost or factor has."""


def read_programme(path: Path, currency: str) -> Rules:
    """The rules a file holds. Refused, in one sentence, for a file that holds none."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Refused(
            _("{file} cannot be read: {why}. Nothing was changed.").format(file=path, why=why)
        ) from None
    return rules_from_toml(raw, currency)


def rules_from_toml(raw: bytes, currency: str) -> Rules:
    """The rules of a TOML text. Refused for the first mistake, naming its line; the place is in `field`."""
    if len(raw) > LARGEST_FILE:
        raise Refused(_("The file is larger than a programme can be (1 MB). Nothing was changed."))
    text = _text(raw)
    try:
        plain = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(text, str(error)) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, lists within lists
        raise Refused(
            _("The file holds a number or a nesting that no programme has. Nothing was changed.")
        ) from None
    if not plain:  # what a full disk leaves of a programme; it would take every rule away
        raise Refused(_("The file holds no rules at all. Nothing was changed."))
    try:
        return rules_from_dict(_minor(plain, currency))
    except Refused as refusal:
        raise _at_line(text, refusal) from None


def _text(raw: bytes) -> str:
    """The letters of the file: UTF-8, with or without a mark at its beginning."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(_("The file is UTF-16; save it as UTF-8. Nothing was changed."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        words = _("Line {line} is not UTF-8; save the file as UTF-8. Nothing was changed.")
        raise Refused(words.format(line=line)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        words = _("Line {line} holds a NUL character, so this is no text. Nothing was changed.")
        raise Refused(words.format(line=line))
    return text.replace("\r\n", "\n")


def _syntax(text: str, said: str) -> Refused:
    found = _WHERE.search(said)
    line = int(found["line"]) if found and found["line"] else text.rstrip().count("\n") + 1
    why = said[: found.start()] if found else said
    words = _("Line {line}: this is no TOML ({why}). Nothing was changed.")
    return Refused(words.format(line=line, why=why))


def _at_line(text: str, refusal: Refused) -> Refused:
    """The refusal with the line its place is on."""
    place = (refusal.field or "").removeprefix("rules.")
    why = refusal.why if isinstance(refusal, WrongRules) else refusal.message.rstrip(".")
    line = Lines(text).of(place)
    if line is None:
        return Refused(_("{place}: {why}. Nothing was changed.").format(place=place, why=why), place)
    words = _("Line {line}, {place}: {why}. Nothing was changed.")
    return Refused(words.format(line=line, place=place, why=why), place)


def _minor(plain: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """The values as the rules are read from: money in minor units, factors in thousandths, days as text."""
    found: dict[str, Any] = {}
    for section, value in plain.items():
        if section in LISTS and isinstance(value, list):
            found[section] = [
                _table(item, item_fields(section, item), f"{section}.{number}", currency)
                if isinstance(item, Mapping)
                else item
                for number, item in enumerate(value, 1)
            ]
        elif section in TABLES and isinstance(value, Mapping):
            found[section] = _table(value, TABLES[section], section, currency)
        elif section == "name" and not isinstance(value, str):
            raise wrong("name", _("it is a text, in quotes"))
        else:
            found[section] = value
    return found


def _table(item: Mapping[str, Any], fields: Fields, place: str, currency: str) -> dict[str, Any]:
    known = {field.id: field for field in fields}
    return {
        key: _value(known[key], value, f"{place}.{key}", currency) if key in known else value
        for key, value in item.items()
    }


def _value(field: Field, value: Any, place: str, currency: str) -> Any:
    if field.kind is FieldKind.MONEY:
        return _within(field, _money(value, place, currency), place, currency)
    if field.kind is FieldKind.FACTOR:
        factor = _scaled(value, 3, place, _("it is a number such as 1.25, with three decimals at most"))
        return _within(field, factor, place, currency)
    if field.kind in (FieldKind.TEXTS, FieldKind.CHOICES):
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise wrong(place, _('it is a list of texts, such as ["a", "b"]'))
        return value
    if field.kind in (FieldKind.INTEGER, FieldKind.PERCENT):
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(place, _("it is a whole number"))
        return value
    if field.kind is FieldKind.TIME and isinstance(value, time) and not (value.second or value.microsecond):
        return value.strftime("%H:%M")
    if field.kind is FieldKind.DATE and isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if field.kind is FieldKind.BOOLEAN:
        return value
    if not isinstance(value, str):
        raise wrong(place, _("it is a text, in quotes"))
    return value


def _within(field: Field, value: int, place: str, currency: str) -> int:
    """The value, refused beyond the field's bounds: these are said as the file writes such values."""
    for bound, beyond, words in (
        (
            field.minimum,
            field.minimum is not None and value < field.minimum,
            _("{label} must be at least {n}"),
        ),
        (field.maximum, field.maximum is not None and value > field.maximum, _("{label} can be {n} at most")),
    ):
        if beyond:
            said = toml_value(field, bound, currency).strip('"')
            raise wrong(place, words.format(label=field.label, n=said))
    return value


def _money(value: Any, place: str, currency: str) -> int:
    """Minor units of "4.00", 4 or 4.0: exact, never rounded."""
    if not isinstance(value, str):
        places = exponent(currency)
        return _scaled(value, places, place, _('it is an amount such as "4.00"'))
    try:
        return read_amount(value, currency, "en", place)
    except Refused as refusal:
        raise wrong(place, refusal.message.rstrip(".")) from None


def _scaled(value: Any, places: int, place: str, why: str) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", value):
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(place, why)
    number = Decimal(value)
    if not number.is_finite() or number.adjusted() > _LONGEST_NUMBER:
        raise wrong(place, why)
    scaled = number.scaleb(places)
    if scaled != scaled.to_integral_value():
        raise wrong(place, why)
    return int(scaled)
