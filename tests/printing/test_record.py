"""The customer record: everything that is kept of a person, of nobody else, on paper and in a file."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, select, text

from app.customers.commands import AddCustomer, EditCustomer, add_customer, edit_customer
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.customers.queries import card, draft_of
from app.groups.record.whole import NOT_SHOWN, PARTS, STAFF, Record, as_plain
from app.kernel.book import Book
from app.kernel.catalogues import languages
from app.kernel.clock import FixedClock
from app.kernel.context import Actor
from app.kernel.errors import NotFound
from app.kernel.i18n import _, speaking
from app.loyalty import commands as c
from app.loyalty.referral.rule import ReferralRule
from app.loyalty.stamps.card import StampCard
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.models import metadata
from app.printing.document import gathered, render
from app.printing.documents.record import DOCUMENT
from app.printing.preview import page_count
from app.printing.records import MORE, record_of, write_json
from app.sales.purchases import Line
from app.staff.commands import AddStaff, add_staff
from app.touchpoints.answering import AnswerTouchpoint, GiveOwner, answer_touchpoint, give_owner
from app.touchpoints.asked import NoteAsked, note_asked
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from tests.printing.reading import text_of
from tests.unit.loyalty.conftest import SIMPLE, Till, noon
from tests.unit.loyalty.test_vouchers import SORRY

SHOWN = frozenset().union(*(part.tables for part in (*PARTS, *MORE)))
WITHHELD = frozenset().union(*(part.withheld for part in (*PARTS, *MORE)))
SHARED = frozenset({"tag", "programme_version", "staff", "campaign"})
"""Tables that belong to the shop: rows of customers name them."""


def names_customer(found: Table) -> bool:
    return "customer_id" in found.c or any(key.target_fullname == "customer.id" for key in found.foreign_keys)


def personal_tables() -> set[str]:
    """Every table that names a customer, or a row of a table that does."""
    personal = {"customer"} | {name for name, found in metadata.tables.items() if names_customer(found)}
    while True:
        more = {
            name
            for name, found in metadata.tables.items()
            if name not in personal | SHARED
            and any(key.target_fullname.partition(".")[0] in personal for key in found.foreign_keys)
        }
        if not more:
            return personal
        personal |= more


def test_every_table_that_leads_to_a_customer_is_shown_or_says_why_not() -> None:
    assert personal_tables() == SHOWN | set(NOT_SHOWN)
    assert not SHOWN & set(NOT_SHOWN)


def test_a_new_table_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = MetaData()
    for found in metadata.tables.values():
        found.to_metadata(other)
    Table("loan", other, Column("id", Integer, primary_key=True), Column("who", ForeignKey("customer.id")))
    Table("loan_line", other, Column("loan_id", ForeignKey("loan.id")))
    monkeypatch.setattr("tests.printing.test_record.metadata", other)
    assert personal_tables() - SHOWN - set(NOT_SHOWN) == {"loan", "loan_line"}


def test_what_is_withheld_is_there_to_be_withheld() -> None:
    columns = {f"{name}.{column.name}" for name in SHOWN for column in metadata.tables[name].c}
    assert columns >= WITHHELD


@pytest.fixture
def till(book: Book, clock: FixedClock) -> Till:
    made = Till(book, clock)
    made.rules(
        replace(
            SIMPLE,
            vouchers=(SORRY,),
            tiers=TierScheme((Tier("silver", "Silver", 0), Tier("gold", "Gold", 20_000))),
            stamp_cards=(StampCard("coffee", "Coffee card", 10, per="button", gives="Free coffee"),),
            referral=ReferralRule(sender=70, friend=30),
        )
    )
    return made


@pytest.fixture
def maria(till: Till, clock: FixedClock) -> int:
    """Maria, of whom everything is kept that there is to keep."""
    book = till.book
    clock.instant = noon(2026, 11, 3)
    sender = till.new("Ottilie Sender-Name")
    draft = CustomerDraft(
        "Maria Schmidt",
        card_number="",
        reference="OLD-77",
        contacts=(Contact("email", "maria@example.org", "home"), Contact("phone", "01512 3456789", "mobile")),
        addresses=(Address("27 Great Pulteney Street", "BA2 4BU", "Bath", "Somerset", "GB", "home"),),
        birthday=None,
        favourite="Flat white",
        alert="Nut allergy",
        notes="Likes Ferrante.",
        language="en",
        channel="post",
        tags=("Book club",),
        consents=(("post", True), ("email", True)),
        referred_by=sender,
    )
    maria = book.do(add_customer, AddCustomer(draft)).id
    shown = book.ask(card, maria)
    edited = {
        **draft_of(shown).__dict__,
        "notes": "Likes Ferrante and Tana French.",
        "consents": (("email", False),),
    }
    book.do(edit_customer, EditCustomer(maria, CustomerDraft(**edited), shown.version))
    friend = till.new("Friedrich Friend-Name", sent_by=maria)
    till.new("Greta Waiting-Name", sent_by=maria)
    lines = (Line("Teapot", "Kitchen", 1500, 30_000), Line("Spoon", "Kitchen", 1000, 4_000))
    sale = till.ring(maria, 33_000, receipt="R-101", lines=lines, discount=1_000)
    till.ring(friend, 4_000, receipt="R-FRIEND")
    till.refund(sale.purchase, reason="Handle was loose", lines=(c.ReturnedLine(1, None),))
    till.redeem(maria, "coffee")
    till.stamp(maria, "coffee", 3)
    voucher = till.issue(maria, "sorry", reason="For the wait").code
    till.use(voucher)
    till.issue(maria, "sorry")
    till.give_credit(maria, 1_250, "Torn jacket")
    till.sell_card(4_000, customer_id=maria)
    till.ring(maria, 2_000, receipt="R-102", paid_with=(c.Payment("credit", 500),))
    till.adjust(maria, 25, "Birthday wishes")
    book.do(
        add_touchpoint,
        AddTouchpoint(maria, "call", "Asked about the signed edition", data={"direction": "in"}),
    )
    book.do(
        add_touchpoint, AddTouchpoint(maria, "promise", "Order the new Tana French", due_on=date(2026, 12, 1))
    )
    anna = till.new("Anna Other-Name")
    till.ring(anna, 7_000, receipt="R-ANNA")
    till.join(anna, maria)
    till.ring(anna, 5_000, receipt="R-ANNA-2")
    till.write(
        "INSERT INTO campaign (id, name, action, data, group_name, rule, started_on, started_at, "
        "holdout_percent, days) VALUES (1, 'Coffee voucher', 'voucher', '{}', 'Slipping away', '{}', "
        "'2026-11-03', '2026-11-03 11:00:00.000000', 10, 30)"
    )
    till.write("INSERT INTO campaign_member VALUES (1, :c, 1)", c=maria)
    till.write(
        "INSERT INTO slip (customer_id, till, asked_at, tries, problem) "
        "VALUES (:c, 'Counter one', '2026-11-03 11:00:00.000000', 2, 'paper ran out')",
        c=maria,
    )
    till.write(
        "INSERT INTO carried (account_id, rule, purchase_id, amount, total) "
        "SELECT id, 'spend', :p, 55, 55 FROM account WHERE customer_id = :c AND unit = 'points'",
        c=maria,
        p=sale.purchase,
    )
    return maria


def record(book: Book, customer: int) -> Record:
    return book.ask(lambda view: gathered(DOCUMENT, view, [customer], {}))


def printed(data: Record, **options: Any) -> bytes:
    out = BytesIO()
    render(DOCUMENT, data, out, options)
    return out.getvalue()


def words(pdf: bytes) -> str:
    return re.sub(r"[\s\u202f\u2009\u00a0]+", " ", text_of(pdf))


# Of each table the rows that are the customer's, as SQL; `:c` is the customer.
OWN = "account_id IN (SELECT id FROM account WHERE customer_id = :c)"
BOUGHT = "purchase_id IN (SELECT id FROM purchase WHERE customer_id = :c)"
ROWS = {
    "customer": "id = :c",
    "household": "id IN (SELECT household_id FROM household_member WHERE customer_id = :c)",
    "referral": "sender_id = :c OR friend_id = :c",
    "purchase_line": BOUGHT,
    "refund_line": "refund_id IN (SELECT id FROM refund WHERE customer_id = :c)",
    "entry": f"({OWN}) AND (purchase_id IS NULL OR {BOUGHT})",
    "entry_reason": f"entry_id IN (SELECT id FROM entry WHERE {OWN})",
    "lot": OWN,
    "open_lot": OWN,
    "carried": OWN,
    "gift_card": "buyer_id = :c",
}


def test_every_value_of_every_row_is_in_the_file(till: Till, maria: int) -> None:
    plain = as_plain(record(till.book, maria))
    values = {_key(value) for value in _values(plain)}
    missing = []
    for name in sorted(SHOWN):
        found = metadata.tables[name]
        query = select(found).where(text(ROWS.get(name, "customer_id = :c")))
        rows = till.book.ask(lambda view, q=query: view.session.execute(q, {"c": maria}).all())
        assert rows, f"the sample has no {name}"
        for row in rows:
            for column in found.c:
                if f"{name}.{column.name}" in WITHHELD or column.name in (STAFF, "done_by"):
                    continue
                if column.name == "customer_id" or column.name.startswith("birth_"):
                    continue
                value = row._mapping[column]
                if value not in (None, "", "{}") and _known(value) not in values:
                    missing.append((name, column.name, value))
    assert missing == []


def _known(value: Any) -> str:
    """A value as the file writes it, whatever its shape: money in units, JSON taken apart."""
    if isinstance(value, str) and value[:1] in "{[":
        return _key(next(iter(_values(json.loads(value))), ""))
    return _key(value.isoformat() if isinstance(value, date) else value)


def _key(value: Any) -> str:
    """One for each meaning: numbers by their first digits (1250 is 12.50, 1500 is 1.5), instants in UTC to
    the second."""
    said = str(int(value) if isinstance(value, bool) else value)
    if re.match(r"\d{4}-\d\d-\d\dT", said):
        return datetime.fromisoformat(said).astimezone(UTC).isoformat(timespec="seconds")
    number = re.fullmatch(r"-?\d+(\.\d+)?", said)
    return re.sub(r"\D", "", said).strip("0") if number else said


def _values(plain: Any) -> list[Any]:
    if isinstance(plain, dict):
        return [value for one in plain.values() for value in _values(one)]
    if isinstance(plain, list):
        return [value for one in plain for value in _values(one)]
    return [plain]


def test_movements_stand_in_the_order_of_the_ledger(till: Till, maria: int) -> None:
    """A purchase entered late keeps the day it was made, its movement comes after those there were."""
    buyer = till.new("Late Comer")
    till.ring(buyer, 3000)
    till.ring(buyer, 1000, at=noon(2026, 3, 3))
    [points] = [part for part in record(till.book, buyer).parts if part.id == "points"]
    at = [column.id for column in points.columns].index("sequence")
    assert [row[at] for row in points.rows] == list(range(1, len(points.rows) + 1))


def test_nobody_else_is_named(till: Till, maria: int) -> None:
    data = record(till.book, maria)
    file, paper = json.dumps(as_plain(data), ensure_ascii=False), words(printed(data))
    for other in ("Sender-Name", "Friend-Name", "Waiting-Name", "Other-Name", "R-ANNA", "R-FRIEND"):
        assert other not in file, other
        assert other not in paper, other
    assert "a customer you recommended" in paper
    assert "Of somebody who shares your balance" in paper


def test_a_member_who_is_not_the_holder_sees_their_own_movements(till: Till, maria: int) -> None:
    [(anna,)] = till.rows("SELECT id FROM customer WHERE name LIKE 'Anna%'")
    data = record(till.book, anna)
    file = json.dumps(as_plain(data), ensure_ascii=False)
    assert "R-ANNA-2" in file
    assert "R-101" not in file
    assert "Torn jacket" not in file
    assert "Maria" not in file


def test_the_paper_says_it_all_in_words(till: Till, maria: int) -> None:
    text = words(printed(record(till.book, maria)))
    for said in (
        "All that we know of you",
        "Name Maria Schmidt",
        "The usual Flat white",
        "To mind Nut allergy",
        "Notes Likes Ferrante and Tana French.",
        "Best reached by Post",
        "Came by recommendation yes",
        "E-mail home maria@example.org",
        "27 Great Pulteney Street",
        "Book club",
        "Asked about the signed edition",
        "Order the new Tana French",
        "R-101",
        "Teapot Kitchen 1.5",
        "Handle was loose",
        "Used: Free coffee",
        "Birthday wishes",
        "Torn jacket",
        "Coffee card",
        "Gift cards you bought",
        "Gold",
        "What was done in the program with your card",
    ):
        assert said in text, said
    assert "Nothing is kept of you under" not in text
    assert text.count("Agreed") == 1


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_record_is_in_the_customers_language(till: Till, maria: int, language: str) -> None:
    till.write("UPDATE customer SET language = :l WHERE id = :c", l=language, c=maria)
    text = words(printed(record(till.book, maria)))
    english: set[str] = set()
    with speaking(language):
        for part in (*PARTS, *MORE):
            for said in (part.title, part.told):
                assert re.sub(r"\s+", " ", _(said)) in text, said
                english |= {said} - {_(said)}
        for column in PARTS[0].columns:
            if column.id in ("name", "reference", "best_reached_by", "recommended", "joined_on"):
                assert _(column.label) in text, "no label is cut"
        said = ("Call", "They called", "Promise", "apology", "reached", "Store credit", "Gift card")
        assert [one for one in said if _(one) not in text] == []
    assert (language == "en") == (not english)
    assert [one for one in english if re.search(rf"\b{re.escape(one)}(?!\w)", text)] == []


def test_the_file_stays_in_the_words_of_the_program(till: Till, maria: int) -> None:
    till.write("UPDATE customer SET language = 'de' WHERE id = :c", c=maria)
    plain = as_plain(till.book.ask(lambda view: record_of(view, maria)))
    assert plain["parts"]["card"]["title"] == "Your card"
    assert plain["parts"]["contacts"]["rows"][0]["way"] == "E-mail"
    assert plain["parts"]["touchpoints"]["rows"][0]["label"] == "Call"


def test_nothing_is_said_to_be_nothing(till: Till) -> None:
    plain = till.new("Zoë", language="en")
    text = words(printed(record(till.book, plain)))
    assert "Nothing is kept of you under: How you can be reached; Your addresses" in text
    with pytest.raises(NotFound):
        record(till.book, 9_999)


def test_a_note_of_600_kb_is_cut_with_a_mark_in_under_a_second(
    till: Till, maria: int, tmp_path: Path
) -> None:
    note = "क्षत्रिय <b>bold</b> e\u0301 " * 24_000 + "THE END"
    till.write("UPDATE customer SET notes = :n WHERE id = :c", n=note, c=maria)
    till.write("UPDATE touchpoint SET text = :n WHERE customer_id = :c", n=note, c=maria)
    data = record(till.book, maria)
    began = time.process_time()
    pdf = printed(data)
    assert time.process_time() - began < 1.0
    text = words(pdf)
    assert "3 long texts are cut on this paper" in text
    assert f"{len(note) - 6_000:,} more characters are in the file".replace(",", " ") in text
    assert "…" in text
    assert "THE END" not in text
    out = tmp_path / "maria.json"
    write_json(data, out)
    whole = json.loads(out.read_text(encoding="utf-8"))
    assert whole["parts"]["card"]["rows"][0]["notes"] == note


@pytest.mark.parametrize(
    "name", ["محمد عبد الله", "क्षत्रिय", "张伟 김철수", "👨‍👩‍👧 Łukasz Žižek", "Tom <b>Smith", "x" * 200]
)
def test_hostile_words_stand_literally(till: Till, name: str) -> None:
    person = till.new(name, alert=name, notes=f"{name}\n\n{name}", favourite=name)
    till.book.do(add_touchpoint, AddTouchpoint(person, "note", f"{name} " * 60))
    till.ring(person, 500, lines=(Line((name * 20)[:200], "W" * 120, 1000, 500),), receipt="R" * 80)
    pdf = printed(record(till.book, person), paper="letter")
    assert page_count(pdf) >= 2
    if name.isascii() and len(name) < 100:
        assert name in text_of(pdf)


def test_the_same_record_is_the_same_paper(till: Till, maria: int) -> None:
    data = record(till.book, maria)
    assert printed(data) == printed(data)


def test_rows_have_a_value_for_every_column(till: Till, maria: int) -> None:
    for part in record(till.book, maria).parts:
        assert part.rows, part.id
        assert len({column.id for column in part.columns}) == len(part.columns), part.id
        for row in part.rows:
            assert len(row) == len(part.columns), part.id


def test_a_long_history_is_printed_quickly(till: Till, maria: int) -> None:
    till.write(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
        "INSERT INTO purchase (customer_id, at, business_date, amount, discount, refunded, note, till) "
        "SELECT :c, '2026-01-01 10:00:00.000000', '2026-01-01', 100 + i, 0, 0, '', '' FROM n",
        c=maria,
    )
    data = record(till.book, maria)
    began = time.process_time()
    pdf = printed(data)
    assert time.process_time() - began < 10
    assert page_count(pdf) > 30


def test_who_saw_to_a_complaint_stands_by_name_and_its_answer_with_its_day(till: Till, maria: int) -> None:
    book = till.book
    lena = book.do(add_staff, AddStaff("Lena Petersen")).id
    book.actor = Actor(staff_id=lena)
    trouble = book.do(add_touchpoint, AddTouchpoint(maria, "complaint", "cold coffee")).id
    book.do(give_owner, GiveOwner(trouble, lena))
    book.do(answer_touchpoint, AnswerTouchpoint(trouble, remedy="a new cup"))
    rated = AddTouchpoint(maria, "feedback", "fine", data={"score": 9, "scale": "10", "mood": "happy"})
    book.do(add_touchpoint, rated)
    book.do(note_asked, NoteAsked((maria,), "slip"))
    text = words(printed(record(book, maria)))
    assert "Asked for feedback How: By a printed slip" in text
    for said in ("Who sees to it: Lena Petersen", "Answered by: Lena Petersen", "a new cup",
                 "Answered on: 3 Nov 2026", "Scale: 0 to 10", "How it sounds: Happy"):  # fmt: skip
        assert said in text, said
