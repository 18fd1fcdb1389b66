"""The merged feed: pages laid end to end are everything, once, in one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import column, event

from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.context import Actor
from app.kernel.timeline import Cursor, TimelineItem, TimelineSource, older_than, position
from app.kernel.unit import View
from app.staff.models import Staff
from app.touchpoints.commands import AddTouchpoint, FinishPromise, add_touchpoint, finish_promise
from app.touchpoints.models import Touchpoint
from app.touchpoints.source import MAX_QUOTE, TouchpointSource
from app.touchpoints.timeline import MAX_PAGE, TimelinePage, timeline
from tests.exploring import tries
from tests.unit.touchpoints.conftest import Put, put_rows

NOON = datetime(2026, 11, 22, 11, tzinfo=UTC)


def order(item: TimelineItem) -> tuple[datetime, str, int]:
    return position(item.at, item.id)


class Shelf:
    """A source that holds its items in memory."""

    def __init__(self, name: str, items: Sequence[TimelineItem], kinds: Sequence[str]) -> None:
        self.items = sorted(items, key=order, reverse=True)
        self.name = name
        self.kinds = kinds
        self.asked: list[int] = []

    def page(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, kinds: frozenset[str] | None
    ) -> list[TimelineItem]:
        self.asked.append(limit)
        below = [
            item
            for item in self.items
            if (before is None or order(item) < position(before.at, before.id))
            and (kinds is None or item.kind in kinds)
        ]
        return below[:limit]


def item(source: str, number: int, minutes: int, kind: str) -> TimelineItem:
    return TimelineItem(f"{source}:{number}", kind, "contact", NOON + timedelta(minutes=minutes), "t")


def shelf(source: str, kinds: tuple[str, ...]) -> st.SearchStrategy[Shelf]:
    places = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(kinds)), max_size=25)
    return places.map(
        lambda found: Shelf(source, [item(source, n, at, kind) for n, (at, kind) in enumerate(found)], kinds)
    )


def all_pages(
    book: Book, sources: Sequence[TimelineSource], limit: int, kinds: frozenset[str] | None = None
) -> list[TimelinePage]:
    pages = [book.ask(timeline, sources, [], 1, None, limit, kinds)]
    while pages[-1].next is not None:
        pages.append(book.ask(timeline, sources, [], 1, pages[-1].next, limit, kinds))
    return pages


@tries(60, same_fixtures=True)
@given(
    st.tuples(
        shelf("entry", ("adjust", "lapse")), shelf("purchase", ("purchase",)), shelf("touchpoint", ("note",))
    ),
    st.integers(1, 9),
    st.none() | st.frozensets(st.sampled_from(["adjust", "lapse", "purchase", "note", "unknown"])),
)
def test_pages_laid_end_to_end_are_everything_once(
    book: Book, shelves: tuple[Shelf, ...], limit: int, kinds: frozenset[str] | None
) -> None:
    everything = sorted((found for shelf in shelves for found in shelf.items), key=order, reverse=True)
    wanted = [found for found in everything if kinds is None or found.kind in kinds]
    pages = all_pages(book, shelves, limit, kinds)
    assert [found for page in pages for found in page.items] == wanted
    assert all(len(page.items) == limit for page in pages[:-1])
    assert all(asked == limit + 1 for shelf in shelves for asked in shelf.asked)


def test_a_source_that_has_none_of_the_kinds_is_not_asked(book: Book) -> None:
    asked, spared = Shelf("a", [], ("note",)), Shelf("b", [], ("purchase",))
    book.ask(timeline, [asked, spared], [], 1, None, 5, frozenset({"note"}))
    assert (asked.asked, spared.asked) == ([6], [])


@pytest.mark.parametrize(("limit", "asked"), [(0, 2), (-3, 2), (10**9, MAX_PAGE + 1)])
def test_a_page_is_of_a_sensible_size(book: Book, limit: int, asked: int) -> None:
    source = Shelf("a", [], ("note",))
    book.ask(timeline, [source], [], 1, None, limit)
    assert source.asked == [asked]


def test_decorators_see_only_the_page(book: Book) -> None:
    class Stars:
        def decorate(self, view: View, customer_id: int, items: list[TimelineItem]) -> list[TimelineItem]:
            return [replace(one, detail=f"{one.detail}*{len(items)}") for one in items]

    source = Shelf("a", [item("a", n, n, "note") for n in range(5)], ("note",))
    page = book.ask(timeline, [source], [Stars(), Stars()], 1, None, 2)
    assert [(one.id, one.detail) for one in page.items] == [("a:4", "*2*2"), ("a:3", "*2*2")]


@tries(20, same_fixtures=True)
@given(st.lists(st.integers(0, 2), max_size=30), st.lists(st.integers(0, 2), max_size=10), st.integers(1, 7))
def test_rows_of_a_file_page_like_anything_else(
    book: Book, new_customer, minutes: list[int], others: list[int], limit: int
) -> None:
    customer = new_customer("Maria Schmidt")
    ids = book.do(
        put_rows,
        Put(
            tuple(
                Touchpoint(customer_id=customer, kind="note", at=NOON + timedelta(minutes=at))
                for at in minutes
            )
        ),
    ).ids
    wanted = [("touchpoint", id_, at) for id_, at in zip(ids, minutes, strict=True)]
    shelves: list[TimelineSource] = [TouchpointSource()]
    for source in ("entry", "visitor"):  # one that sorts before touchpoints, one that sorts behind
        shelves.append(Shelf(source, [item(source, n, at, "x") for n, at in enumerate(others)], ("x",)))
        wanted += [(source, n, at) for n, at in enumerate(others)]
    wanted.sort(key=lambda row: (row[2], row[0], row[1]), reverse=True)
    found, before = [], None
    while True:
        page = book.ask(timeline, shelves, [], customer, before, limit)
        found += [one.id for one in page.items]
        before = page.next
        if before is None:
            break
    assert found == [f"{source}:{number}" for source, number, _at in wanted]


def test_what_a_page_shows(book: Book, maria: int, clock: FixedClock) -> None:
    [lena] = book.do(put_rows, Put((Staff(name="Lena"),))).ids
    book.actor = Actor(staff_id=lena)
    promise = book.do(
        add_touchpoint, AddTouchpoint(maria, "promise", "hold it", due_on=date(2026, 11, 22))
    ).id
    clock.advance(minutes=1)
    book.do(add_touchpoint, AddTouchpoint(maria, "feedback", "Loved it", data={"score": 5}))
    book.do(
        put_rows,
        Put(
            (
                Touchpoint(customer_id=maria, kind="telepathy", at=NOON, text="hm", data="{broken"),
                Touchpoint(customer_id=maria, kind="note", at=NOON, text="x" * 5000, staff_id=99),
                Touchpoint(customer_id=maria, kind="call", at=NOON, text="", data="[1]"),
            )
        ),
    )
    page = book.ask(timeline, [TouchpointSource()], [], maria)
    shown = {one.kind: one for one in page.items}
    assert [one.kind for one in page.items] == ["feedback", "call", "note", "telepathy", "promise"]
    assert page.next is None
    assert (shown["feedback"].title, shown["feedback"].quote, shown["feedback"].staff) == (
        "Feedback 5/5",
        "“Loved it”",
        "Lena",
    )
    assert shown["promise"].detail == "Due today"
    assert shown["promise"].actions == ("finish", "edit", "remove")
    assert shown["telepathy"].title == "Entry of an unknown kind"
    assert (shown["telepathy"].group, shown["telepathy"].actions) == ("other", ("remove",))
    assert len(shown["note"].quote) == MAX_QUOTE
    assert shown["note"].quote.endswith("…")
    assert shown["note"].staff == ""
    assert shown["call"].title == "Called"
    clock.advance(days=1)
    book.do(finish_promise, FinishPromise(promise))
    [kept] = book.ask(timeline, [TouchpointSource()], [], maria, None, 9, frozenset({"promise"})).items
    assert (kept.title, kept.actions) == ("Promise kept", ("reopen", "edit", "remove"))


def test_another_customers_touchpoints_stay_theirs(book: Book, maria: int, new_customer) -> None:
    book.do(add_touchpoint, AddTouchpoint(new_customer("Jonas"), "note", "his"))
    assert book.ask(timeline, [TouchpointSource()], [], maria).items == ()


def test_a_page_walks_the_index_from_where_the_last_one_ended(book: Book, maria: int) -> None:
    asked: list[tuple[str, object]] = []

    def listen(_connection, _cursor, statement: str, parameters, _context, _many) -> None:
        asked.append((statement, parameters))

    event.listen(book.engines.reader, "before_cursor_execute", listen)
    before = Cursor(NOON, "touchpoint:5")
    book.ask(TouchpointSource().page, maria, before, 50, frozenset({"call"}))
    [(statement, parameters)] = [found for found in asked if "FROM touchpoint" in found[0]]

    def plan(view: View) -> list[str]:
        rows = view.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters)
        return [row[3] for row in rows]

    [step] = book.ask(plan)
    assert "ix_touchpoint_customer_id (customer_id=? AND at<?)" in step


def test_the_cursor_of_one_source_means_the_same_to_another() -> None:
    cursor = Cursor(NOON, "purchase:7")
    assert position(NOON, "purchase:10") > position(NOON, "purchase:9")
    bounds = {
        source: list(older_than(column("at"), column("id"), cursor, source).compile().params.values())[1]
        for source in ("entry", "purchase", "touchpoint")
    }
    assert bounds == {"entry": 2**63 - 1, "purchase": 7, "touchpoint": 0}
