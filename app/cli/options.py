"""Options of documents and reports: written KEY=VALUE on the command line, read by their declared fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.values import NO, YES, pairs
from app.kernel.errors import Refused, WorldFault
from app.kernel.fields import Field, FieldKind, clean_values
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.kernel.book import Book

_FACTOR = re.compile(r"-?\d{1,9}([.,]\d{1,3})?", re.ASCII)
_MOST_BYTES = 200_000


def option_values(book: Book, fields: Sequence[Field], texts: Iterable[str]) -> dict[str, object]:
    """The cleaned values of `fields` from texts such as "period=quarter"; `letter=@file.txt` reads a file.

    Raises click's usage error for what is not written so, Refused by field for values that do not fit.
    """
    declared = {field.id: field for field in fields}
    given: dict[str, object] = {}
    for name, text in pairs(texts, "--option").items():
        field = declared.get(name)
        if field is None:
            words = _("There is no option “{name}”; there are {known}.")
            raise Refused(words.format(name=name[:40], known=", ".join(declared) or "-"), field=name)
        given[name] = _typed(book, field, _text(text))
    return clean_values(fields, given)


def _text(value: str) -> str:
    if not value.startswith("@"):
        return value
    path = Path(value[1:])
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8-sig", "replace")
    except OSError as fault:
        raise WorldFault(_("“{file}” cannot be read.").format(file=path)) from fault


def _typed(book: Book, field: Field, text: str) -> object:
    match field.kind:
        case FieldKind.BOOLEAN:
            if text.lower() in YES | NO:
                return text.lower() in YES
        case FieldKind.FACTOR:
            if _FACTOR.fullmatch(text):
                return int(Decimal(text.replace(",", ".")).scaleb(3))
        case FieldKind.INTEGER | FieldKind.PERCENT:
            if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 20:
                return int(text)
        case FieldKind.MONEY:
            from app.cli.values import amount

            return amount(book, text)
        case FieldKind.TEXTS | FieldKind.CHOICES:
            return tuple(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())
    return text


def fields_told(fields: Sequence[Field]) -> list[dict[str, Any]]:
    """The fields as a script is told them."""
    return [
        {
            "id": field.id,
            "label": field.label,
            "kind": field.kind.value,
            "default": field.default,
            "choices": [choice for choice, _label in field.choices],
        }
        for field in fields
    ]


def option_option(function: Any) -> Any:
    """`--option KEY=VALUE`, as often as wanted."""
    return click.option(
        "--option",
        "texts",
        multiple=True,
        metavar="KEY=VALUE",
        help=_("An option of it, such as period=quarter; KEY=@FILE takes the text of a file. Repeatable."),
    )(function)


def summed(left_out: Iterable[tuple[str, int]]) -> list[Mapping[str, Any]]:
    """Who was left out, as a script is told it."""
    return [{"why": reason, "customers": count} for reason, count in left_out]
