"""Purchases from a file: sales, lines, returns; with points and without; once however often it comes."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.customers.bulk import add_many
from app.customers.contacts import Contact
from app.customers.draft import CustomerDraft
from app.exchange.commands import ImportFile, ImportReport, import_file
from app.kernel.book import Book
from app.loyalty.check import check
from app.loyalty.commands import StartProgramme, start_programme
from app.loyalty.queries import balance, tier_names
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.loyalty.versions import rules_on
from app.sales.check import sales_problems

from .demo_shops import rows
from .music_shop import write_csv


@pytest.fixture
def people(book: Book) -> list[int]:
    """Ann (reference A1), Bob (an e-mail), Cid (a phone), Dee (a card)."""

    def add(unit, drafts):
        return add_many(unit, drafts)

    return book.do(
        add,
        [
            CustomerDraft("Ann", reference="A1"),
            CustomerDraft("Bob", contacts=(Contact("email", "bob@example.org"),)),
            CustomerDraft("Cid", contacts=(Contact("phone", "0151 5550003"),)),
            CustomerDraft("Dee", card_number="C0004"),
        ],
    )


@pytest.fixture
def take(book: Book, people: list[int], tmp_path: Path):
    def take(text: str, **options) -> ImportReport:
        path = tmp_path / "sales.csv"
        path.write_text(text, "utf-8")
        report = import_file(book, ImportFile(path, "purchases", **options))
        assert report.read == report.added + report.updated + report.unchanged + len(report.rejected)
        assert book.ask(check).ok, book.ask(check).problems
        assert list(book.ask(lambda view: list(sales_problems(view)))) == []
        return report

    return take


MIXED = """customer,date,amount,receipt,item,category,quantity,refund_of
A1,2026-10-01,10.00,R1,Crime novel,Crime,1,
bob@example.org,2026-10-02,5.00,R2,,,,
A1,2026-10-01,2.50,R1,Flat white,Coffee,2,
+49 151 5550003,2026-10-03 16:30,7.20,,,,,
C0004,2026-10-03,0,,,,,
A1,2026-10-05,10.00,,,,,R1
"""


def test_customers_are_found_by_any_of_their_numbers(book: Book, people: list[int], take) -> None:
    report = take(MIXED)
    assert (report.read, report.added, report.rejected) == (6, 6, ())
    found = book.ask(
        rows, "SELECT customer_id, amount, refunded, receipt FROM purchase ORDER BY customer_id, id"
    )
    ann, bob, cid, dee = people
    assert found == [(ann, 1250, 1000, "R1"), (bob, 500, 0, "R2"), (cid, 720, 0, None), (dee, 0, 0, None)]
    lines = book.ask(rows, "SELECT item, category, quantity, amount FROM purchase_line ORDER BY position")
    assert lines == [("Crime novel", "Crime", 1000, 1000), ("Flat white", "Coffee", 2000, 250)]
    assert [book.ask(balance, id_) for id_ in people] == [3, 5, 7, 0]


def test_customers_are_found_however_a_cell_writes_them(book: Book, people: list[int], take) -> None:
    cells = ("'A1", '"=""A1"""', "\u202a0151 555 0003\u202c", "BOB@example.org", "c-0004", "A1\u200b")
    text = "customer,date,amount\n" + "".join(f"{cell},2026-10-01,3\n" for cell in cells)
    report = take(text + "',2026-10-01,3\n\u200b,2026-10-01,3\n" + "x" * 300 + ",2026-10-01,3\n")
    assert report.added == 6
    assert [one.row for one in report.rejected] == [8, 9, 10]


def test_a_return_names_its_receipt_however_it_is_written(book: Book, take) -> None:
    header = "customer,date,amount,receipt,refund_of\n"
    report = take(header + "A1,2026-10-01,9,R  1\u200b,\nA1,2026-10-02,4,,R 1\n")
    assert report.rejected == ()
    assert book.ask(rows, "SELECT receipt, refunded FROM purchase") == [("R 1", 400)]


def test_the_same_file_twice_adds_nothing(book: Book, take) -> None:
    take(MIXED)
    before = [
        book.ask(rows, f"SELECT * FROM {table}")
        for table in ("purchase", "refund", "entry", "customer_activity")
    ]
    report = take(MIXED)
    assert (report.added, report.unchanged) == (0, 6)
    assert before == [
        book.ask(rows, f"SELECT * FROM {table}")
        for table in ("purchase", "refund", "entry", "customer_activity")
    ]


def test_equal_sales_of_a_day_stay_apart(book: Book, take) -> None:
    twice = "customer,date,amount\n" + "A1,2026-10-01,3.60\n" * 2
    assert take(twice).added == 2
    report = take(twice + "A1,2026-10-01,3.60\n")
    assert (report.added, report.unchanged) == (1, 2)
    assert book.ask(rows, "SELECT visits, spent FROM customer_activity") == [(1, 1080)]


