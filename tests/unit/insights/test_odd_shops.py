"""Everything insights can be asked, of shops as they come: words, never a fault or a made-up number."""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from app import insights
from app.insights.finding import Finding
from app.insights.insight import CustomerInsight, customer_insight
from app.insights.registry import REPORTS
from app.insights.report import Kind, ReportData, Typed
from app.insights.suggesting.learned import MIN_CUSTOMERS
from app.insights.whole import shop_insight
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.fields import FieldKind, clean_values
from app.kernel.money import MAX_AMOUNT
from app.kernel.unit import View
from tests.unit.insights.odd_shops import ODD, Odd, build

OF_DAYS_TO_COME = ("visits_ahead", "spend_ahead", "still_regular", "lifetime_ahead")
MOST = MAX_AMOUNT * 10_000
"""More than any of these shops took in all."""
BROKEN = re.compile(r"\b(nan|inf|None|Infinity)\b|[{}]|-inf")


PLAIN = re.compile(r"(int|str|bool|date|(Collection|Iterable|Sequence|Set)\[int\])( [|] None)?")
"""What a question can be asked with; who wants more is part of a question that has gathered it."""


def queries() -> dict[str, Callable[..., Any]]:
    """Every function of insights that looks at the file and asks for nothing but plain values."""
    found = {}
    for module in pkgutil.walk_packages(insights.__path__, insights.__name__ + "."):
        for name, one in vars(importlib.import_module(module.name)).items():
            if not inspect.isfunction(one) or one.__module__ != module.name or name.startswith("_"):
                continue
            asked = list(inspect.signature(one).parameters.values())
            if not asked or asked[0].name != "view":
                continue
            if all(PLAIN.fullmatch(other.annotation) for other in asked[1:]):
                found[f"{module.name.removeprefix('app.insights.')}.{name}"] = one
    return found


def ways(view: View, query: Callable[..., Any], customers: int) -> Iterator[dict[str, Any]]:
    """What it is asked with; what may be left out is left out once, and given once."""
    parameters = list(inspect.signature(query).parameters.values())[1:]
    some = [*range(1, min(customers, 3) + 1)]
    values = {one.name: _values(view, one, some) for one in parameters}
    needed = [one.name for one in parameters if one.default is inspect.Parameter.empty]
    for names in {tuple(needed), tuple(values)}:
        if all(values[name] for name in names):
            for at in range(max((len(values[name]) for name in names), default=1)):
                yield {name: values[name][at % len(values[name])] for name in names}


def _values(view: View, one: inspect.Parameter, some: list[int]) -> list[Any]:
    if one.name == "customer_id":
        return some
    if "[int]" in one.annotation:
        return [some, []]
    if one.annotation.startswith("date"):
        early = one.name in ("start", "since", "first")
        return [view.today - timedelta(days=400 if early else 0), view.today]
    return {"str": ["tea", "", "Cakes", "%"], "bool": [True, False]}.get(one.annotation, [1, 12, 90])


def numbers(answer: Any) -> Iterator[float]:
    """Every number in an answer, however deep."""
    if isinstance(answer, bool | str | bytes) or answer is None:
        return
    answer = list(answer) if inspect.isgenerator(answer) else answer
    if isinstance(answer, int | float | np.number):
        yield float(answer)
    elif isinstance(answer, np.ndarray):
        yield from (float(one) for one in answer.ravel() if answer.dtype.kind in "if")
    elif is_dataclass(answer) and not isinstance(answer, type):
        for field in fields(answer):
            yield from numbers(getattr(answer, field.name))
    elif isinstance(answer, Mapping):
        for one in answer.values():
            yield from numbers(one)
    elif isinstance(answer, list | tuple | set | frozenset):
        for one in answer:
            yield from numbers(one)


def words(answer: Any) -> Iterator[str]:
    """Every text in an answer."""
    if isinstance(answer, str):
        yield answer
    elif is_dataclass(answer) and not isinstance(answer, type):
        for field in fields(answer):
            yield from words(getattr(answer, field.name))
    elif isinstance(answer, list | tuple):
        for one in answer:
            yield from words(one)


def findings(answer: Any) -> Iterator[Finding[Any]]:
    if isinstance(answer, Finding):
        yield answer
    elif is_dataclass(answer) and not isinstance(answer, type):
        for field in fields(answer):
            yield from findings(getattr(answer, field.name))


def sound(answer: Any, where: str, *, endless: bool = False) -> None:
    """No number that is none, none larger than all there is, and words that are whole. Scores that nobody
    reaches begin at infinity: they are `endless`."""
    for number in numbers(answer):
        assert not math.isnan(number), where
        assert endless or math.isfinite(number), where
        assert endless or abs(number) < MOST, (where, number)
    for text in words(answer):
        assert not BROKEN.search(text), (where, text)
    for one in findings(answer):
        assert one.how.strip(), where
        assert one.value != (), where


