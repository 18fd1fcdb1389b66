"""A document for many: one file or a file each, who was left out, stopped and taken up again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.errors import Refused, WorldFault
from app.kernel.fields import clean_values
from app.kernel.progress import Cancelled, Progress
from app.kernel.unit import View
from app.loyalty import commands as loyalty
from app.loyalty.statement import StatementData
from app.printing import many
from app.printing.document import LeftOut, gathered, render
from app.printing.documents.statement import DOCUMENT, Statement
from app.printing.many import Stopped, print_many
from app.printing.options import Options
from app.printing.preview import page_images
from app.printing.registry import DOCUMENTS
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import shop_profile
from tests.printing.reading import text_of

QUARTER = {"period": "days", "start": "2026-10-01", "end": "2026-12-31"}


class OnlyMovers(Statement):
    """Leaves out who had no visit, as a document may."""

    def gather(self, view: View, who: Sequence[int], options: Options) -> StatementData:
        data = super().gather(view, who, options)
        if not data.lines:
            raise LeftOut("Nothing moved.", "had no movement")
        return data


@pytest.fixture
def people(book: Book) -> list[int]:
    names = ("Anna", "Łukasz Žižek", "محمد عبد الله", "张伟", "Zoë", "Bert", "क्षत्रिय")
    ids = [book.do(add_customer, AddCustomer(CustomerDraft(name=name))).id for name in names]
    for at, customer_id in enumerate(ids[:5]):
        book.do(loyalty.ring_up, loyalty.RingUp(customer_id, 1000 * (at + 1)))
    return ids


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "PART", 2)


def pages(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def parts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.part"))


def test_one_file_in_the_order_asked_with_a_summary_at_its_end(book: Book, people, tmp_path: Path) -> None:
    out = tmp_path / "all.pdf"
    order = [people[2], people[0], people[5], people[1]]
    left_out = (("have no postal address", 3),)
    done = print_many(book, OnlyMovers(), order, QUARTER, out, left_out=left_out)

    assert (done.printed, done.pages, done.files) == (3, 3, (out,))
    assert dict(done.left_out) == {"have no postal address": 3, "had no movement": 1}
    assert done.sums["closing"] == 30 + 10 + 20
    found = pages(out)
    assert len(found) == 4
    assert "Anna" in found[1]
    assert "Łukasz Žižek" in found[2]
    assert "Seite 1 von 1" in found[2]  # in the shop's own language
    assert "Printed for 3 people on 3 pages." in found[3]
    assert "had no movement" in found[3]
    assert "have no postal address" in found[3]
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".parts") == []


def test_the_summary_is_on_the_shops_own_paper(book: Book, people, tmp_path: Path) -> None:
    profile = replace(book.ask(shop_profile), colour="#7a1f3d", opening_hours="Mon to Fri 9 to 18")
    book.do(save_shop, SaveShop(profile))
    out = tmp_path / "all.pdf"
    print_many(book, OnlyMovers(), people, QUARTER, out)
    assert "Mon to Fri 9 to 18" in pages(out)[-1]
    _width, _height, pixels = page_images(out, len(pages(out)) - 1)
    assert bytes((0x7A, 0x1F, 0x3D)) in bytes(pixels)


def test_pages_are_those_of_each_printed_alone(book: Book, people, tmp_path: Path) -> None:
    out = tmp_path / "all.pdf"
    print_many(book, DOCUMENT, people, QUARTER, out)
    for at, customer_id in enumerate(people):
        alone = BytesIO()
        data = book.ask(lambda view, who=customer_id: gathered(DOCUMENT, view, (who,), QUARTER))
        render(DOCUMENT, data, alone)
        assert page_images(out, at) == page_images(alone.getvalue(), 0), customer_id


def test_processes_draw_the_same_file_to_the_byte(book: Book, people, tmp_path: Path) -> None:
    here, there = tmp_path / "here.pdf", tmp_path / "there.pdf"
    print_many(book, DOCUMENT, people, QUARTER, here, workers=0)
    print_many(book, DOCUMENT, people, QUARTER, there, workers=2)
    assert here.read_bytes() == there.read_bytes()


def test_a_file_each(book: Book, people, tmp_path: Path) -> None:
    out = tmp_path / "statements"
    done = print_many(book, OnlyMovers(), people, QUARTER, out, each_own_file=True)
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 6
    assert names[0].startswith("1 Statement Anna")
    assert names[-1] == "Summary.pdf"
    assert (done.printed, done.pages, len(done.files)) == (5, 5, 5)
    assert "Łukasz Žižek" in text_of((out / names[1]).read_bytes())
    assert "2 had no movement" not in text_of((out / "Summary.pdf").read_bytes())
    assert "had no movement" in text_of((out / "Summary.pdf").read_bytes())


def end_here(at: int, ids: tuple[int, ...], path: Path) -> None:
    os._exit(1)


class StopAfter(Progress):
    def __init__(self, people: int) -> None:
        super().__init__()
        self.people = people

    def step(self, done: int, total: int | None = None, words: str = "") -> None:
        if done >= self.people:
            self.cancel()
        super().step(done, total, words)


@pytest.mark.parametrize("own", [False, True])
def test_stopped_it_keeps_what_is_drawn_and_goes_on(book: Book, people, tmp_path: Path, own: bool) -> None:
    out = tmp_path / ("all" if own else "all.pdf")
    with pytest.raises(Stopped, match="4 of 7 are drawn"):
        print_many(book, DOCUMENT, people, QUARTER, out, each_own_file=own, progress=StopAfter(4))
    assert not out.is_file()
    assert len(parts(tmp_path)) == 2

    done = print_many(book, DOCUMENT, people, QUARTER, out, each_own_file=own)
    assert (done.printed, done.resumed) == (7, 4)
    assert parts(tmp_path) == []

    fresh = tmp_path / ("fresh" if own else "fresh.pdf")
    print_many(book, DOCUMENT, people, QUARTER, fresh, each_own_file=own)
    if own:
        for path in fresh.iterdir():
            assert (out / path.name).read_bytes() == path.read_bytes()
    else:
        assert out.read_bytes() == fresh.read_bytes()


def test_what_was_done_meanwhile_is_on_the_paper(book: Book, people, tmp_path: Path) -> None:
    """Stopped, something put right, printed again: parts that show what was there before are drawn anew."""
    out = tmp_path / "all.pdf"
    with pytest.raises(Stopped):
        print_many(book, DOCUMENT, people, QUARTER, out, progress=StopAfter(4))
    book.do(loyalty.ring_up, loyalty.RingUp(people[0], 9900, receipt="LATER"))
    with pytest.raises(Stopped):
        print_many(book, DOCUMENT, people, QUARTER, out, progress=StopAfter(6))
    done = print_many(book, DOCUMENT, people, QUARTER, out)
    assert done.resumed == 6
    assert "LATER" in pages(out)[0]

    with pytest.raises(Stopped):
        print_many(book, DOCUMENT, people, QUARTER, out, progress=StopAfter(4))
    book.do(save_shop, SaveShop(replace(book.ask(shop_profile), city="Newtown")))
    done = print_many(book, DOCUMENT, people, QUARTER, out)
    assert done.resumed == 0
    assert all("Newtown" in page for page in pages(out))


def test_who_shares_a_balance_is_drawn_anew_too(book: Book, people, tmp_path: Path) -> None:
    book.do(loyalty.join_household, loyalty.JoinHousehold(people[0], people[6]))
    out = tmp_path / "all.pdf"
    with pytest.raises(Stopped):
        print_many(book, DOCUMENT, people, QUARTER, out, progress=StopAfter(4))
    book.do(loyalty.ring_up, loyalty.RingUp(people[6], 9900, receipt="LATER"))
    done = print_many(book, DOCUMENT, people, QUARTER, out)
    assert done.resumed == 2
    assert "LATER" in pages(out)[0]


def test_two_do_not_print_to_one_place_at_once(book: Book, people, tmp_path: Path) -> None:
    out = tmp_path / "all.pdf"

    class Second(Progress):
        def step(self, done: int, total: int | None = None, words: str = "") -> None:
            if done == 2:
                with pytest.raises(Refused, match="being printed already"):
                    print_many(book, DOCUMENT, people[:3], QUARTER, out)
            super().step(done, total, words)

    assert print_many(book, DOCUMENT, people, QUARTER, out, progress=Second()).printed == 7
    assert print_many(book, DOCUMENT, people[:3], QUARTER, out).printed == 3


def test_another_run_does_not_take_up_the_parts(book: Book, people, tmp_path: Path) -> None:
    out = tmp_path / "all.pdf"
    with pytest.raises(Stopped):
        print_many(book, DOCUMENT, people, QUARTER, out, progress=StopAfter(4))
    other = {**QUARTER, "start": "2026-11-01"}
    done = print_many(book, DOCUMENT, people, other, out)
    assert done.resumed == 0
    assert "1. November" in pages(out)[0]


def test_an_older_file_stays_until_the_new_one_is_whole(
    book: Book, people, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "all.pdf"
    out.write_bytes(b"older")
    with pytest.raises(Stopped):
        print_many(book, DOCUMENT, people, QUARTER, out, progress=StopAfter(2))
    assert out.read_bytes() == b"older"


def test_nobody_is_said_with_why(book: Book, people, tmp_path: Path) -> None:
    out = tmp_path / "all.pdf"
    with pytest.raises(Refused, match="2 had no movement"):
        print_many(book, OnlyMovers(), people[5:], QUARTER, out)
    with pytest.raises(Refused):
        print_many(book, DOCUMENT, [], QUARTER, out)
    assert list(tmp_path.glob(".*parts")) == []
    assert not out.exists()


def test_who_is_gone_meanwhile_is_counted(book: Book, people, tmp_path: Path) -> None:
    done = print_many(book, DOCUMENT, [people[0], 987654], QUARTER, tmp_path / "all.pdf")
    assert done.left_out == (("are not in the book any more", 1),)


def test_an_option_that_does_not_go_stops_the_run(book: Book, people, tmp_path: Path) -> None:
    wrong = {**QUARTER, "end": "2026-01-01"}
    with pytest.raises(Refused) as refused:
        print_many(book, DOCUMENT, people, wrong, tmp_path / "all.pdf")
    assert refused.value.field == "end"


def test_places_that_cannot_be_written_are_said(book: Book, people, tmp_path: Path) -> None:
    with pytest.raises(WorldFault, match="no folder"):
        print_many(book, DOCUMENT, people, QUARTER, tmp_path / "nowhere" / "all.pdf")
    taken = tmp_path / "taken"
    taken.write_text("a file")
    with pytest.raises(Refused, match="no folder"):
        print_many(book, DOCUMENT, people, QUARTER, taken, each_own_file=True)


def test_a_process_ended_from_outside_is_said_and_nothing_drawn_is_lost(
    book: Book, people, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "all.pdf"
    monkeypatch.setattr(many, "draw_part_here", end_here)
    with pytest.raises(WorldFault, match="ended from outside"):
        print_many(book, DOCUMENT, people, QUARTER, out, workers=1)
    monkeypatch.undo()
    assert print_many(book, DOCUMENT, people, QUARTER, out).printed == len(people)


def test_a_part_that_is_cut_short_is_noticed(book: Book, people, tmp_path: Path) -> None:
    out = tmp_path / "all.pdf"
    with pytest.raises(Stopped):
        print_many(book, DOCUMENT, people, QUARTER, out, progress=StopAfter(4))
    part = next(tmp_path.rglob("*.part"))
    part.write_bytes(part.read_bytes()[:-40])
    done = print_many(book, DOCUMENT, people, QUARTER, out)
    assert done.printed == len(people)
    assert done.resumed == 2


def test_the_members_of_a_long_run_are_the_same_file_whatever_the_parts(
    book: Book, people, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = tmp_path / "small.pdf", tmp_path / "large.pdf"
    print_many(book, DOCUMENT, people, QUARTER, small)
    monkeypatch.setattr(many, "PART", 100)
    print_many(book, DOCUMENT, people, QUARTER, large)
    assert small.read_bytes() == large.read_bytes()
    shutil.rmtree(tmp_path / ".small.pdf.parts", ignore_errors=True)
    assert replace(print_many(book, DOCUMENT, people, QUARTER, small), files=()).printed == 7


def test_a_sheet_tells_its_pages_and_can_be_stopped(book: Book, people, tmp_path: Path) -> None:
    cards, out = DOCUMENTS.get("member-cards"), tmp_path / "cards.pdf"
    assert cards is not None
    told: list[tuple[int, int | None]] = []
    options = clean_values(cards.options, {"stock": "5371"})
    done = print_many(
        book,
        cards,
        people * 3,
        options,
        out,
        progress=Progress(lambda done, of, _words: told.append((done, of))),
    )
    assert done.pages == 3
    assert told[-1] == (3, 3)
    out.unlink()
    with pytest.raises(Cancelled):
        print_many(book, cards, people * 3, options, out, progress=StopAfter(2))
    assert list(tmp_path.glob("*cards*")) == []
