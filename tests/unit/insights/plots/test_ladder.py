"""The ladder over time: the steps of the relationship as they are counted elsewhere, and what is said."""

from __future__ import annotations

from datetime import date, timedelta

from app.insights.pictures import Heat
from app.insights.relationship.ladder import RUNGS
from app.insights.relationship.stages import ladder_over_time, stages
from app.kernel.book import Book
from tests.unit.insights.fill import Came, fill
from tests.unit.insights.plots.asking import asked, rows
from tests.unit.loyalty.conftest import Till

TODAY = date(2026, 11, 22)


def known(till: Till) -> Book:
    """Four customers since January; two of them have a favourite and come again and again, of whom one has
    let the shop write since October."""
    came = [Came(who, TODAY - timedelta(days=at)) for who in (1, 2, 3) for at in range(10, 300, 20)]
    fill(till.book, 4, came)
    till.write("UPDATE customer SET joined_on = '2026-01-02', created_at = '2026-01-02 10:00:00.000000'")
    till.write("UPDATE customer SET favourite = 'Tea' WHERE id < 3")
    till.write(
        "INSERT INTO consent (customer_id, channel, given, at, source) "
        "VALUES (1, 'email', 1, '2026-10-07 10:00:00.000000', 'at the till')"
    )
    return till.book


def test_each_month_s_end_is_counted_as_everywhere(till: Till) -> None:
    book = known(till)
    data = asked(book, "ladder", months=6)
    found = rows(data)
    assert [row["on"] for row in found] == [end.on for end in book.ask(ladder_over_time, 6)]
    for row in found:
        on = book.ask(stages, None, row["on"])
        assert [row[step] for step in RUNGS.ids()] == [list(on.values()).count(step) for step in RUNGS.ids()]
        assert row["all"] == len(on) == 4
    assert data.words == "1 of 4 customers stand at trust or above, 1 more than on 31 May 2026."
    assert isinstance(data.picture, Heat)
    assert data.picture.rows[0] == "Advocates" and data.picture.rows[-1] == "First contact"
    assert data.picture.values[-1] == tuple(row["first-contact"] for row in found) == (2,) * 7


def test_some_stand_apart_from_the_others(till: Till) -> None:
    book = known(till)
    one, rest = (asked(book, "ladder", ids=ids) for ids in ({1}, {2, 3, 4}))
    assert one.words == "1 of 1 customer stands at trust or above, 1 more than on 30 Nov 2025."
    assert rest.words == "0 of 3 customers stand at trust or above, as many as on 30 Nov 2025."


def test_where_nothing_is_written_down_that_is_said(book: Book) -> None:
    fill(book, 2, [Came(1, TODAY)])
    assert asked(book, "ladder").words == (
        "Too little is written down: all 2 customers stand at first contact. Note what they like."
    )
