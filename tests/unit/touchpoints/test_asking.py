"""How the shop asks for feedback, and the address it sends people to."""

from __future__ import annotations

import pytest

from app.customers.models import Customer
from app.kernel.book import Book
from app.kernel.errors import NotFound, Refused
from app.kernel.journal import Undo, undo_last
from app.kernel.unit import Unit
from app.shop.commands import SaveSetting, save_setting
from app.touchpoints.asking import (
    SETTING,
    Asking,
    SaveAsking,
    asking,
    code_of,
    customer_of_code,
    feedback_link,
    save_asking,
)
from tests.unit.touchpoints.conftest import Done, Put


def test_a_shop_asks_from_one_to_five_until_it_says_otherwise(book: Book, maria: int) -> None:
    assert book.ask(asking) == Asking(5, "")
    assert book.ask(feedback_link, maria) == ""
    assert book.ask(code_of, maria) == ""
    book.do(save_asking, SaveAsking(10, " https://shop.example/how?c={code} "))
    assert book.ask(asking) == Asking(10, "https://shop.example/how?c={code}")
    assert book.do(undo_last, Undo()).undone == "How to ask for feedback changed"
    assert book.ask(asking) == Asking(5, "")


def test_a_code_stands_for_one_customer_and_does_not_tell_which(book: Book, maria: int) -> None:
    book.do(save_asking, SaveAsking(5, "https://shop.example/{code}"))
    code = book.ask(code_of, maria)
    assert book.ask(feedback_link, maria) == f"https://shop.example/{code}"
    assert len(code) == 8
    assert book.ask(customer_of_code, code.lower() + " ") == maria
    assert book.ask(customer_of_code, "A" * 8) is None
    assert book.ask(customer_of_code, str(maria)) is None
    book.do(save_asking, SaveAsking(5, "https://shop.example/new/{code}"))
    assert book.ask(code_of, maria) == code  # what was printed before stays good


def test_the_card_number_stands_in_an_address_safely(book: Book, maria: int) -> None:
    book.do(_give_card, Put((maria, "29 00/1&x")))
    book.do(save_asking, SaveAsking(5, "https://shop.example/?card={card}&from=slip"))
    assert book.ask(feedback_link, maria) == "https://shop.example/?card=29%2000%2F1%26x&from=slip"
    assert book.ask(feedback_link) == "https://shop.example/?card=&from=slip"
    with pytest.raises(NotFound):
        book.ask(feedback_link, 99)


def _give_card(unit: Unit, cmd: Put) -> Done:
    unit.session.get_one(Customer, cmd.rows[0]).card_number = cmd.rows[1]
    unit.session.flush()
    return Done([cmd.rows[0]])


@pytest.mark.parametrize(
    "address",
    ["shop.example", "ftp://shop.example", "https://", "https://a b", "https://x.example/{name}",
     "https://x.example/{", "javascript:alert(1)", "https://x.example/" + "a" * 300, 'https://x.example/"'],
)  # fmt: skip
def test_what_is_no_address_is_refused(book: Book, address: str) -> None:
    with pytest.raises(Refused) as refusal:
        book.do(save_asking, SaveAsking(5, address))
    assert refusal.value.field == "address"
    assert book.ask(asking) == Asking()


def test_another_scale_is_refused(book: Book) -> None:
    with pytest.raises(Refused) as refusal:
        book.do(save_asking, SaveAsking(7))
    assert refusal.value.field == "scale"


@pytest.mark.parametrize("kept", [None, 5, [], {"scale": 7, "address": 3}, {"scale": True}])
def test_a_setting_that_cannot_be_read_is_none(book: Book, kept: object) -> None:
    book.do(save_setting, SaveSetting(SETTING, kept))
    assert book.ask(asking) == Asking()
