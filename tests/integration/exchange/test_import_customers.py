"""Customers from a file: added, recognised, brought up to date, or left out by number."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.customers.commands import EditCustomer, edit_customer
from app.customers.queries import card, draft_of
from app.customers.search import find
from app.exchange.commands import ImportFile, ImportReport, import_file, preview
from app.kernel.book import Book
from app.kernel.errors import Refused
from app.kernel.progress import Cancelled, Progress
from app.loyalty.check import check
from app.loyalty.queries import balance

from .demo_shops import rows


@pytest.fixture
def take(book: Book, tmp_path: Path):
    def take(text: str, **options) -> ImportReport:
        path = tmp_path / "people.csv"
        path.write_text(text, "utf-8")
        return import_file(book, ImportFile(path, "customers", **options))

    return take


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    assert report.read == report.added + report.updated + report.unchanged + len(report.rejected)
    return report.read, report.added, report.updated, report.unchanged


FULL = """Kundennummer;First name;Surname;Telefon;E-Mail;Straße;PLZ;Ort;Land;Geburtstag;Tags;Notizen;Punkte
K1;Maria;Schmidt;01515550441;M.S@x.example;Am Tor 1;10115;Berlin;Deutschland;5.3.1990;Book club|Crime;Nuts;64
K2;Łukasz;Žižek;;lukasz@example.org;;;;;--02-29;;;0
"""


def test_everything_a_row_can_say_is_kept(book: Book, take) -> None:
    assert counts(take(FULL)) == (2, 2, 0, 0)
    (match,) = book.ask(find, "maria schmidt")
    maria = book.ask(card, match.id)
    assert (maria.name, maria.reference, maria.notes) == ("Maria Schmidt", "K1", "Nuts")
    assert {(point.kind, point.value) for point in maria.contacts} == {
        ("phone", "01515550441"), ("email", "M.S@x.example"),
    }  # fmt: skip
    (address,) = maria.addresses
    assert (address.street, address.postal_code, address.city, address.country) == (
        "Am Tor 1", "10115", "Berlin", "DE",
    )  # fmt: skip
    assert str(maria.birthday) == "1990-03-05"
    assert set(maria.tags) == {"Book club", "Crime"}
    assert book.ask(balance, match.id) == 64
    assert book.ask(check).ok


def test_the_same_file_twice_changes_nothing(book: Book, take) -> None:
    take(FULL)
    before = book.ask(rows, "SELECT * FROM customer"), book.ask(rows, "SELECT * FROM entry")
    assert counts(take(FULL)) == (2, 0, 0, 2)
    assert before == (book.ask(rows, "SELECT * FROM customer"), book.ask(rows, "SELECT * FROM entry"))


def test_known_ones_get_what_is_new(book: Book, take) -> None:
    take("reference,name,email,card,tags,notes\nR1,Ann Lee,ann@example.org,C0001,vip,first\n")
    assert counts(
        take(
            "reference,name,email,tags\nR1,Ann Lee-Kim,,vip,\nR1,Ann Lee-Kim,a2@example.org,new\n".replace(
                ",vip,\n", ",vip\n"
            )
        )
    ) == (2, 0, 2, 0)
    assert counts(take("card,name,notes\nC0001,Ann Lee-Kim,second\n")) == (1, 0, 1, 0)
    assert counts(take("name,mail,phone\nANN LEE-KIM,a2@example.org,0151 5550001\n")) == (1, 0, 1, 0)
    ((id_,),) = book.ask(rows, "SELECT id FROM customer")
    ann = book.ask(card, id_)
    assert ann.notes == "first\nsecond"
    assert {point.value for point in ann.contacts} == {"ann@example.org", "a2@example.org", "0151 5550001"}
    assert set(ann.tags) == {"vip", "new"}
    assert (ann.reference, ann.card_number) == ("R1", "C0001")


def test_one_address_of_two_people_stays_two_people(book: Book, take) -> None:
    home = "home@example.org"
    text = f"reference,name,email\nA,Kim Lee,{home}\nB,Kim Lee,{home}\n,Pat Lee,{home}\n"
    assert counts(take(text)) == (3, 3, 0, 0)
    assert counts(take(text)) == (3, 0, 0, 3)


def test_one_person_twice_in_a_file_is_one(book: Book, take) -> None:
    text = "name,email,phone\nKim,kim@example.org,\nKim,kim@example.org,0151 5550002\nKim,KIM@example.org,\n"
    assert counts(take(text)) == (3, 1, 1, 1)
    assert book.ask(rows, "SELECT count(*) FROM customer") == [(1,)]


def test_names_written_oddly_are_still_the_same_people(book: Book, take) -> None:
    text = (
        "reference,name,email,phone\n"
        "A  1,Tom   Smith,,\n"
        ",Rev\u202eersed  Name,rev@example.org,\n"
        ",Ma\u200bria,,\u202a+49 151 5550003\u202c\n"
    )
    assert counts(take(text)) == (3, 3, 0, 0)
    assert counts(take(text)) == (3, 0, 0, 3)


def test_people_known_by_name_alone_are_known_again(book: Book, take) -> None:
    text = "name,birthday,address,city,email\nTom Smith,,,,\nTom Smith,,,,\n张伟,,,,\nO'Brien,--02-29,,,\n"
    text += "Tom Smith,,,,tom@example.org\nKim Lee,1990-03-05,Mill Lane 1,Bath,\n"
    assert counts(take(text)) == (6, 6, 0, 0)
    before = book.ask(rows, "SELECT * FROM customer")
    assert counts(take(text)) == (6, 0, 0, 6)
    assert book.ask(rows, "SELECT * FROM customer") == before


def test_people_known_by_name_alone_are_known_over_many_rows(book: Book, take) -> None:
    text = "name\n" + "".join(f"Person {number % 4_500}\n" for number in range(9_000))
    assert counts(take(text)) == (9_000, 9_000, 0, 0)
    assert counts(take(text)) == (9_000, 0, 0, 9_000)


def test_a_name_alone_is_not_taken_for_somebody_who_can_be_reached(book: Book, take) -> None:
    take("name,email,birthday\nAnn Lee,ann@example.org,1990-03-05\n")
    assert counts(take("name\nAnn Lee\n")) == (1, 1, 0, 0)
    assert counts(take("name,birthday\nAnn Lee,03-05\n")) == (1, 0, 0, 1)
    assert counts(take("name,birthday\nAnn Lee,03-06\n")) == (1, 0, 1, 0), "the one nothing else was known of"
    assert counts(take("name,birthday\nAnn Lee,03-07\n")) == (1, 1, 0, 0)
    assert book.ask(rows, "SELECT birth_year, birth_month, birth_day FROM customer ORDER BY id") == [
        (1990, 3, 5), (None, 3, 6), (None, 3, 7),
    ]  # fmt: skip


def test_a_birthday_without_its_year_does_not_take_the_year_away(book: Book, take) -> None:
    take("reference,name,birthday\nR1,Ann,1990-03-05\n")
    assert counts(take("reference,name,birthday,tags\nR1,Ann,--03-05,vip\n")) == (1, 0, 1, 0)
    assert book.ask(rows, "SELECT birth_year FROM customer") == [(1990,)]


WELCOME = "reference,name,E-mail welcome,phone_welcome,Messages welcome,Post welcome\n"
SAID = "SELECT channel, given, source FROM consent ORDER BY id"


def test_yes_and_no_to_news_are_kept_and_an_empty_cell_is_no_word(book: Book, take) -> None:
    text = WELCOME + "A1,Maria Schmidt,yes,,NEIN,0\nA2,Bert Brown,,,,\n"
    assert counts(take(text)) == (2, 2, 0, 0)
    assert book.ask(rows, SAID) == [("email", 1, "import"), ("message", 0, "import"), ("post", 0, "import")]
    assert counts(take(text)) == (2, 0, 0, 2)
    assert len(book.ask(rows, SAID)) == 3


def test_a_known_customer_gets_a_word_they_did_not_have_and_a_no(book: Book, take) -> None:
    take(WELCOME + "A1,Maria Schmidt,yes,,,\n")
    assert counts(take(WELCOME + "A1,Maria Schmidt,,,,no\n")) == (1, 0, 1, 0)
    assert counts(take(WELCOME + "A1,Maria Schmidt,no,,,\n")) == (1, 0, 1, 0)
    assert book.ask(rows, SAID) == [("email", 1, "import"), ("post", 0, "import"), ("email", 0, "import")]


def test_a_file_that_may_be_old_overturns_no_no(book: Book, take) -> None:
    take(WELCOME + "A1,Maria Schmidt,yes,,,\n")
    (match,) = book.ask(find, "maria")
    shown = book.ask(card, match.id)
    word = replace(draft_of(shown), consents={"email": False})
    book.do(edit_customer, EditCustomer(match.id, word, shown.version))
    assert counts(take(WELCOME + "A1,Maria Schmidt,yes,yes,,\n")) == (1, 0, 1, 0)
    assert book.ask(card, match.id).consents == (("email", False), ("phone", True))
    assert counts(take(WELCOME + "A1,Maria Schmidt,yes,yes,,\n")) == (1, 0, 0, 1)


def test_a_word_that_is_neither_yes_nor_no_leaves_the_row_out(book: Book, take) -> None:
    report = take(WELCOME + "A1,Maria Schmidt,perhaps,,,\nA2,Bert Brown,,,,no\n")
    assert counts(report) == (2, 1, 0, 0)
    assert report.rejected == ((2, "“perhaps” is neither yes nor no."),)
    assert book.ask(find, "maria") == []


def test_points_brought_later_are_given_once(book: Book, take) -> None:
    take("reference,name\nR1,Ann\nR2,Bob\n")
    text = "reference,name,points\nR1,Ann,120\nR1,Ann,120\nR2,Bob,0\n"
    assert counts(take(text)) == (3, 0, 1, 2)
    assert counts(take(text)) == (3, 0, 0, 3)
    ((ann,),) = book.ask(rows, "SELECT id FROM customer WHERE reference = 'R1'")
    assert book.ask(balance, ann) == 120
    assert book.ask(check).ok


def test_what_is_said_of_a_row_is_not_said_of_the_file(take) -> None:
    (rejected,) = take("name,email\nAnn,no address\n").rejected
    assert rejected.why == "“no address” is no e-mail address."


def test_rows_that_do_not_fit_are_named_and_the_others_kept(book: Book, take) -> None:
    report = take(
        "name,email,birthday,card\n"
        "Good,good@example.org,,\n"
        "Short\n"
        "Long,l@example.org,,,,x\n"
        ",nobody@example.org,,\n"
        "Bad mail,not a mail,,\n"
        "Bad day,,30-02-2001,\n"
        "Pays,,,4111 1111 1111 1111\n"
        "Reversed \u202e name,,,\n"
        "\u200b\u200b,,,\n"
    )
    assert counts(report)[:2] == (9, 2)
    assert [one.row for one in report.rejected] == [3, 4, 5, 6, 7, 8, 10]
    assert all(why.endswith(".") for _row, why in report.rejected)
    assert "too short" in report.rejected[0].why
    assert book.ask(rows, "SELECT name FROM customer ORDER BY id") == [("Good",), ("Reversed name",)]


def test_a_number_taken_twice_is_refused_by_row(book: Book, take) -> None:
    for text in ("reference,name,card\nA,Ann,C0001\nB,Bob,C0001\n", "reference,name,card\nB,Bob,C0001\n"):
        (rejected,) = take(text).rejected
        assert "Card C0001 belongs to Ann" in rejected.why
    assert book.ask(rows, "SELECT name, reference FROM customer") == [("Ann", "A")]


def test_a_dry_run_tells_the_truth_and_writes_nothing(book: Book, take) -> None:
    told = take(FULL, dry_run=True)
    assert book.ask(rows, "SELECT count(*) FROM customer") == [(0,)]
    assert book.ask(rows, "SELECT count(*) FROM journal") == [(0,)]
    assert take(FULL) == told


def test_columns_can_be_said(book: Book, take) -> None:
    with pytest.raises(Refused, match="no column for “name”"):
        take("who,mail\nAnn,ann@example.org\n")
    assert counts(take("who,mail\nAnn,ann@example.org\n", columns={"name": "Who"})) == (1, 1, 0, 0)


def test_a_preview_looks_and_touches_nothing(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Wer;Straße\nJürgen;Königsstraße\n".encode("cp1252"))
    seen = preview(ImportFile(path, "customers"))
    assert (seen.encoding, seen.delimiter, seen.header) == ("cp1252", ";", ("Wer", "Straße"))
    assert seen.matched == {"address": "Straße"}
    assert seen.rows == (("Jürgen", "Königsstraße"),)
    assert "no column for “name”" in seen.missing
    assert preview(ImportFile(path, "customers", {"name": "wer"})).missing == ""


def test_stopping_saves_nothing(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("name\n" + "".join(f"Person {number}\n" for number in range(9_000)))
    progress = Progress(lambda done, _total, _words: progress.cancel() if done > 5_000 else None)
    with pytest.raises(Cancelled):
        import_file(book, ImportFile(path, "customers"), progress)
    assert book.ask(rows, "SELECT count(*) FROM customer") == [(0,)]


def test_an_open_quote_saves_nothing(book: Book, take) -> None:
    with pytest.raises(Refused, match="row 5001"):
        take("name,notes\n" + "".join(f"P{n},\n" for n in range(4_999)) + 'Open,"' + "x,\n" * 400_000)
    assert book.ask(rows, "SELECT count(*) FROM customer") == [(0,)]


def test_no_such_format(book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no format “xyz”; there are customers, purchases"):
        import_file(book, ImportFile(tmp_path / "x.csv", "xyz"))
