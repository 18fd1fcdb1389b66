"""What goes with what in a shop, and what is suggested to a customer and what never is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.insights.suggesting import baskets as reading
from app.insights.suggesting import learned as learning
from app.insights.suggesting.baskets import MIN_BASKETS, Baskets, gathered
from app.insights.suggesting.companions import companions
from app.insights.suggesting.learned import MIN_CUSTOMERS, learned
from app.insights.suggesting.suggest import SOLD_WITHIN_DAYS, in_a_hundred, suggestions
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.sales.purchases import Line
from tests.unit.insights.fill import fill
from tests.unit.insights.receipts import Receipt, write
from tests.unit.loyalty.conftest import Till

TODAY = date(2026, 11, 22)
MARIA = 100


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def things(found: Baskets) -> dict[str, int]:
    """How many receipts each thing is on."""
    counts = [0] * len(found.things)
    for at in found.baskets.thing.tolist():
        counts[at] += 1
    return {thing.name: count for thing, count in zip(found.things, counts, strict=True)}


def tastes(tea: int = 40, coffee: int = 40) -> list[Receipt]:
    """Tea drinkers take lemon cake, coffee drinkers almond croissants, and everybody bread; Maria (100) has
    had tea and bread."""
    came = []
    for who in range(1, tea + 1):
        came += [Receipt(who, day(9), ("Tea", "Bread")), Receipt(who, day(6), ("Tea",))]
        if who % 4:
            came.append(Receipt(who, day(3), ("Tea", "Lemon cake:Cakes")))
    for who in range(tea + 1, tea + coffee + 1):
        came += [Receipt(who, day(8), ("Coffee", "Bread")), Receipt(who, day(2), ("Coffee",))]
        if who % 3:
            came.append(Receipt(who, day(1), ("Coffee", "Almond croissant:Cakes")))
    came += [Receipt(MARIA, day(ago), ("Tea", "Bread")) for ago in (5, 12)]
    return came


@pytest.fixture
def shop(book: Book) -> Book:
    fill(book, 120, [])
    write(book, tastes())
    return book


def told(book: Book, who: int = MARIA) -> list[str]:
    return [one.item for one in book.ask(suggestions, who).value or ()]


def card(till: Till, **values: Any) -> None:
    for name, value in values.items():
        till.write(f"UPDATE customer SET {name} = :v WHERE id = {MARIA}", v=value)


def test_a_tea_drinker_is_told_of_lemon_cake_and_why(shop: Book) -> None:
    found = shop.ask(suggestions, MARIA)
    assert found.value is not None
    one = found.value[0]
    assert (one.item, one.whole, one.because) == ("Lemon cake", False, ("Tea",))
    assert (one.both, one.buyers, one.without, one.others) == (30, 41, 0, 40)
    assert one.why == "Bought by 30 of the 41 who buy Tea, and by 0 in 100 of the others."
    assert "From what 81 customers bought" in found.how
    assert told(shop) == ["Lemon cake"], "neither what they have had nor what coffee drinkers take"


def test_two_things_that_speak_for_it_are_both_named(shop: Book) -> None:
    write(shop, [Receipt(who, day(2), ("Honey", "Tea")) for who in range(1, 41) if who % 4])
    write(shop, [Receipt(MARIA, day(1), ("Honey",))])
    one = (shop.ask(suggestions, MARIA).value or ())[0]
    assert one.item == "Lemon cake" and set(one.because) == {"Tea", "Honey"}
    assert one.why.startswith(f"Bought by those who buy {one.because[0]} and {one.because[1]}: by 30 of the ")


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ({"alert": "No lemons, please"}, []),
        ({"alert": "Allergic to citrus and cake"}, []),
        ({"alert": "Zitronen (lemon)"}, []),
        ({"alert": "No nuts. Guide dog, please keep the aisle clear."}, ["Lemon cake"]),
        ({"alert": "Lemon cake only"}, ["Lemon cake"]),
        ({"notes": "Likes lemon. Came with Ben, doesn't eat cakes"}, []),
        ({"notes": "Likes lemon cake. Never on time"}, ["Lemon cake"]),
        ({"favourite": "LEMON cake"}, []),
    ],
)
def test_what_the_card_speaks_against_is_not_suggested(
    shop: Book, till: Till, values: dict[str, str], left: list[str]
) -> None:
    card(till, **values)
    assert told(till.book) == left
    how = till.book.ask(suggestions, MARIA).how
    if not left and "favourite" not in values:
        assert how == "1 thing goes with what they buy, but the card speaks against it."
    assert ("ask before you offer" in how) == (bool(left) and "alert" in values)


def test_what_came_back_was_voided_or_had_once_is_not_suggested_again(shop: Book, till: Till) -> None:
    line = (Line("lemon CAKE", "Cakes", amount=300),)
    sale = till.ring(MARIA, 300, lines=line).purchase
    assert told(shop) == []
    till.void(sale)
    assert [one.casefold() for one in told(shop)] == ["lemon cake"], "it never was"
    sale = till.ring(MARIA, 300, lines=line).purchase
    till.refund(sale)
    assert told(shop) == [], "they brought it back"


def test_what_is_not_sold_any_more_is_not_suggested(shop: Book, clock: FixedClock) -> None:
    clock.advance(days=SOLD_WITHIN_DAYS - 3)
    assert told(shop) == ["Lemon cake"]
    clock.advance(days=1)
    assert told(shop) == []


def test_too_few_customers_get_words(book: Book) -> None:
    fill(book, 120, [])
    write(book, tastes(tea=MIN_CUSTOMERS - 1, coffee=0)[:-2])
    found = book.ask(suggestions, 1)
    assert found.value is None
    assert found.how.startswith(f"Too little history: {MIN_CUSTOMERS - 1} customers had two things")
    write(book, [Receipt(MARIA, day(1), ("Tea", "Bread"))])
    book.ask(learned)
    assert not book.ask(suggestions, MARIA).how.startswith("Too little history")


def test_a_customer_of_whom_nothing_is_known_gets_words(shop: Book) -> None:
    assert shop.ask(suggestions, 119).how == "Too little history: no receipt of theirs names what was bought."
    write(shop, [Receipt(119, day(1), ("Something rare",))])
    assert "is named by 10 receipts" in shop.ask(suggestions, 119).how
    write(shop, [Receipt(118, day(800), ("Tea",))])
    assert shop.ask(suggestions, 118).value is None, "two years are what counts"


def test_rare_items_are_known_by_their_category(shop: Book) -> None:
    write(shop, [Receipt(who, day(4), (f"Poems {who}:Poetry", "Tea")) for who in range(1, 31)])
    found = shop.ask(gathered)
    assert things(found)["Poetry"] == 30
    assert "Poems 7" not in things(found)
    [poetry] = [thing for thing in found.things if thing.whole]
    assert (poetry.name, poetry.category, poetry.last) == ("Poetry", "Poetry", day(4))
    whole = [(one.item, one.whole) for one in shop.ask(suggestions, MARIA).value or ()]
    assert ("Poetry", True) in whole
    write(shop, [Receipt(MARIA, day(1), ("Poems 9:Poetry",))])
    assert "Poetry" not in told(shop), "they have had a poem"


def test_what_counts_as_bought(till: Till, clock: FixedClock) -> None:
    shop = till.book
    fill(shop, 30, [])
    write(shop, [Receipt(who, day(3), ("Tea", "tea", "Cup:Things")) for who in range(1, 13)])
    write(shop, [Receipt(1, day(3), ("Tea",), void=True), Receipt(1, day(-3), ("Tea",))])
    write(shop, [Receipt(1, day(731), ("Tea",)), Receipt(2, day(730), ("TEA",))])
    sale = till.ring(3, 300, lines=(Line("Tea", amount=300, quantity=2000),)).purchase
    assert things(shop.ask(gathered)) == {"Tea": 14, "Cup": 12}
    till.refund(sale)
    assert things(shop.ask(gathered)) == {"tea": 13, "Cup": 12}
    till.undo()
    assert things(shop.ask(gathered)) == {"Tea": 14, "Cup": 12}
    till.sell_card(5_000)
    assert things(shop.ask(gathered)) == {"Tea": 14, "Cup": 12}
    assert MIN_BASKETS == 10


def test_a_shop_of_very_many_names_keeps_the_most_bought(shop: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    before = things(shop.ask(gathered))
    monkeypatch.setattr(reading, "MOST_THINGS", 3)
    kept = shop.ask(gathered)
    assert len(kept.things) == 3
    assert sorted(things(kept).values()) == sorted(before.values())[-3:]
    monkeypatch.setattr(reading, "MOST_PURCHASES", 2)
    assert shop.ask(gathered).things == ()


def test_companions_are_counted(shop: Book) -> None:
    found = shop.ask(companions, "tea")
    assert (found.item, found.whole, found.receipts) == ("Tea", False, 112)
    assert found.found.value is not None
    [one] = found.found.value
    assert (one.item, one.beside) == ("Lemon cake", "Tea")
    assert (one.both, one.receipts, one.without, one.others) == (30, 112, 0, 107)
    assert one.how == "30 of 112 receipts with Tea had Lemon cake; 0 in 100 of the others."
    assert "219 receipts" in found.found.how


def test_companions_by_a_part_of_the_name_or_none(shop: Book) -> None:
    assert shop.ask(companions, " LEMON ").item == "Lemon cake"
    with pytest.raises(Refused, match="fits several things: "):
        shop.ask(companions, "a")
    for text in ("caviar", "", "%", "x" * 10_000, "Cakes"):
        found = shop.ask(companions, text)
        assert found.found.value is None
        assert found.found.how.startswith("Too little history: fewer than 10 receipts")
        assert len(found.found.how) < 200 and len(found.item) < 100
    bread = shop.ask(companions, "bread")
    assert bread.found.value is None, "everybody takes it, whatever they drink"
    assert bread.found.how.startswith("Nothing stands clearly more often on the 82 receipts")


@pytest.mark.parametrize(
    "name", ["{n} of {of}", "<b>Tea</b>", "100 %s", "Ben & Jerry's", "Łukasz' Žurek", "茶"]
)
def test_names_are_told_as_they_are(book: Book, name: str) -> None:
    fill(book, 60, [])
    write(book, [Receipt(who, day(2), (f"{name}:Cakes", "Jam") if who < 31 else ("Bun", "Pen"))
                 for who in range(1, 61)])  # fmt: skip
    write(book, [Receipt(who, day(1), ("Jam", "Oil")) for who in range(1, 25)])
    write(book, [Receipt(60, day(1), (name,))])
    found = book.ask(companions, name)
    assert (found.item, found.receipts) == (name, 31)
    assert [one.how for one in found.found.value or ()] == [
        f"30 of 31 receipts with {name} had Jam; 44 in 100 of the others."
    ]
    [jam, oil] = book.ask(suggestions, 60).value or ()
    assert (jam.item, jam.because, oil.item) == ("Jam", (name,), "Oil")
    assert name in jam.why and name in oil.why


def test_learnt_once_a_day_and_not_anew_for_a_purchase(
    shop: Book, till: Till, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = []
    whole = learning.gathered
    monkeypatch.setattr(learning, "gathered", lambda view: reads.append(1) or whole(view))
    assert told(shop) == ["Lemon cake"]
    till.ring(MARIA, 300, lines=(Line("Lemon cake", "Cakes", amount=300),))
    assert (told(shop), len(reads)) == ([], 1), "what they have is that of this moment"
    for _more in range(3):
        till.ring(5, 100)
    told(shop)
    assert len(reads) == 2
    clock.advance(days=1)
    told(shop)
    assert len(reads) == 3


@pytest.mark.parametrize(("part", "whole", "rate"), [(0, 0, 0), (1, 200, 1), (1, 201, 0), (7, 7, 100)])
def test_a_share_in_hundredths(part: int, whole: int, rate: int) -> None:
    assert in_a_hundred(part, whole) == rate
