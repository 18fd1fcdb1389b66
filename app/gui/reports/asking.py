"""What the page asks the book: a report's options as they are now, and its answer with the shop for paper."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.insights.report import Cell, Report, ReportData, Typed
from app.kernel.fields import Field, FieldKind, clean_values
from app.kernel.text import sort_key
from app.kernel.unit import View
from app.shop.on_paper import PaperShop, paper_shop


@dataclass(frozen=True)
class Answered:
    """A report's options and its answer of one moment."""

    report: Report
    fields: tuple[Field, ...]
    options: Mapping[str, Any]
    data: ReportData
    shop: PaperShop


def answered(view: View, report: Report, options: Mapping[str, Any] | None) -> Answered:
    """Ask a report; None for its usual options. Options that are no more (a tag) are the usual ones."""
    fields = report.options_now(view)
    known = None if options is None else _still_there(fields, options)
    chosen = clean_values(fields, {} if known is None else known)
    return Answered(report, as_form(fields), chosen, report.gather(view, chosen), paper_shop(view))


def as_form(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields as the page shows them: those that follow another are asked for only with it, and then they
    must be filled."""
    return tuple(replace(field, required=True) if field.when is not None else field for field in fields)


def _still_there(fields: tuple[Field, ...], options: Mapping[str, Any]) -> dict[str, Any]:
    choices = {field.id: {one for one, _label in field.choices} for field in fields
               if field.kind is FieldKind.CHOICE}  # fmt: skip
    return {name: value for name, value in options.items() if name not in choices or value in choices[name]}


def order_of(data: ReportData, column: int, descending: bool) -> array[int]:
    """The places of the rows in the order of a column: equal ones as they are, those without a value last
    either way."""
    keyed = [(_key(row[column]), at) for at, row in enumerate(data.rows)]
    there = [(key, at) for key, at in keyed if key is not None]
    there.sort(key=lambda pair: pair[0], reverse=descending)
    return array("q", [*(at for _key, at in there), *(at for key, at in keyed if key is None)])


def _key(cell: Cell) -> Any:
    value = cell.value if isinstance(cell, Typed) else cell
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return sort_key(value)
    return value.toordinal() if isinstance(value, date) else value