def test_history_alone_gives_no_points(book: Book, people: list[int], take) -> None:
    report = take(MIXED, points=False)
    assert report.added == 6
    assert book.ask(rows, "SELECT count(*) FROM entry") == [(0,)]
    assert book.ask(rows, "SELECT visits, spent FROM customer_activity ORDER BY customer_id") == [
        (1, 250), (1, 500), (1, 720), (1, 0),
    ]  # fmt: skip
    assert take(MIXED, points=False).unchanged == 6


@pytest.mark.parametrize("points", [True, False])
def test_returns_may_come_in_a_later_file(book: Book, people: list[int], take, points: bool) -> None:
    take("customer,date,amount,receipt\nA1,2026-10-01,20.00,R7\n", points=points)
    late = "customer,date,amount,refund_of\nA1,2026-10-04,-5.00,R7\nA1,2026-10-05,,R7\n"
    late += "A1,2026-10-05,1,R7\nBob,2026-10-05,1,R7\n"
    report = take(late, points=points)
    assert report.added == 2
    assert [one.row for one in report.rejected] == [4, 5]
    assert book.ask(rows, "SELECT amount, refunded FROM purchase") == [(2000, 2000)]
    assert book.ask(balance, people[0]) == 0
    again = take(late, points=points)
    assert (again.added, again.unchanged) == (0, 2)


@pytest.mark.parametrize("points", [True, False])
def test_rows_that_do_not_fit_are_named(book: Book, take, points: bool) -> None:
    report = take(
        "customer,date,amount,receipt,item,quantity,refund_of\n"
        "A1,2026-10-01,1.00,,,,\n"
        "Nobody,2026-10-01,1.00,,,,\n"
        ",2026-10-01,1.00,,,,\n"
        "A1,2026-02-30,1.00,,,,\n"
        "A1,2027-10-01,1.00,,,,\n"
        "A1,2026-10-01,NaN,,,,\n"
        "A1,2026-10-01,-4.00,,,,\n"
        "A1,2026-10-01,,,,,\n"
        "A1,2026-10-01,5.00,R9,Book,,\n"
        "A1,2026-10-01,oops,R9,Cake,,\n"
        "A1,2026-10-01,5.00,,Book,none,\n"
        "A1,2026-10-01,5.00,,,,R404\n"
        "A1,2026-10-02\n"
        "A1,2026-10-02,2.00,,,,\n",
        points=points,
    )
    assert report.added == 2
    assert [one.row for one in report.rejected] == list(range(3, 15))
    why = {one.row: one.why for one in report.rejected}
    assert "No customer is known by “Nobody”" in why[3]
    assert "still to come" in why[6]
    assert "Another row of receipt R9" in why[10]
    assert "R404" in why[13]
    assert book.ask(rows, "SELECT sum(amount) FROM purchase") == [(300,)]


def test_more_than_was_paid_is_not_given_back(book: Book, take) -> None:
    for points in (True, False):
        report = take(
            "customer,date,amount,receipt,refund_of\nA1,2026-10-01,5.00,R1,\nA1,2026-10-02,9.00,,R1\n",
            points=points,
        )
        assert [one.row for one in report.rejected] == [3]


def test_a_dry_run_tells_the_truth_and_writes_nothing(book: Book, take) -> None:
    told = take(MIXED, dry_run=True)
    assert book.ask(rows, "SELECT count(*) FROM purchase") == [(0,)]
    assert take(MIXED) == told


@pytest.mark.parametrize("points", [True, False])
def test_a_shops_whole_history_adds_up_to_the_cent(book: Book, tmp_path: Path, points: bool) -> None:
    shop = write_csv(tmp_path)
    assert shop.sales > 2 * shop.people
    report = import_file(book, ImportFile(shop.customers, "customers"))
    assert (report.added, report.rejected) == (shop.people, ())
    report = import_file(book, ImportFile(shop.purchases, "purchases", points=points))
    assert (report.added, report.rejected) == (shop.sales, ())
    assert book.ask(rows, "SELECT count(*), sum(amount) FROM purchase") == [(shop.sales, shop.cents)]
    assert book.ask(rows, "SELECT count(*), sum(spent) FROM customer_activity") == [(shop.people, shop.cents)]
    result = book.ask(check)
    assert result.ok, result.problems
    assert import_file(book, ImportFile(shop.purchases, "purchases", points=points)).unchanged == shop.sales


@pytest.mark.parametrize("points", [True, False])
def test_tiers_are_right_after_history_came_in(book: Book, take, people: list[int], points: bool) -> None:
    tiers = TierScheme((Tier("base", "Base"), Tier("gold", "Gold", 1_500)))
    rules = book.ask(lambda view: rules_on(view, view.today))
    book.do(start_programme, StartProgramme(replace(rules, tiers=tiers)))
    take(
        "customer,date,amount,receipt,refund_of\n"
        "A1,2026-10-01,10.00,R1,\n"
        "A1,2026-10-02,5.00,R2,\n"
        "bob@example.org,2024-10-02,90.00,,\n"
        "C0004,2026-10-03,20.00,R3,\n"
        "C0004,2026-10-05,10.00,,R3\n",
        points=points,
    )
    assert book.ask(tier_names, people) == {1: "Gold", 2: "Base", 3: "Base", 4: "Base"}
