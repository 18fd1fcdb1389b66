"""How answers look: JSON for scripts, a table or a line for people. Text from the book is never markup."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 140
"""Columns when nobody looks: in a file or a pipe lines need no wrapping at 80."""


def print_json(answer: Mapping[str, Any]) -> None:
    """One JSON object, readable, in the letters of the data where the output can hold them."""
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    click.echo(json.dumps(answer, indent=2, ensure_ascii=encoding != "utf8"))


def decimal(minor: int | None, currency: str) -> str | None:
    """An amount as scripts are given it ("18.60"); None where there is none."""
    from app.kernel.money import decimal_string

    return None if minor is None else decimal_string(minor, currency)


def console() -> Console:
    """A console on stdout that prints text as it is."""
    from rich.console import Console

    width = None if sys.stdout is not None and sys.stdout.isatty() else WIDE
    return Console(file=sys.stdout or StringIO(), markup=False, highlight=False, emoji=False, width=width)


def print_lines(*lines: str) -> None:
    """Lines of text; empty ones are left out."""
    for line in lines:
        if line:
            click.echo(line)


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: Iterable[int] = ()
) -> None:
    """A table with a head; the columns at the places `numbers` are set to the right."""
    from rich import box
    from rich.table import Table

    right = set(numbers)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, title in enumerate(columns):
        table.add_column(title, justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console().print(table)


def print_facts(facts: Iterable[tuple[str, object]]) -> None:
    """Names and what they are, one a line; those without anything are left out."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for name, value in facts:
        if value not in (None, ""):
            table.add_row(name, str(value))
    console().print(table)
