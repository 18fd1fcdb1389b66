"""What a statement says besides points: tiers, vouchers, money on cards, who shares, the shop's own words."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import zxingcpp
from PIL import Image

from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.fields import clean_values
from app.loyalty.statement import (
    LapsingPoints,
    StatementGiftCard,
    StatementVoucher,
    TierProgress,
)
from app.printing.document import LeftOut, gathered
from app.printing.documents.statement import DOCUMENT, PERSONAL_LINE
from app.printing.preview import page_count, page_images
from app.shop.commands import SaveSetting, save_setting
from tests.printing.reading import places, printed, text_of
from tests.printing.samples import statement

CAKE = StatementVoucher(
    "Birthday cake", "10 % off cakes", "275483538714", date(2026, 10, 1), date(2026, 12, 9)
)
LATER = StatementVoucher("We miss you", "€5 off", "270341440583", date(2026, 11, 3), date(2027, 11, 30))
DAYS = tuple(LapsingPoints(20 + at, date(2026, 11, 4) + timedelta(days=9 * at)) for at in range(11))


def words(pdf: bytes) -> str:
    return re.sub(r"[\s\u202f\u2009\u00a0]+", " ", text_of(pdf))


def codes(pdf: bytes, page: int = 0) -> set[str]:
    width, height, pixels = page_images(pdf, page, 4.0)
    return {found.text for found in zxingcpp.read_barcodes(Image.frombytes("RGB", (width, height), pixels))}


def test_the_next_tier_and_who_shares_are_said() -> None:
    spent = words(printed(statement(tier=TierProgress("Platinum", 18_200, "spend"), shared_with=("Thomas",))))
    assert "€182.00 more take you to Platinum. You share this balance with Thomas." in spent
    points = words(printed(statement(tier=TierProgress("Platinum", 182, "points"))))
    assert "182 points more take you to Platinum." in points
    many = words(printed(statement(shared_with=("Ann", "Ben", "Cy", "Di", "Ed", "Flo"))))
    assert "You share this balance with Ann, Ben, Cy, Di and 2 more." in many
    assert "more take you" not in many


def test_vouchers_carry_bars_a_scanner_reads() -> None:
    pdf = printed(statement(vouchers=(CAKE, LATER), rewards=()))
    assert (page_count(pdf), codes(pdf)) == (1, {"290000414417", CAKE.code, LATER.code})
    text = words(pdf)
    assert "10 % off cakes · valid until 9 December" in text
    assert "valid from 3 November until 30 November 2027" in text


def test_of_many_vouchers_the_rest_is_counted() -> None:
    pdf = printed(statement(vouchers=(CAKE,) * 9))
    assert words(pdf).count("Birthday cake") == 4
    assert "and 5 more vouchers: ask at the counter" in words(pdf)


def test_where_bars_have_no_room_the_numbers_stand_alone() -> None:
    """An ordinary customer's paper stays one page: first it comes closer, then the bars go."""
    for count in (0, 1, 2):
        pdf = printed(
            statement(
                vouchers=(CAKE, LATER)[:count],
                personal="We have kept a chair by the stove for you.",
                tier=TierProgress("Platinum", 18_200, "spend"),
            )
        )
        assert page_count(pdf) == 1, count
        for voucher in (CAKE, LATER)[:count]:
            assert f"{voucher.code[:4]} {voucher.code[4:8]} {voucher.code[8:]}" in words(pdf)


def test_money_on_cards_names_no_number_anybody_could_spend() -> None:
    cards = tuple(StatementGiftCard(f"000{at}", 1_000 * at) for at in range(1, 8))
    text = words(printed(statement(credit=1_250, gift_cards=cards)))
    assert "Store credit €12.50" in text
    assert "Gift card ending in 0001 €10.00" in text
    assert "3 more gift cards €180.00" in text
    assert "Your money with us" not in words(printed(statement()))


def test_many_days_of_lapsing_stand_in_a_table() -> None:
    text = words(printed(statement(lapsing=DAYS)))
    assert "20 of them lapse on 4 November, 255 more by 2 February; the days stand below." in text
    assert "When points lapse" in text
    assert "4 Nov 20 13 Nov 21 22 Nov 22 1 Dec 23" in text
    assert "When points lapse" not in words(printed(statement(lapsing=DAYS[:3])))
    owing = words(printed(statement(lapsing=DAYS, closing=-3, used=-793)))
    assert "When points lapse" not in owing


def test_wide_figures_leave_room_for_their_days() -> None:
    wide = tuple(LapsingPoints(10**9 + at, date(2026, 11, 4) + timedelta(days=9 * at)) for at in range(40))
    pdf = printed(statement(lapsing=wide))
    page = next(page for page in range(page_count(pdf)) if "When points lapse" in text_of(pdf, page))
    day = places(pdf, page, "22 Nov")
    assert places(pdf, page, "1\u202f000\u202f000\u202f001")[2] < day[0] - 5
    assert "and 17" in words(pdf)


def test_the_shop_s_own_words_keep_their_lines_and_end_somewhere() -> None:
    text = text_of(
        printed(statement(personal="Dear Maria,\n\nthe club meets on 1 December.\n<b>Bring</b> a book"))
    )
    assert "Dear Maria,\n" in text.replace("\r", "")
    assert "<b>Bring</b> a book" in text
    long = printed(statement(personal="word " * 4_000))
    assert page_count(long) <= 2
    assert "…" in text_of(long, 0)


def test_a_line_of_one_s_own_comes_from_the_setting_and_may_be_changed(
    book: Book, clock: FixedClock, maria: int
) -> None:
    book.do(save_setting, SaveSetting(PERSONAL_LINE, "See you at Christmas."))

    def printed_words(**chosen: object) -> str:
        def look(view):  # type: ignore[no-untyped-def]
            return gathered(DOCUMENT, view, [maria], clean_values(DOCUMENT.options_now(view), chosen))

        return str(book.ask(look).personal)

    assert printed_words() == "See you at Christmas."
    assert printed_words(personal_line="Dear {{ first_name }}, thank you.") == "Dear Maria, thank you."
    told = "{{ points }} points on {{ today }}."
    past = {"period": "days", "start": "2026-10-01", "end": "2026-10-31"}
    assert printed_words(personal_line=told, **past) == "0 points on 31. Oktober 2026."
    with pytest.raises(Refused):
        printed_words(personal_line="Dear {{ no_such_field }}")
    assert printed_words(personal_line="Until Easter!") == "Until Easter!"


def test_only_with_movement_leaves_out_whom_nothing_happened_to(book: Book, maria: int) -> None:
    options = clean_values(DOCUMENT.options, {"moved": True})
    with pytest.raises(LeftOut) as left:
        book.ask(lambda view: gathered(DOCUMENT, view, [maria], options))
    assert left.value.reason == "had no movement"
    assert "Maria" in left.value.message
    assert book.ask(lambda view: gathered(DOCUMENT, view, [maria], {**options, "moved": False})).lines == ()


def test_other_days_have_to_be_said(book: Book, maria: int) -> None:
    with pytest.raises(Refused):
        book.ask(
            lambda view: gathered(DOCUMENT, view, [maria], clean_values(DOCUMENT.options, {"period": "days"}))
        )


@pytest.fixture
def maria(book: Book) -> int:
    from app.customers.commands import AddCustomer, add_customer
    from app.customers.draft import CustomerDraft

    return book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt"))).id