def test_the_questions_are_found() -> None:
    known = {"insight.customer_insight", "suggesting.suggest.suggestions", "suggesting.companions.companions",
             "best_time.best_time", "relationship.standing.standing", "comings.comings"}  # fmt: skip
    assert known <= queries().keys()


@pytest.mark.parametrize("case", ODD)
def test_every_question_gets_words_and_no_made_up_number(book: Book, clock: FixedClock, case: str) -> None:
    shop = build(book, clock, case)
    for name, query in queries().items():

        def ask(view: View, query: Callable[..., Any] = query, name: str = name) -> None:
            for values in ways(view, query, shop.customers):
                sound(
                    query(view, **values), f"{name} {values}", endless=name.startswith("foretelling.learnt.")
                )

        if name != "whole.shop_insight":
            book.ask(ask)
    whole = book.ask(shop_insight)
    assert (whole.learnt.lasting is not None) == shop.foretold
    for sums in (whole.visits_ahead, whole.spend_ahead, whole.regulars_ahead):
        assert sums is None or 0 <= sums < MOST
    assert whole.regulars_ahead is None or whole.regulars_ahead <= whole.regulars
    assert (whole.visits_ahead is None) == (not shop.foretold)
    assert sum(whole.cells.values()) in (0, whole.learnt.customers)


@pytest.mark.parametrize("case", ODD)
def test_a_customer_is_told_what_is_known_and_nothing_else(book: Book, clock: FixedClock, case: str) -> None:
    shop = build(book, clock, case)
    for who in range(1, min(shop.customers, 3) + 1):
        found = book.ask(customer_insight, who)
        _known(found, shop)


def _known(found: CustomerInsight, shop: Odd) -> None:
    if not shop.foretold:
        for name in OF_DAYS_TO_COME:
            assert getattr(found, name).value is None, name
            assert getattr(found, name).how.startswith("Too little history"), name
        assert found.suggestions.value is None and found.companions.value is None
    if shop.customers < MIN_CUSTOMERS:
        assert found.suggestions.how.startswith("Too little history")
    if not shop.bought:
        assert (found.visits, found.first, found.last, found.lifetime.value) == (0, None, None, None)
        assert found.favourites == ()
    if found.still_regular.value is not None:
        assert 0 <= found.still_regular.value <= 1 and found.visits >= 3
    if found.usual_days.value is not None:
        assert found.usual_days.value >= 1 and found.visits >= 4
    if found.best_time.value is not None:
        assert found.visits >= 8
    for one in found.suggestions.value or ():
        assert 0 < one.both <= one.buyers and 0 <= one.without <= one.others
    assert found.best_channel.value is None, "nothing is known of how to reach them"


def _choices(book: Book) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every report as it opens, and with each choice of each of its options."""
    for report in REPORTS:
        yield report.id, {}
        for option in book.ask(report.options_now):
            if option.kind is FieldKind.CHOICE:
                yield from ((report.id, {option.id: value}) for value, _label in option.choices)


@pytest.mark.parametrize("case", ODD)
def test_every_report_of_an_odd_shop(book: Book, clock: FixedClock, case: str) -> None:
    shop = build(book, clock, case)
    asked = 0
    for name, options in _choices(book):
        report = REPORTS.get(name)
        assert report is not None

        def look(view: View, report: Any = report, options: dict[str, Any] = options) -> ReportData:
            known = {field.id for field in report.options}
            days = {"day": view.today, "start": view.today - timedelta(days=500), "end": view.today}
            given = {name: on.isoformat() for name, on in days.items() if name in known}
            return report.gather(view, clean_values(report.options_now(view), {**given, **options}))

        try:
            data = book.ask(look)
        except Exception as fault:
            raise AssertionError((name, options)) from fault
        asked += 1
        _is_sound(data, f"{name} {options}", shop)
    assert asked > 20


def _is_sound(data: ReportData, where: str, shop: Odd) -> None:
    sound((data.subtitle, data.heading, data.notes, data.figures, data.totals, data.charts), where)
    assert data.subtitle and (data.rows or data.empty), where
    for row in data.rows:
        assert len(row) == len(data.columns), where
        for column, cell in zip(data.columns, row, strict=True):
            one = cell if isinstance(cell, Typed) else Typed(cell, column.kind)
            assert not isinstance(one.value, float), where
            if isinstance(one.value, int):
                assert abs(one.value) < MOST, (where, column.id)
            if one.kind is Kind.TEXT:
                assert one.value is None or isinstance(one.value, str), (where, column.id)
    if not shop.bought:
        money = [one.value for one in data.figures if one.kind is Kind.MONEY]
        assert not any(money), (where, money)
