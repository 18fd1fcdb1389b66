"""Lines that come back: what they give back in money, and the points they earned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import NotFound, Refused
from app.loyalty import commands as c
from app.loyalty.rules import Rules, rules_from_dict
from app.sales.returned_lines import LineState
from tests.exploring import tries

from .conftest import SIMPLE, Till

CRIME = rules_from_dict(
    {
        "earning": [
            {"id": "spend", "kind": "money_step", "points": 1, "step": 100},
            {"id": "crime", "kind": "times", "factor": 2000, "category": ["Crime"]},
        ]
    }
)
BOOKS = (c.Line("Novel", "Fiction", 1000, 1320), c.Line("Whodunit", "Crime", 1000, 540))


def back(position: int, quantity: int | None = None) -> c.ReturnedLine:
    return c.ReturnedLine(position, quantity)


def refunded(till: Till) -> list[tuple[int, int]]:
    return till.rows("SELECT quantity, amount FROM refund_line ORDER BY id")


def test_a_line_takes_back_the_points_it_earned(till: Till, maria: int, clean) -> None:
    till.rules(CRIME)
    rung = till.ring(maria, 1860, lines=BOOKS)
    assert rung.points == 23
    assert till.refund(rung.purchase, lines=(back(1),)).points == -11
    assert till.rows("SELECT amount FROM refund") == [(540,)]
    clean()
    assert till.refund(rung.purchase, lines=(back(0),)).points == -12
    assert (till.state(maria), refunded(till)) == ((0, 0, []), [(1000, 540), (1000, 1320)])
    clean()


def test_one_of_two_pieces_comes_back(till: Till, maria: int, clean) -> None:
    till.rules(Rules(earning=SIMPLE.earning))
    rung = till.ring(maria, 10_000, lines=(c.Line("Chair", "", 2000, 10_000),))
    assert (rung.points, till.refund(rung.purchase, lines=(back(0, 1000),)).points) == (100, -50)
    assert refunded(till) == [(1000, 5000)]
    clean()


def test_a_line_gives_back_what_was_paid_for_it_after_its_part_of_the_discount(
    till: Till, maria: int, clean
) -> None:
    lines = (c.Line("Train", "toys", 1000, 10_000), c.Line("Tea", "", 1000, 5000))
    rung = till.ring(maria, 13_500, discount=1500, lines=lines)
    assert till.refund(rung.purchase, lines=(back(0),)).points == -90
    assert till.refund(rung.purchase, lines=(back(1),)).points == -45
    assert refunded(till) == [(1000, 9000), (1000, 4500)]
    clean()


def test_pieces_together_give_back_exactly_the_line(till: Till, maria: int, clean) -> None:
    rung = till.ring(maria, 1000, lines=(c.Line("Apple", "", 3000, 1000),))
    taken = [till.refund(rung.purchase, lines=(back(0, 1000),)).points for _ in range(3)]
    assert refunded(till) == [(1000, 333), (1000, 333), (1000, 334)]
    assert (sum(taken), taken[0]) == (-10, -3)
    clean()


def test_a_line_never_comes_back_twice(till: Till, maria: int, clean) -> None:
    rung = till.ring(maria, 1000, lines=(c.Line("Apple", "", 2500, 600), c.Line("Pear", "", 1000, 400)))
    till.refund(rung.purchase, lines=(back(0, 2000),))
    with pytest.raises(Refused, match=r"Only 0\.5 of “Apple” can still come back\. Nothing was saved\."):
        till.refund(rung.purchase, lines=(back(0, 501),))
    till.refund(rung.purchase, lines=(back(0),))
    with pytest.raises(Refused, match="All of “Apple” came back already"):
        till.refund(rung.purchase, lines=(back(0),))
    till.undo()
    till.refund(rung.purchase, lines=(back(0, 500),))
    clean()


def test_lines_that_cannot_come_back(till: Till, maria: int, clean) -> None:
    lines = (c.Line("Tea", "", 1000, 900), c.Line("Deposit", "", 1000, -200), c.Line("Leaflet", "", 1000, 0))
    rung = till.ring(maria, 700, lines=lines)
    for wanted, error, words in (
        ((back(3),), NotFound, "no line 4"),
        ((back(0), back(0)), Refused, "named twice"),
        ((back(0, 0),), Refused, "more than nothing"),
        ((back(1),), Refused, "“Deposit” came back already"),
        ((back(2),), Refused, "Nothing was paid"),
    ):
        with pytest.raises(error, match=words) as refusal:
            till.refund(rung.purchase, lines=wanted)
        assert refusal.value.field == "lines"
    with pytest.raises(Refused, match="not both"):
        till.refund(rung.purchase, 100, lines=(back(0),))
    assert till.rows("SELECT count(*) FROM refund") == [(0,)]
    assert till.refund(rung.purchase, lines=(back(0),)).points == -7  # no more than was paid
    clean()


def test_money_without_lines_takes_points_in_proportion_to_the_whole(till: Till, maria: int, clean) -> None:
    till.rules(CRIME)
    rung = till.ring(maria, 1860, lines=BOOKS)
    assert till.refund(rung.purchase, 930).points == -11
    assert till.refund(rung.purchase, lines=(back(1),)).points == -11
    assert till.refund(rung.purchase).points == -1
    assert till.state(maria) == (0, 0, [])
    clean()


def test_lines_of_rules_that_pick_nothing_follow_what_they_cost(till: Till, maria: int, clean) -> None:
    lines = (c.Line("Dear", "", 1000, 7500), c.Line("Cheap", "", 1000, 2500))
    rung = till.ring(maria, 10_000, lines=lines)
    assert till.refund(rung.purchase, lines=(back(1),)).points == -25
    clean()


def test_a_move_keeps_what_lines_came_back(till: Till, maria: int, clean) -> None:
    till.rules(CRIME)
    thomas = till.customer("Thomas")
    rung = till.ring(maria, 1860, lines=BOOKS)
    till.refund(rung.purchase, lines=(back(1),))
    assert till.move(rung.purchase, thomas).points == 12
    assert (till.balance(maria), till.balance(thomas)) == (0, 12)
    till.undo()
    assert (till.balance(maria), till.balance(thomas)) == (12, 0)
    clean()


def test_a_refund_before_a_move_is_not_undone_after_it(till: Till, maria: int, clean) -> None:
    thomas = till.customer("Thomas")
    rung = till.ring(maria, 1000)
    till.refund(rung.purchase, 300)
    journal = till.rows("SELECT max(id) FROM journal")[0][0]
    till.move(rung.purchase, thomas)
    with pytest.raises(Refused, match="moved to another customer since"):
        till.undo(journal)
    till.undo()
    till.undo(journal)
    assert (till.balance(maria), till.balance(thomas)) == (10, 0)
    clean()


def test_a_refund_never_spends_again(till: Till, maria: int, clean) -> None:
    """A refund takes the points of a reward no second time, and returns them with the last of the sale."""
    till.ring(maria, 2000)
    used = till.redeem(maria, "ten-off")
    rung = till.ring(
        maria, 1000, discount=1000, redemptions=(used.redemption,), lines=(c.Line("Lamp", "", 2000, 2000),)
    )
    assert till.balance(maria) == 20
    assert till.refund(rung.purchase, lines=(back(0, 1000),)).points == -5
    assert [kind for kind, _points, _balance in till.entries(maria)] == ["earn", "use", "earn", "return"]
    assert till.refund(rung.purchase).points == 10 - 5
    assert till.balance(maria) == 20
    clean()


def test_the_check_finds_lines_that_came_back_too_often(till: Till, maria: int) -> None:
    rung = till.ring(maria, 1000, lines=(c.Line("Lamp", "", 1000, 1000),))
    till.refund(rung.purchase, lines=(back(0),))
    with till.book.engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE refund_line SET quantity = 1001, amount = 999")
    assert till.check().problems == [
        f"Purchase {rung.purchase}: more of line 1 came back than was bought.",
        f"Purchase {rung.purchase}: a refund is not what its lines gave back.",
    ]


def test_stamps_go_back_with_the_lines_that_brought_them(till: Till, maria: int, clean) -> None:
    card = {"id": "coffee", "name": "Coffee card", "of": 10, "category": ["coffee"]}
    card |= {"per": "item", "gives": "A coffee"}
    till.rules(rules_from_dict({"stamp_cards": [card]}))
    lines = (c.Line("Flat white", "coffee", 3000, 1200), c.Line("Cake", "", 1000, 400))
    rung = till.ring(maria, 1600, lines=lines)

    def stamps() -> int:
        return till.rows("SELECT balance FROM account WHERE unit = 'stamps:coffee'")[0][0]

    assert stamps() == 3
    till.refund(rung.purchase, lines=(back(1),))
    assert stamps() == 3
    till.refund(rung.purchase, lines=(back(0, 2000),))
    assert stamps() == 1
    till.undo()
    assert stamps() == 3
    till.refund(rung.purchase)
    assert stamps() == 0
    clean()


def test_stamps_of_lines_go_back_with_them() -> None:
    from app.loyalty.gains import Back, Gain

    coffee = LineState(1, 0, "Coffee", 3000, 900, 900, 1000, 300)
    tea = LineState(2, 1, "Tea", 1000, 300, 300, 0, 0)
    stamps = Gain(1, 1, 1, "earn", 3, 0, 0, (3, 0))
    assert stamps.due(Back(300, 1200, (coffee, tea))) == 1
    assert Gain(1, 1, 1, "bonus", 3, 0, 0).due(Back(1199, 1200, (coffee, tea))) == 0


@tries(25, same_fixtures=True)
@given(data=st.data())
def test_returning_everything_in_any_order_takes_exactly_what_was_given(till: Till, data) -> None:
    till.rules(CRIME)
    customer = till.customer()
    lines = data.draw(
        st.lists(
            st.builds(
                c.Line,
                st.just("Thing"),
                st.sampled_from(["", "Crime"]),
                st.integers(1, 4).map(lambda pieces: pieces * 500),
                st.integers(0, 3000),
            ),
            min_size=1,
            max_size=4,
        ).filter(lambda lines: sum(line.amount for line in lines) > 1)
    )
    price = sum(line.amount for line in lines)
    discount = data.draw(st.integers(0, price - 1))
    rung = till.ring(customer, price - discount, discount=discount, lines=tuple(lines))
    for _ in range(data.draw(st.integers(0, 8))):
        place = data.draw(st.integers(0, len(lines) - 1))
        wanted = data.draw(st.one_of(st.integers(1, price), st.just((back(place, 500),))))
        try:
            done = (
                till.refund(rung.purchase, wanted)
                if isinstance(wanted, int)
                else till.refund(rung.purchase, lines=wanted)
            )
            assert -rung.points <= done.points <= 0
        except Refused:
            continue
    left = till.rows("SELECT amount - refunded FROM purchase WHERE id = :p", p=rung.purchase)[0][0]
    assert left >= 0
    if left:
        till.refund(rung.purchase)
    assert till.state(customer) == (0, 0, [])
    report = till.check()
    assert report.ok, report.problems
