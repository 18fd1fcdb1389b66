"""Printing a document: the file, its faults, its sameness."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from app.kernel.errors import WorldFault
from app.kernel.fields import FieldKind
from app.loyalty.statement import StatementData
from app.printing.document import render, render_many
from app.printing.documents.statement import DOCUMENT
from app.printing.preview import page_count
from app.printing.registry import DOCUMENTS
from tests.printing.reading import printed, text_of
from tests.printing.samples import SHOP, long_statement, statement


def test_documents_are_found_and_say_what_they_are() -> None:
    assert DOCUMENTS.get("statement") is DOCUMENT
    assert DOCUMENT.label
    assert DOCUMENT.purpose.endswith(".")
    paper = DOCUMENT.options[-1]
    assert (paper.id, paper.kind, paper.default) == ("paper", FieldKind.CHOICE, "auto")
    assert [choice for choice, _label in paper.choices] == ["auto", "a4", "letter"]


def test_printed_twice_is_the_same_to_the_byte(tmp_path: Path) -> None:
    data = long_statement(90, customer_name="张伟 محمد क्षत्रिय")
    first = printed(data)
    printed(statement(customer_name="Somebody else between, שרה"))
    assert printed(data) == first
    script = (
        "import sys; from pathlib import Path\n"
        "from app.printing.document import render\n"
        "from app.printing.documents.statement import DOCUMENT\n"
        "from tests.printing.samples import long_statement\n"
        "data = long_statement(90, customer_name='张伟 محمد क्षत्रिय')\n"
        "render(DOCUMENT, data, Path(sys.argv[1]))\n"
    )
    target = tmp_path / "again.pdf"
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", script, target], check=True, env=environment, timeout=60)
    assert target.read_bytes() == first, "and in another process"


def test_the_file_says_what_it_is_and_not_when() -> None:
    pdf = printed(statement())
    document = pypdfium2.PdfDocument(pdf)
    said = document.get_metadata_dict()
    assert said["Title"] == "Loyalty statement S-2026-10-004417"
    assert said["Author"] == "Kettle & Quill"
    assert said["Subject"] == "Maria Schmidt, 1 August – 31 October 2026"
    assert not said["CreationDate"]
    assert not said["ModDate"]
    document.close()
    assert b"/Lang" in pdf
    assert b"Helvetica" not in pdf


def test_every_type_is_embedded() -> None:
    pdf = printed(statement(customer_name="张伟 محمد"))
    assert pdf.count(b"/Subtype /Type0") == pdf.count(b"/Type /FontDescriptor") == 5
    assert pdf.count(b"/FontFile2") == 4
    assert pdf.count(b"/FontFile3") == 1


def test_a_path_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "statement.pdf"
    assert render(DOCUMENT, statement(), target).pages == 1
    assert target.read_bytes() == printed(statement())
    assert [path.name for path in tmp_path.iterdir()] == ["statement.pdf"]


def test_a_failed_printing_leaves_the_older_file(tmp_path: Path) -> None:
    target = tmp_path / "all.pdf"
    target.write_bytes(b"older")

    def items() -> Iterator[StatementData]:
        yield statement()
        raise RuntimeError("the ledger went away")

    with pytest.raises(RuntimeError):
        render_many(DOCUMENT, items(), target)
    assert target.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir()] == ["all.pdf"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full: “s.pdf” was not written."),
        (errno.EROFS, "“s.pdf” cannot be written here"),
        (errno.EIO, "“s.pdf” could not be written"),
    ],
)
def test_faults_of_the_world_are_told_plainly(
    number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldFault, match=words):
        render(DOCUMENT, statement(), tmp_path / "s.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_in_the_middle_of_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    class Full:
        def __init__(self, path: Path) -> None:
            self.file = real(path, "xb")

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_fault: object) -> None:
            self.file.close()

        def write(self, data: bytes) -> int:
            if self.file.tell() > 20_000:
                raise OSError(errno.ENOSPC, "No space left on device")
            return self.file.write(data)

    monkeypatch.setattr(Path, "open", lambda path, _mode: Full(path))
    with pytest.raises(WorldFault, match="The disk is full"):
        render(DOCUMENT, long_statement(900), tmp_path / "s.pdf")
    assert list(tmp_path.iterdir()) == []


def test_no_such_folder_and_a_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(WorldFault, match="There is no folder"):
        render(DOCUMENT, statement(), tmp_path / "nowhere" / "s.pdf")
    (tmp_path / "taken").mkdir()
    with pytest.raises(WorldFault, match="is a folder"):
        render(DOCUMENT, statement(), tmp_path / "taken")


def test_many_in_one_file_are_numbered_each_by_itself() -> None:
    out, heard = BytesIO(), []
    items = [long_statement(30, number=f"S-{at}") for at in range(3)]
    rendered = render_many(DOCUMENT, items, out, on_item=heard.append)
    pdf = out.getvalue()
    assert heard == [1, 2, 3]
    assert rendered.items == 3
    assert rendered.pages == page_count(pdf) == 6
    assert [f"Page {at % 2 + 1} of 2 · S-{at // 2}" in text_of(pdf, at) for at in range(6)] == [True] * 6


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    def stop(done: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        render_many(DOCUMENT, [statement()] * 5, tmp_path / "all.pdf", on_item=stop)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="nothing to print"):
        render_many(DOCUMENT, [], BytesIO())


def test_pages_go_to_the_file_as_they_are_made() -> None:
    """What is written grows page by page: memory need not hold a thousand statements."""
    out, sizes = BytesIO(), []
    render_many(DOCUMENT, [statement()] * 4, out, on_item=lambda _done: sizes.append(out.tell()))
    steps = [after - before for before, after in pairwise(sizes)]
    assert min(steps) > 1000
    assert max(steps) - min(steps) < 50


def test_hostile_names_are_printed_as_they_are_and_no_file_is_read() -> None:
    for name in (
        "O'Brien; DROP TABLE--",
        "Tom <b>Smith",
        '<img src="/etc/x.png">',
        '<font color="[[[].__class__]]">red</font>',
        "&amp; &lt; \\(x\\) %s {0}",
        "(a) ) ( \\",
    ):
        shown = text_of(printed(statement(customer_name=name, membership=name)), 0)
        assert shown.count(name) >= 2, name


def test_every_text_may_be_hostile_at_once() -> None:
    bad = "\u202e\x00\ud800" + "e" + "\u0301" * 1000 + " <b>&\U000e1fff " + "long " * 2000
    shop = replace(SHOP, name=bad, tagline=bad, address_lines=(bad,) * 12, phone=bad, email=bad, terms=bad,
                   closing_line=bad, locale="xx-nowhere", currency="???")  # fmt: skip
    base = statement()
    data = replace(
        base,
        shop=shop,
        number=bad,
        customer_name=bad,
        address_lines=(bad,) * 12,
        membership=bad,
        card_number=bad,
        lines=tuple(replace(line, what=bad) for line in base.lines),
        rewards=tuple(replace(reward, name=bad) for reward in base.rewards),
        stamps=tuple(replace(stamp, card=bad) for stamp in base.stamps),
    )
    pdf = printed(data)
    assert page_count(pdf) <= 3
    assert "Page 1 of" in text_of(pdf, 0)
    assert "<b>&□ long" in text_of(pdf, 0)
