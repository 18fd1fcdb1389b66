"""What the timeline shows of sales and points, page by page."""

from __future__ import annotations

from app.kernel.timeline import Cursor
from app.loyalty.rules import rules_from_dict
from app.loyalty.timeline import PointsOnSales, PointsTimeline
from app.sales.purchases import Line
from app.sales.timeline import SalesTimeline

from .conftest import Till


def sales(till: Till, customer: int, before: Cursor | None = None, limit: int = 50, kinds=None) -> list:
    def read(view):
        items = SalesTimeline().page(view, customer, before, limit, kinds)
        return PointsOnSales().decorate(view, customer, items)

    return till.book.ask(read)


def points(till: Till, customer: int, before: Cursor | None = None, limit: int = 50, kinds=None) -> list:
    return till.book.ask(PointsTimeline().page, customer, before, limit, kinds)


def test_sales_say_what_was_paid_bought_and_earned(till: Till, maria: int) -> None:
    lines = (Line("Mankell", "Crime", amount=1340), Line("Adler", "Crime", amount=1000))
    rung = till.ring(maria, 2340, lines=lines, receipt="77")
    till.clock.advance(minutes=1)
    till.refund(rung.purchase, 1340, reason="torn")
    till.clock.advance(minutes=1)
    till.ring(maria, 500, lines=(Line("Tea", amount=500),))
    till.clock.advance(minutes=1)
    till.void(till.ring(maria, 900).purchase)
    shown = [(item.title, item.detail, item.quote) for item in sales(till, maria)]
    assert shown == [
        ("Purchase 9,00\xa0€", "+9 points · voided", ""),
        ("Purchase 5,00\xa0€ · Tea", "+5 points", ""),
        ("Refund 13,40\xa0€", "−13 points · receipt 77", "torn"),
        ("Purchase 23,40\xa0€ · 2 items", "+23 points · 13,40\xa0€ given back · receipt 77", ""),
    ]


def test_a_sale_says_what_gave_more_than_its_money(till: Till, maria: int) -> None:
    rule = {"kind": "money_step", "points": 1, "step": 100}
    crime = {"kind": "times", "factor": 2000, "category": ["crime"], "name": "double on crime week"}
    first = {"kind": "plus", "points": 50, "first_purchase": True}
    till.rules(
        rules_from_dict(
            {"earning": [{"id": "spend", **rule}, {"id": "crime", **crime}, {"id": "first", **first}]}
        )
    )
    lines = (Line("Novel", "Fiction", amount=1320), Line("Whodunit", "Crime", amount=540))
    for _ in range(2):
        till.ring(maria, 1860, lines=lines)
        till.clock.advance(minutes=1)
    till.ring(maria, 500)
    assert [item.detail for item in sales(till, maria)] == [
        "+5 points",
        "+23 points, double on crime week",
        "+73 points, double on crime week, first purchase",
    ]


def test_points_say_what_was_used_given_and_lapsed(till: Till, maria: int) -> None:
    till.ring(maria, 3000)
    till.clock.advance(minutes=1)
    till.redeem(maria, "ten-off")
    till.clock.advance(minutes=1)
    till.adjust(maria, 5, "sorry")
    till.clock.advance(minutes=1)
    till.adjust(maria, -2, "typo")
    till.undo()
    till.clock.advance(days=91)
    till.lapse()
    assert [(item.title, item.quote, item.detail) for item in points(till, maria)] == [
        ("Points lapsed", "", "−25 points"),
        ("Points adjusted", "typo", "−2 points · undone"),
        ("Points given", "sorry", "+5 points"),
        ("Used: €10 off", "", "−10 points"),
    ]
    assert [item.kind for item in points(till, maria, kinds=frozenset({"lapse"}))] == ["lapse"]


def test_pages_meet_without_gap_or_overlap_even_at_one_instant(till: Till, maria: int) -> None:
    for _ in range(12):
        rung = till.ring(maria, 1000)
        till.refund(rung.purchase, 500)
        till.adjust(maria, 1)
    for read in (sales, points):
        whole = [item.id for item in read(till, maria)]
        paged, cursor = [], None
        while page := read(till, maria, cursor, 5):
            paged += [item.id for item in page]
            cursor = Cursor(page[-1].at, page[-1].id)
        assert paged == whole
        assert len(whole) == len(set(whole)) >= 12


def test_other_entries_do_not_stand_between_the_points(till: Till, maria: int) -> None:
    """The page must be read from an index that holds only what it shows."""
    till.ring(maria, 1000)
    till.adjust(maria, 5)
    seen: list[str] = []

    def plan(view) -> None:
        from sqlalchemy import event

        engine = view.session.get_bind()

        def before(conn, cursor, statement, parameters, context, executemany):
            seen.append((statement, parameters))

        event.listen(engine, "before_cursor_execute", before)
        try:
            PointsTimeline().page(view, maria, None, 50, None)
            SalesTimeline().page(view, maria, None, 50, None)
        finally:
            event.remove(engine, "before_cursor_execute", before)
        for statement, parameters in seen:
            rows = view.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters)
            plans.append(" / ".join(row[3] for row in rows))

    plans: list[str] = []
    till.book.ask(plan)
    assert any("ix_entry_on_timeline" in plan for plan in plans), plans
    assert not any("SCAN" in plan or "TEMP B-TREE" in plan for plan in plans), plans
