"""Vouchers and gift cards on slips: what they say, what the till scans, what the shop keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import update

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.errors import NotFound, Refused
from app.kernel.unit import Unit
from app.loyalty import commands as c
from app.loyalty.credit.queries import gift_cards_with_money
from app.loyalty.models import ProgrammeVersion
from app.loyalty.rewards import Reward
from app.loyalty.rules import rules_to_json
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.queries import open_vouchers
from app.loyalty.vouchers.rule import VoucherRule
from app.printing.document import LeftOut, gathered
from app.printing.documents.gift_cards import DOCUMENT as GIFTS
from app.printing.documents.vouchers import DOCUMENT as VOUCHERS
from app.printing.labels.tearoff import Slip, Slips
from app.printing.preview import page_count, page_size
from tests.conftest import SIMPLE_BOOKSHOP
from tests.printing.label_samples import NAMES, codes_in, picture, printed
from tests.printing.reading import ink, places, text_of
from tests.printing.samples import SHOP

SORRY = VoucherRule("sorry", "5 off", "apology", Reward("sorry", "5 off", "amount_off", 0, {"amount": 500}))
TENTH = VoucherRule(
    "tenth", "A tenth off", "apology", Reward("tenth", "10", "percent_off", 0, {"percent": 10})
)


@pytest.fixture
def shop(book: Book) -> Book:
    rules = rules_to_json(replace(SIMPLE_BOOKSHOP, vouchers=(SORRY, TENTH)))
    book.do(lambda unit, _cmd: unit.session.execute(update(ProgrammeVersion).values(rules=rules)), None)
    return book


def add(book: Book, name: str, language: str = "") -> int:
    return book.do(add_customer, AddCustomer(CustomerDraft(name, language=language))).id


def issue(book: Book, who: int, rule: str) -> str:
    return book.do(c.issue_voucher, c.IssueVoucher(who, rule)).code


def sell(book: Book, amount: int, number: str = "") -> str:
    return book.do(c.sell_gift_card, c.SellGiftCard(amount, number)).number


def gather(book: Book, document: Any, who: Sequence[int] = (), **options: Any) -> Slips:
    return book.ask(lambda view: gathered(document, view, who, options))


def words(pdf: bytes, page: int | None = None) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text_of(pdf, page))


def slip(number: str, **changes: Any) -> Slip:
    facts = (("For", "Maria Schmidt"), ("Valid", "9 November – 9 December 2026"))
    made = Slip("Voucher", "10 % off", "Birthday", facts, number, (("For", "Maria Schmidt"),), "")
    return replace(made, **changes)


def move_days(book: Book, code: str, **changes: Any) -> None:
    def write(unit: Unit, _cmd: None) -> None:
        unit.session.execute(update(Voucher).where(Voucher.code == code).values(**changes))

    book.do(write, None)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_three_to_a_page_each_read_by_the_till_and_its_number_on_the_stub(paper: str) -> None:
    numbers = [f"27000000{at:04d}" for at in range(4)]
    pdf = printed(
        VOUCHERS, Slips(SHOP, tuple(slip(one, terms="Small print of all.") for one in numbers)), paper=paper
    )
    wide, tall = page_size(pdf, 0)
    assert page_count(pdf) == 2
    assert codes_in(picture(pdf, 1, 300)) == [("Code128", numbers[3])]
    found = codes_in(picture(pdf, 0, 300))
    assert sorted(found) == [("Code128", number) for number in numbers[:3]]
    text = words(pdf, 0)
    assert text.count("Small print of all.") == text.count("10 % off") == 3
    for at, number in enumerate(numbers[:3]):
        spaced = f"{number[:4]} {number[4:8]} {number[8:]}"
        assert text.count(spaced) == 2, "beneath the bars and on the stub"
        _left, top, _right, bottom = places(pdf, 0, spaced)
        assert tall / 3 * at < top < bottom < tall / 3 * (at + 1)
    stub = wide * 0.75
    assert ink(pdf, 0, (stub - 1, 20, stub + 1, tall / 3 - 20)) > 100, "the line to tear along"
    assert ink(pdf, 0, (20, tall / 3 - 1, wide - 20, tall / 3 + 1)) > 100
    assert ink(pdf, 1, (0, tall / 3 + 5, wide, tall)) == 0


def test_a_line_to_tear_along_is_dashed() -> None:
    pdf = printed(VOUCHERS, Slips(SHOP, (slip("270000000017"),)), paper="a4")
    line = picture(pdf, 0, 300).convert("L")
    x = round(595.28 * 0.75 * 300 / 72)
    column = [line.getpixel((x, y)) < 200 for y in range(100, 1000)]
    changes = sum(a != b for a, b in pairwise(column))
    assert changes > 40
    assert 0.4 < sum(column) / len(column) < 0.7


@pytest.mark.parametrize("filled", [True, False])
def test_hostile_texts_stay_on_their_slip(filled: bool) -> None:
    bad = "\u202e\x00<b>" + "W" * 10_000
    worn = replace(SHOP, name=bad, colour="#fff8e0")
    facts = ((bad, bad), (bad, bad))
    hostile = Slip(bad, bad, bad, facts, "270000000017", ((bad, bad), (bad, bad), (bad, bad)), bad)
    pdf = printed(VOUCHERS, Slips(worn, (slip("270000000025"), hostile), filled), paper="a4")
    assert page_count(pdf) == 1
    third = 841.89 / 3
    assert sorted(codes_in(picture(pdf, 0, 300))) == [
        ("Code128", "270000000017"),
        ("Code128", "270000000025"),
    ]
    assert ink(pdf, 0, (0, 2 * third + 3, 595, 841)) == 0
    assert ink(pdf, 0, (595.28 - 12, 0, 595.28, third - 5)) == 0
    assert "<b>WWW" in text_of(pdf)


@pytest.mark.parametrize("name", NAMES)
def test_names_in_every_script(name: str) -> None:
    pdf = printed(VOUCHERS, Slips(SHOP, (slip("270000000017", facts=(("For", name),)),)))
    if name.isascii() or name in {"Łukasz Žižek", "张伟", "김철수"}:
        assert name in words(pdf)
    assert ink(pdf, 0, (38, 160, 300, 195)) > 100


def test_a_voucher_says_what_it_gives_for_whom_and_how_long(shop: Book) -> None:
    maria, anna, ben = add(shop, "Maria"), add(shop, "Anna"), add(shop, "Ben")
    john = add(shop, "John", "en")
    first, second, third = issue(shop, maria, "sorry"), issue(shop, anna, "tenth"), issue(shop, john, "sorry")
    data = gather(shop, VOUCHERS, (anna, john, ben, maria, anna))
    assert [one.code for one in data.slips] == [second, third, first], "in the order asked for, each once"
    assert data.left_out == (("has no open voucher", 1),)
    pdf = printed(VOUCHERS, data)
    text = words(pdf)
    for said in (
        "5 € Nachlass", "Voucher 5 € off", "10 % Nachlass", "Für Maria", "For John", "Für Anna", "Für John",
        "22. November – 22. Dezember 2026", "22 November – 22 December 2026",
        "Hand this voucher in at the till.", "Bitte an der Kasse abgeben. Einmal einlösbar",
        "An der Kasse abzutrennen",
    ):  # fmt: skip
        assert said in text, (said, text)
    assert "To tear off" not in text, "the stub is for the shop"
    assert sorted(code for _kind, code in codes_in(picture(pdf, 0, 300))) == sorted([first, second, third])
    assert "Only on Mondays." in words(
        printed(VOUCHERS, gather(shop, VOUCHERS, (maria,), terms="Only on Mondays."))
    )
    with pytest.raises(LeftOut) as left:
        gather(shop, VOUCHERS, (ben,))
    assert left.value.reason == "has no open voucher"


def test_vouchers_to_come_are_printed_and_those_used_withdrawn_or_lapsed_are_not(shop: Book) -> None:
    maria = add(shop, "Maria")
    used, withdrawn, lapsed, coming, ready = (issue(shop, maria, "sorry") for _place in range(5))
    today = shop.ask(lambda view: view.today)
    shop.do(c.use_voucher, c.UseVoucher(used))
    shop.do(c.withdraw_voucher, c.WithdrawVoucher(withdrawn))
    move_days(shop, lapsed, valid_from=today - timedelta(days=9), valid_until=today - timedelta(days=1))
    move_days(shop, coming, valid_from=today + timedelta(days=9), valid_until=today + timedelta(days=99))
    move_days(shop, ready, valid_until=today)
    assert [row.code for row in shop.ask(open_vouchers, (maria,))] == [ready, coming]
    many = shop.ask(open_vouchers, (*range(10**6, 10**6 + 700), maria))
    assert [row.code for row in many] == [ready, coming], "more customers than are asked for at once"


def test_gift_cards_that_were_sold_and_not_used(book: Book) -> None:
    new, used, empty, blocked = (sell(book, amount) for amount in (5000, 2500, 1000, 700))
    for number, amount in ((used, 500), (empty, 1000)):
        book.do(c.pay_with_gift_card, c.PayWithGiftCard(number, amount))
    book.do(c.block_gift_card, c.BlockGiftCard(blocked))
    assert [one.code for one in gather(book, GIFTS, unused=True).slips] == [new]
    assert {one.code for one in gather(book, GIFTS).slips} == {new, used}
    assert {card.number for card in book.ask(gift_cards_with_money)} == {new, used}
    data = gather(book, GIFTS, numbers=(f"{new[:4]} {new[4:]}", new, used, empty, blocked))
    assert [(one.code, one.worth) for one in data.slips] == [(new, "50,00\xa0€"), (used, "20,00\xa0€")]
    assert data.left_out == (("is blocked", 1), ("has no money on it", 1))
    pdf = printed(GIFTS, data)
    text = words(pdf)
    for said in (
        "Geschenkkarte",
        "50,00 €",
        "einzulösen bei Kettle & Quill",
        "unbegrenzt",
        "Bleibt im Geschäft",
    ):
        assert said in text, said
    assert sorted(code for _kind, code in codes_in(picture(pdf, 0, 300))) == sorted([new, used])
    spaced = f"{new[:4]} {new[4:8]} {new[8:]}"
    assert text.count(spaced) == 2
    with pytest.raises(Refused, match="no gift card with money on it"):
        gather(book, GIFTS, numbers=(empty,))
    with pytest.raises(NotFound, match="There is no gift card 280000000008"):
        gather(book, GIFTS, numbers=("280000000008",))


def test_a_long_number_of_a_bought_card_is_whole_wherever_it_stands() -> None:
    number = "GIFT0017ABCDEFGHIJKLMNOPQRSTUVWXYZ123456"
    pdf = printed(GIFTS, Slips(SHOP, (slip(number),), filled=True))
    assert [code for _kind, code in codes_in(picture(pdf, 0, 300))] == [number]
    assert text_of(pdf).replace("\n", "").replace("\r", "").count(number) == 2
