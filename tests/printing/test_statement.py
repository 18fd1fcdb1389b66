"""The statement: what stands on it, on which page, and where."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from app.loyalty.statement import StampProgress, StatementLine, StatementReward
from app.printing.geometry import A4, LETTER, MM, usual_paper
from app.printing.preview import page_count, page_images, page_size
from tests.printing.reading import ink, places, printed, text_of
from tests.printing.samples import SHOP, long_statement, statement

THIN = "\u202f"


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace(THIN, " ").replace("\u2009", " "))


def rows_of(text: str) -> list[tuple[int, int]]:
    """Points and balance of every movement in the text of a page."""
    found = re.findall(r"(?:receipt \d+ €3\.10|a stamp) ([+−]\d+) ([\d\u202f]+)", text)
    return [(int(points.replace("−", "-")), int(balance.replace(THIN, ""))) for points, balance in found]


def test_the_statement_of_the_design_stands_on_one_page() -> None:
    pdf = printed(statement())
    text = words(text_of(pdf))
    assert page_count(pdf) == 1
    for said in (
        "Kettle & Quill",
        "Books and coffee · 14 Mill Lane · Bath BA1 2AB",
        "01225 555 014",
        "Flat 3, 27 Great Pulteney Street",
        "Your loyalty statement",
        "1 August – 31 October 2026 · Gold member since March",
        "2900 0041 4417",
        "At the start",
        "+214",
        "−150",
        "Thank you for nine visits this quarter. Your 640 points are worth €6.40.",
        "120 of them lapse on 30 November: one free coffee would use them up.",
        "16 Sept Returned one item from receipt 21055 −€9.10 −9 496",
        "29 Oct Purchase, receipt 21802 · double points on crime €23.40 +23 640",
        "€5 off any book 500 points ready",
        "Signed first edition 1 000 points 360 to go",
        "7 of 10: three more and the next one is on us.",
        "Page 1 of 1 · S-2026-10-004417",
    ):
        assert said in text, said


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612.0, 792.0))])
def test_papers(paper: str, size: tuple[float, float]) -> None:
    pdf = printed(statement(), paper=paper)
    assert page_size(pdf, 0) == pytest.approx(size, abs=0.1)
    assert page_count(pdf) == 1


def test_the_usual_paper_is_the_country_s() -> None:
    assert usual_paper("en_US") is LETTER
    assert usual_paper("en_GB") is A4
    assert usual_paper("de") is A4
    assert page_size(printed(statement(shop=replace(SHOP, locale="en_US"))), 0)[0] == pytest.approx(612)


@pytest.mark.parametrize("count", [0, 1, 2, 13, 14, 15, 16, 17, 40, 44, 45, 46, 300])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_over_page_breaks_every_movement_is_there_once_and_the_balance_carries(
    count: int, paper: str
) -> None:
    data = long_statement(count)
    pdf = printed(data, paper=paper)
    pages = page_count(pdf)
    seen: list[tuple[int, int]] = []
    for page in range(pages):
        text = text_of(pdf, page)
        here = rows_of(text)
        assert f"Page {page + 1} of {pages} · " in text
        carried = re.search(r"Balance brought forward ([\d\u202f]+)", text)
        if page and here:
            assert "Every movement, continued" in text
            assert "Balance" in text
            assert carried is not None
            assert int(carried[1].replace(THIN, "")) == seen[-1][1]
        else:
            assert carried is None
        seen += here
    assert seen == [(line.points, line.balance) for line in data.lines]
    assert data.opening + sum(points for points, _balance in seen) == data.closing


def test_no_movement_stands_alone_at_the_end() -> None:
    for count in range(10, 60):
        pdf = printed(long_statement(count, rewards=(), stamps=()))
        last = rows_of(text_of(pdf, page_count(pdf) - 1))
        assert len(last) != 1 or page_count(pdf) == 1


def test_5000_movements_and_ten_pages_stay_small() -> None:
    assert page_count(printed(long_statement(5000))) > 100
    ten = printed(long_statement(280))
    assert page_count(ten) == 10
    assert len(ten) < 300_000
    in_every_script = replace(
        long_statement(280), customer_name="张伟 محمد क्षत्रिय 김철수 ก้อง 👨\u200d👩\u200d👧 Łukasz"
    )
    assert len(printed(in_every_script)) < 300_000


def test_nothing_happened() -> None:
    quiet = statement(
        lines=(),
        opening=0,
        earned=0,
        used=0,
        closing=0,
        worth=0,
        visits=0,
        lapsing=(),
        rewards=(),
        stamps=(),
        membership="",
        card_number="",
        address_lines=(),
    )
    text = words(text_of(printed(quiet)))
    assert "We have not seen you this quarter, and look forward to your next visit." in text
    assert "Nothing moved in this time: no points came, none went." in text
    assert "You have no points at the moment." in text
    for absent in ("What you can have today", "Spent", "lapse on", "worth"):
        assert absent not in text


def test_a_balance_below_zero_is_said() -> None:
    text = words(text_of(printed(statement(closing=-20, used=-810, worth=None))))
    assert "Your balance is −20 points; the next ones you earn make up for it." in text
    assert "lapse on 30 November" not in text


def test_stamps_are_drawn_one_dot_each() -> None:
    def gold(pdf: bytes) -> int:
        width, height, pixels = page_images(pdf, 0, 2.0)
        picture = zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
        assert len(pixels) == width * height * 3
        return sum(1 for red, green, blue in picture if (red, green, blue) == (0xB7, 0x79, 0x1F))

    four, five = (gold(printed(statement(stamps=(StampProgress("Card", have, 10),)))) for have in (4, 5))
    none = gold(printed(statement(stamps=())))
    assert none == 0
    assert five > four > 0
    text = words(
        text_of(printed(statement(stamps=(StampProgress("Huge", 330, 450), StampProgress("Off", 0, 0)))))
    )
    assert "330 of 450: 120 more and the next one is on us." in text
    assert "Off" not in text


def test_nine_address_lines_stay_in_the_window() -> None:
    for paper in (A4, LETTER):
        lines = tuple(f"Line {at} of a rather long address, Building {at}" for at in range(1, 10))
        pdf = printed(statement(address_lines=lines), paper=paper.id)
        window = paper.window
        for line in ("Maria Schmidt", *lines):
            left, top, right, bottom = places(pdf, 0, line)
            assert left >= window.left - 1
            assert right <= window.left + window.width + 1
            assert top >= window.top
            assert bottom <= window.top + window.height + 1


def test_town_and_country_stay_under_a_street_of_nine_lines() -> None:
    street = tuple(f"Line {at}" for at in range(1, 10))
    for paper in (A4, LETTER):
        pdf = printed(statement(address_lines=(*street, "BA1 1AB Bath", "UNITED KINGDOM")), paper=paper.id)
        text = words(text_of(pdf))
        for line in ("Maria Schmidt", *street, "BA1 1AB Bath", "UNITED KINGDOM"):
            assert line in text, line
        assert places(pdf, 0, "UNITED KINGDOM")[3] <= paper.window.top + paper.window.height + 1


def test_only_the_address_shows_through_the_envelope() -> None:
    """A4 folded at 105 mm in a DL envelope: the window shows 20 to 110 mm across, 45 to 90 mm down."""
    pdf = printed(statement())
    left, top, _right, _bottom = places(pdf, 0, "Maria Schmidt")
    assert left >= 22 * MM, "not hidden by the edge of the window, wherever the sheet slides"
    assert 50 * MM <= top <= 84 * MM
    assert places(pdf, 0, "Your loyalty statement")[1] > 90 * MM
    assert ink(pdf, 0, (20 * MM, 70 * MM, 110 * MM, 90 * MM)) == 0


def test_columns_widen_for_large_amounts_and_never_touch() -> None:
    line = StatementLine(date(2026, 8, 4), "W" * 500, 123_456_789_012, 1_234_567, 123_456_789)
    pdf = printed(
        statement(lines=(line,), opening=122_222_222, earned=1_234_567, used=0, closing=123_456_789)
    )
    spent = places(pdf, 0, "€1,234,567,890.12")
    points = places(pdf, 0, f"+1{THIN}234{THIN}567 123".replace(" 123", ""))
    what = places(pdf, 0, "WWWWW")
    assert what[2] < spent[0] - 5
    assert "WWW…" in text_of(pdf)
    assert points[2] <= A4.right


def test_a_long_shop_name_keeps_clear_of_the_phone_number() -> None:
    shop = replace(SHOP, name="Buchhandlung und Kaffeehaus Zum goldenen Löwen am Markt, Žižek & Söhne")
    pdf = printed(statement(shop=shop))
    assert places(pdf, 0, "Buchhandlung und")[2] < places(pdf, 0, "hello@kettle")[0]


def test_rewards_and_closing_line() -> None:
    rewards = tuple(StatementReward(f"Reward {at}", 100 * at, 0) for at in range(1, 30))
    pdf = printed(statement(rewards=rewards, shop=replace(SHOP, closing_line="See you soon.")))
    text = words(text_of(pdf))
    assert page_count(pdf) > 1
    assert [int(found) for found in re.findall(r"Reward (\d+) [\d ]+ points ready", text)] == list(
        range(1, 30)
    )
    assert "See you soon." in text


def test_the_shop_s_locale_writes_days_and_money() -> None:
    text = words(text_of(printed(statement(shop=replace(SHOP, locale="de_DE")))))
    assert "1. August – 31. Oktober 2026" in text
    assert "−9,10 €" in text
    assert "16. Sept. Returned" in text


def test_a_period_over_new_year_names_the_years() -> None:
    pdf = printed(statement(start=date(2025, 11, 1), end=date(2026, 10, 31)))
    assert "4 Aug 2026" in words(text_of(pdf))
    assert "this year" in text_of(pdf)
