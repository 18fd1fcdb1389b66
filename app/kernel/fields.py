"""Declared fields: what a kind asks for, once, so that a form, a command line and a check agree."""

from __future__ import annotations

import contextlib
import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import clean_text

LARGEST = 2**53 - 1
"""Numbers without a bound of their own stay where every reader of JSON keeps them exact."""


class FieldKind(enum.StrEnum):
    """How a value is entered and shown."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    PHONE = "phone"
    EMAIL = "email"
    FACTOR = "factor"
    TIME = "time"
    TEXTS = "texts"
    CHOICES = "choices"


@dataclass(frozen=True)
class Field:
    """One declared value of a kind.

    `choices` are (id, label) pairs, of texts those that a form offers. `minimum` and `maximum` bound
    integers, money (minor units), percents and factors (thousandths: 1250 is 1.25), `LARGEST` where there is
    none. `max_length` bounds texts in characters. A time is "14:30"; texts and choices are tuples, each of
    their items at most once.
    `when` is (id of another field, value): a form asks for this one only while that one has that value.
    """

    id: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: object = None
    maximum: int | None = None
    minimum: int | None = None
    max_length: int | None = None
    when: tuple[str, str] | None = None


_TEXTUAL = {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PHONE, FieldKind.EMAIL}
_NUMERIC = {FieldKind.INTEGER, FieldKind.MONEY, FieldKind.PERCENT, FieldKind.FACTOR}
_TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
MOST_ITEMS = 200
"""So many texts or choices one field may hold."""
MOST_NAMED = 12
"""So many choices a refusal names; of more, none."""
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DEFAULT_LENGTH = {FieldKind.LONG_TEXT: 20_000}


def clean_values(fields: Sequence[Field], values: Mapping[str, object]) -> dict[str, object]:
    """The values of the declared fields, checked and typed; empty ones left out.

    Raises `Refused` with the field's id for the first value that does not fit. Undeclared keys are dropped.
    """
    cleaned: dict[str, object] = {}
    for field in fields:
        value = _clean_one(field, values.get(field.id, field.default))
        if value is None:
            if field.required:
                several = field.kind in (FieldKind.TEXTS, FieldKind.CHOICES)
                words = _("{label}: name at least one.") if several else _("{label} is missing.")
                raise Refused(words.format(label=field.label), field=field.id)
            continue
        cleaned[field.id] = value
    return cleaned


def _clean_one(field: Field, value: object) -> object:
    if value is None or value == "":
        return None
    if field.kind in _TEXTUAL:
        limit = field.max_length or _DEFAULT_LENGTH.get(field.kind, 500)
        return (
            clean_text(
                str(value),
                label=field.label,
                limit=limit,
                multiline=field.kind is FieldKind.LONG_TEXT,
                field=field.id,
            )
            or None
        )
    if field.kind in _NUMERIC:
        return _clean_number(field, value)
    if field.kind is FieldKind.DATE:
        return _clean_date(field, value)
    if field.kind is FieldKind.BOOLEAN:
        if not isinstance(value, bool):
            raise Refused(_("{label} is either yes or no.").format(label=field.label), field=field.id)
        return value
    if field.kind is FieldKind.TIME:
        if not _TIME.fullmatch(str(value)):
            words = _("{label} is no time; write it like 14:30.")
            raise Refused(words.format(label=field.label), field=field.id)
        return str(value)
    if field.kind in (FieldKind.TEXTS, FieldKind.CHOICES):
        return _clean_items(field, value)
    if value not in [choice for choice, _label in field.choices]:
        raise _unknown(field, value)
    return value


def _unknown(field: Field, value: object) -> Refused:
    """A choice that is none; a few choices are named as a file writes them."""
    words = _("{label} does not know “{value}”.")
    known = [choice for choice, _label in field.choices if choice]
    if 0 < len(known) <= MOST_NAMED:
        words = _("{label} does not know “{value}”; it can be {known}.")
    return Refused(words.format(label=field.label, value=value, known=", ".join(known)), field=field.id)


def _clean_items(field: Field, value: object) -> tuple[str, ...] | None:
    """Each text once, capitals aside; each choice once, in the order they are declared."""
    if not isinstance(value, list | tuple):
        raise Refused(_("{label} is a list.").format(label=field.label), field=field.id)
    if len(value) > MOST_ITEMS:
        words = _("{label} can have {most} items at most.")
        raise Refused(words.format(label=field.label, most=MOST_ITEMS), field=field.id)
    if field.kind is FieldKind.CHOICES:
        known = [choice for choice, _label in field.choices]
        for item in value:
            if item not in known:
                raise _unknown(field, item)
        return tuple(choice for choice in known if choice in value) or None
    limit = field.max_length or 120
    texts = (clean_text(str(item), label=field.label, limit=limit, field=field.id) for item in value)
    return tuple({text.casefold(): text for text in texts if text}.values()) or None


def _clean_number(field: Field, value: object) -> int:
    factor = field.kind is FieldKind.FACTOR
    if isinstance(value, bool) or not isinstance(value, int):
        words = _("{label} must be a number.") if factor else _("{label} must be a whole number.")
        raise Refused(words.format(label=field.label), field=field.id)
    minimum = -LARGEST if field.minimum is None else field.minimum
    maximum = LARGEST if field.maximum is None else field.maximum
    if value < minimum:
        raise Refused(
            _("{label} must be at least {minimum}.").format(
                label=field.label, minimum=_thousandths(minimum) if factor else minimum
            ),
            field=field.id,
        )
    if value > maximum:
        raise Refused(
            _("{label} can be {maximum} at most.").format(
                label=field.label, maximum=_thousandths(maximum) if factor else maximum
            ),
            field=field.id,
        )
    return value


def _thousandths(value: int) -> str:
    """A factor as people write it: 1250 is "1.25"."""
    whole, rest = divmod(abs(value), 1000)
    return f"{'-' if value < 0 else ''}{whole}" + (f".{rest:03d}".rstrip("0") if rest else "")


def _clean_date(field: Field, value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    with contextlib.suppress(ValueError):
        if _DAY.fullmatch(str(value)):
            return date.fromisoformat(str(value)).isoformat()
    raise Refused(_("{label} is not a day of the calendar.").format(label=field.label), field=field.id)
