from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from app.customers.birthdays import Birthday, checked_birthday, parse_birthday
from app.customers.bulk import add_many
from app.customers.contacts import Contact, normal_email
from app.customers.draft import CustomerDraft
from app.customers.duplicates import name_likeness, probable_doubles
from app.kernel.errors import Refused
from tests.unit.customers.helpers import add

DATA = Path(os.environ.get("REGULARS_TEST_DATA", Path(__file__).parents[4] / "shared" / "data"))


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


def _birthday(text: str, book) -> Birthday | None:
    text = text.strip()
    if len(text) == 8 and text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return checked_birthday(parse_birthday(text), book.clock.now().date())
    except Refused:
        return None


@pytest.mark.skipif(not (DATA / "febrl1.csv").exists(), reason="the outside data is not here")
def test_real_doubles_of_one_list_are_found_among_the_first_three(book):
    with (DATA / "febrl1.csv").open(encoding="utf-8") as file:
        rows = [{k.strip(): v.strip() for k, v in row.items()} for row in csv.DictReader(file)]
    for row in rows:
        row["name"] = " ".join(filter(None, (row["given_name"], row["surname"]))) or "unknown"
        row["person"] = row["rec_id"].split("-")[1]
    first = [row for row in rows if row["rec_id"].endswith("-org")]
    drafts = [CustomerDraft(name=r["name"], birthday=_birthday(r["date_of_birth"], book)) for r in first]
    ids = book.do(add_many, drafts)
    person = dict(zip(ids, (row["person"] for row in first), strict=True))
    found = wrong = 0
    again = [row for row in rows if "-dup-" in row["rec_id"]]
    for row in again:
        doubles = book.ask(probable_doubles, row["name"], birthday=_birthday(row["date_of_birth"], book))
        hit = any(person[double.id] == row["person"] for double in doubles)
        found += hit
        wrong += len(doubles) - hit
    assert found / len(again) >= 0.92
    assert wrong / len(again) <= 0.05


@pytest.mark.skipif(not (DATA / "fake_1000.csv").exists(), reason="the outside data is not here")
def test_a_list_with_doubles_in_it_is_told_apart_while_it_is_typed(book):
    with (DATA / "fake_1000.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known: dict[int | None, str] = {}
    again = found = fresh = alarms = 0
    for row in rows:
        name = " ".join(filter(None, (row["first_name"], row["surname"])))
        if not name:
            continue
        birthday = _birthday(row["dob"], book)
        doubles = book.ask(probable_doubles, name, email=row["email"], birthday=birthday)
        if row["cluster"] in known.values():
            again += 1
            found += any(known[double.id] == row["cluster"] for double in doubles)
        else:
            fresh += 1
            alarms += bool(doubles)
        try:
            contacts = (Contact("email", normal_email(row["email"])),)
        except Refused:
            contacts = ()
        [id_] = book.do(add_many, [CustomerDraft(name=name, contacts=contacts, birthday=birthday)])
        known[id_] = row["cluster"]
    assert found / again >= 0.88
    assert alarms / fresh <= 0.08
