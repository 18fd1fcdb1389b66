from __future__ import annotations

import random

import pytest

from app.customers.birthdays import Birthday
from app.customers.bulk import add_many
from app.customers.draft import CustomerDraft
from app.customers.duplicates import name_likeness, probable_doubles
from tests.benchmarks.search_shop import Names
from tests.unit.customers.helpers import add


@pytest.fixture
def maria(book):
    return add(
        book, "Maria Schmidt", phone="0170 1234417", email="maria@web.de", birthday=Birthday(3, 5, 1990)
    ).id


@pytest.mark.parametrize(
    ("name", "more", "why"),
    [
        ("Maria Schmidt", {}, "same name"),
        ("schmidt maria", {}, "same name"),
        ("Maria Schmitt", {}, "similar name"),
        ("Mria Schmidt", {"birthday": Birthday(3, 5, 1990)}, "similar name, same birthday"),
        ("M. Schmidt", {"phone": "+49 170 1234417"}, "same phone"),
        ("Maria Schmidt", {"email": "MARIA@web.de"}, "same name, same e-mail"),
        ("Maria Schmidt", {"email": "marai@web.de"}, "same name, similar e-mail"),
    ],
)
def test_doubles_are_seen_and_why_is_said(book, maria, name, more, why):
    doubles = book.ask(probable_doubles, name, **more)
    assert [double.id for double in doubles] == [maria]
    assert why in doubles[0].why
    assert doubles[0].card_number == "290000000015"


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Peter Klein", {}),
        ("Peter Klein", {"phone": "0170 1234417"}),
        ("Maria Klein", {}),
        ("", {}),
        ("Peter Klein", {"phone": "017", "email": "pet@", "birthday": Birthday(3, 5, 1990)}),
    ],
)
def test_others_are_not(book, maria, name, more):
    assert book.ask(probable_doubles, name, **more) == []


def test_the_one_being_edited_is_no_double_of_themselves(book, maria):
    assert book.ask(probable_doubles, "Maria Schmidt", exclude=maria) == []


def test_name_likeness_pairs_words_in_any_order():
    assert name_likeness("Maria Schmidt", "Schmidt, Maria") == 1.0
    assert name_likeness("Maria", "") == 0.0
    assert (
        name_likeness("Maria Schmidt", "Maria Schmitt") > 0.9 > name_likeness("Maria Schmidt", "Maria Klein")
    )


def _slip(chance: random.Random, word: str) -> str:
    """The word with one typing error."""
    at = chance.randrange(len(word) - 1)
    return chance.choice(
        (word[:at] + word[at + 1 :], word[:at] + chance.choice("aeirst") + word[at:],
         word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    )  # fmt: skip


def test_people_written_twice_with_slips_are_found_and_new_ones_left_alone(book):
    names = Names(seed=3, rare=4_000)
    chance = random.Random(5)
    people = [
        (*names.next(), Birthday(chance.randint(1, 12), chance.randint(1, 28), chance.randint(1950, 2005)))
        for _n in range(600)
    ]
    known, fresh = people[:400], people[400:]
    ids = book.do(
        add_many, [CustomerDraft(name=f"{first} {last}", birthday=day) for first, last, day in known]
    )
    found = 0
    for id_, (first, last, day) in zip(ids, known, strict=True):
        again = (
            f"{_slip(chance, last)} {first}" if chance.random() < 0.5 else f"{_slip(chance, first)} {last}"
        )
        found += id_ in [double.id for double in book.ask(probable_doubles, again, birthday=day)]
    families = {last for _first, last, _day in known}
    others = [(f"{first} {last}", day) for first, last, day in fresh if last not in families]
    alarms = sum(bool(book.ask(probable_doubles, name, birthday=day)) for name, day in others)
    assert found / len(known) >= 0.95
    assert len(others) > 50
    assert alarms / len(others) <= 0.05
