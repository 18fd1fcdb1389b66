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


@dataclass(frozen=True)
class Field:
    """One declared value of a kind.

    `choices` are (id, label) pairs; `minimum` and `maximum` bound integers, money (minor units) and
    percents (`LARGEST` where there is none); `max_length` bounds texts in characters.
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


_TEXTUAL = {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PHONE, FieldKind.EMAIL}
_NUMERIC = {FieldKind.INTEGER, FieldKind.MONEY, FieldKind.PERCENT}
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
                raise Refused(_("{label} is missing.").format(label=field.label), field=field.id)
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
    if value not in [choice for choice, _label in field.choices]:
        raise Refused(
            _("{label} does not know “{value}”.").format(label=field.label, value=value), field=field.id
        )
    return value


def _clean_number(field: Field, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(_("{label} must be a whole number.").format(label=field.label), field=field.id)
    minimum = -LARGEST if field.minimum is None else field.minimum
    maximum = LARGEST if field.maximum is None else field.maximum
    if value < minimum:
        raise Refused(
            _("{label} must be at least {minimum}.").format(label=field.label, minimum=minimum),
            field=field.id,
        )
    if value > maximum:
        raise Refused(
            _("{label} can be {maximum} at most.").format(label=field.label, maximum=maximum),
            field=field.id,
        )
    return value


def _clean_date(field: Field, value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    with contextlib.suppress(ValueError):
        if _DAY.fullmatch(str(value)):
            return date.fromisoformat(str(value)).isoformat()
    raise Refused(_("{label} is not a day of the calendar.").format(label=field.label), field=field.id)
