"""Which of a file's columns is which of ours."""

import pytest

from app.exchange.columns import match_columns
from app.exchange.customer_columns import COLUMNS
from app.exchange.purchase_columns import COLUMNS as OF_PURCHASES
from app.kernel.errors import Refused


def test_names_match_however_they_are_spelt() -> None:
    header = ["FIRST_NAME", "surname", "e mail", "Postal-Code", "shoe size"]
    assert match_columns(COLUMNS, header, {}) == {"given": 0, "family": 1, "email": 2, "postal_code": 3}


def test_what_is_said_goes_before_what_is_usual() -> None:
    assert match_columns(COLUMNS, ["name", "nick", "email"], {"name": "Nick"}) == {"name": 1, "email": 2}


@pytest.mark.parametrize(
    ("said", "why"),
    [({"nome": "x"}, "no column “nome”; ours are reference"), ({"name": "who"}, "no column “who”; it has a")],
)
def test_columns_nobody_has_are_refused(said: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        match_columns(COLUMNS, ["a"], said)


@pytest.mark.parametrize("header", [["name", "Email", "Email"], ["name", "E-Mail", "email"]])
def test_two_columns_of_one_name_ask_which(header: list[str]) -> None:
    with pytest.raises(Refused, match=r"Two columns are called “E-?[Mm]ail”.* --column email='E-?[Mm]ail#1'"):
        match_columns(COLUMNS, header, {})
    with pytest.raises(Refused, match="Two columns"):
        match_columns(COLUMNS, header, {"email": "E_MAIL"})
    assert match_columns(COLUMNS, header, {"email": "email#2"}) == {"name": 0, "email": 2}
    assert match_columns(COLUMNS, header, {"email": "email#1"}) == {"name": 0, "email": 1}
    with pytest.raises(Refused, match="no column “email#3”"):
        match_columns(COLUMNS, header, {"email": "email#3"})


def test_a_name_as_it_is_written_tells_one_of_two_apart() -> None:
    assert match_columns(COLUMNS, ["name", "E-Mail", "email"], {"email": "email"}) == {"name": 0, "email": 2}


def test_the_other_column_of_a_name_can_be_another_of_ours() -> None:
    said = {"name": "Text#1", "notes": "Text#2"}
    assert match_columns(COLUMNS, ["Text", "Text", "x", "x"], said) == {"name": 0, "notes": 1}


def test_doubles_that_nobody_asks_for_do_no_harm() -> None:
    header = ["customer", "date", "total", "VAT", "VAT"]
    assert match_columns(OF_PURCHASES, header, {}) == {"customer": 0, "date": 1, "amount": 2}


def test_no_two_of_our_columns_have_one_name() -> None:
    for columns in (COLUMNS, OF_PURCHASES):
        for column in columns:
            assert column.id in match_columns(columns, [column.id], {})
            for name in column.synonyms:
                assert match_columns(columns, [name], {}) == {column.id: 0}
