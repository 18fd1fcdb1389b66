"""What people write on a command line, read: days, moments, amounts, lines of a sale, pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import click

from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.kernel.book import Book
    from app.loyalty.commands import Line, ReturnedLine

NOON = time(12)
YES, NO = frozenset({"yes", "true", "1", "on"}), frozenset({"no", "false", "0", "off"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"[-+]?\d{1,40}")
_LINE = re.compile(r"([1-9]\d{0,5})(?::(\d{1,7})(?:[.,](\d{1,3}))?)?", re.ASCII)


class Day(click.ParamType[date]):
    """A day, written 2026-11-22."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        with suppress(ValueError):  # a day of no calendar: said below
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        return self.fail(
            _("“{text}” is no day; write it like 2026-11-22.").format(text=value[:40]), param, ctx
        )


class Moment(click.ParamType[datetime]):
    """A day, taken as its noon, or a day and a time; with an offset it is that instant anywhere."""

    name = "WHEN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        with suppress(ValueError):  # said below
            if _DAY.fullmatch(value):
                return datetime.combine(date.fromisoformat(value), NOON)
            if _DAY.match(value):
                return datetime.fromisoformat(value)
        words = _("“{text}” is no moment; write it like 2026-11-22 or 2026-11-22T10:30.")
        return self.fail(words.format(text=value[:40]), param, ctx)


class Whole(click.ParamType[int]):
    """A whole number in digits: 1_000 is a slip of the pen for points as it is for money."""

    name = "NUMBER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        if _WHOLE.fullmatch(value.strip()):
            return int(value)
        return self.fail(_("“{text}” is no whole number.").format(text=value[:40]), param, ctx)


DAY = Day()
MOMENT = Moment()
WHOLE = Whole()


def amount(book: Book, text: str) -> int:
    """Minor units of an amount above zero, written by a script (18.60) or as the shop writes it (18,60).

    Raises `Refused` for what is none.
    """
    from app.kernel.money import parse_amount

    return parse_amount(text, book.context.currency, locale=_locale_for(book, text))


def cost(book: Book, text: str) -> int:
    """Minor units of what something cost, written as `amount` takes it; nothing at all is a cost too."""
    from app.kernel.amounts import read_amount

    return read_amount(text, book.context.currency, _locale_for(book, text), "cost")


def sale_lines(book: Book, items: Iterable[str]) -> tuple[Line, ...]:
    """The lines of a sale, each written NAME[:CATEGORY]=AMOUNT. The last colon and equals sign count.

    Raises click's usage error for what is not written so, `Refused` for an amount that is none.
    """
    from app.kernel.amounts import read_amount
    from app.loyalty.commands import Line

    lines = []
    for item in items:
        what, equals, price = item.rpartition("=")
        name, colon, category = what.rpartition(":")
        if not equals or not what.strip(": "):
            words = _("“{text}” is no item; write it like “Tea:Drinks=3.20”.")
            raise click.UsageError(words.format(text=item[:60]))
        minor = read_amount(price, book.context.currency, _locale_for(book, price), "lines")
        lines.append(Line(name if colon else what, category if colon else "", amount=minor))
    return tuple(lines)


def returned_lines(texts: Iterable[str]) -> tuple[ReturnedLine, ...]:
    """Lines that come back, each written N or N:QUANTITY: the first line is 1, a quantity 2 or 0.5.

    Raises click's usage error for what is not written so.
    """
    from app.loyalty.commands import ReturnedLine

    lines = []
    for text in texts:
        found = _LINE.fullmatch(text.strip())
        if found is None:
            words = _("“{text}” is no line; write it like 2, or 2:1.5 for one and a half of it.")
            raise click.UsageError(words.format(text=text[:40]))
        number, whole, part = found.groups()
        quantity = None if whole is None else int(whole) * 1000 + int((part or "").ljust(3, "0"))
        lines.append(ReturnedLine(int(number) - 1, quantity))
    return tuple(lines)


def pairs(texts: Iterable[str], what: str) -> dict[str, str]:
    """NAME=VALUE texts as a mapping. Raises click's usage error, naming the option `what`, for others."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            words = _("{what} is written NAME=VALUE, not “{text}”.")
            raise click.UsageError(words.format(what=what, text=text[:60]))
        found[name.strip()] = value.strip()
    return found


def consents(texts: Iterable[str]) -> dict[str, bool]:
    """CHANNEL=yes and CHANNEL=no as a mapping. Raises click's usage error for any other word."""
    found = {}
    for channel, word in pairs(texts, "--consent").items():
        if word.lower() not in YES | NO:
            words = _("“{text}” is neither yes nor no; write it like --consent post=no.")
            raise click.UsageError(words.format(text=word[:40]))
        found[channel.lower()] = word.lower() in YES
    return found


def _locale_for(book: Book, text: str) -> str | None:
    """None for the form this program prints for scripts: a point and exactly the currency's decimals."""
    from app.kernel.money import exponent

    places = exponent(book.context.currency)
    plain = re.fullmatch(rf"[-+]?\d+\.\d{{{places}}}", text.strip(), re.ASCII) if places else None
    return None if plain else book.context.locale
