"""The slip as paper and as dots: what it says, in every script, and its bars as a reader sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from app.printing.document import render, render_many
from app.printing.documents.slip import DOCUMENT
from app.printing.geometry import MM
from app.printing.preview import page_count, page_size
from app.printing.registry import DOCUMENTS
from app.printing.slips.data import SlipSale, SlipStamps, SlipVoucher
from app.printing.slips.layout import blocks, height_of
from app.printing.slips.raster import slip_image, slip_pdf
from app.printing.slips.rolls import FOOT, NARROW, ROLLS, TOP, WIDE, Roll
from app.shop.on_paper import Picture
from tests.printing.reading import text_of
from tests.printing.samples import SHOP
from tests.printing.slips.samples import slip

both = pytest.mark.parametrize("roll", ROLLS.values(), ids=ROLLS)
SCRIPTS = (
    "Łukasz Žižek", "Ελένη", "Дмитрий", "محمد عبد الله", "דוד לוי", "क्षत्रिय", "สมชาย", "张伟", "김철수",
    "さくら", "👨‍👩‍👧",
)  # fmt: skip


def dark(image: Image.Image) -> int:
    return image.convert("L").histogram()[0]


def test_it_is_a_document_like_any_other() -> None:
    assert DOCUMENTS.get("slip") is DOCUMENT
    assert [field.id for field in DOCUMENT.options] == ["width", "sale"]


@both
def test_it_says_what_the_sale_gave_and_what_comes_next(roll: Roll) -> None:
    text = text_of(slip_pdf(slip(), roll))
    for words in (
        "Kettle & Quill", "22 Nov 2026, 14:32", "Receipt 20260", "Maria Schmidt", "Gold", "€23.40", "+23",
        "640 points", "worth €6.40", "120 points lapse on 30 November", "Ready for you: Free coffee",
        "Signed first edition", "360 to go", "Coffee card", "7 of 10", "three more: A free drink",
        "Birthday: 10 % off", "2787 1938 9134", "2900 0041 4417",
    ):  # fmt: skip
        assert words in text
    assert "as of" not in text


@both
def test_its_paper_is_as_wide_as_the_roll_and_as_long_as_it_needs(roll: Roll) -> None:
    short, long = slip_pdf(slip(vouchers=(), stamps=()), roll), slip_pdf(slip(), roll)
    assert page_size(long, 0)[0] == pytest.approx(roll.mm * MM, abs=0.1)
    assert page_size(short, 0)[1] < page_size(long, 0)[1] < 300 * MM
    assert page_count(long) == 1
    image = slip_image(slip(), roll)
    assert image.mode == "1"
    assert image.width == roll.dots
    assert image.height == pytest.approx(page_size(long, 0)[1] / MM * 8, abs=1)


@both
def test_a_reader_reads_the_card_from_the_dots(roll: Roll) -> None:
    found = zxingcpp.read_barcodes(slip_image(slip(), roll).convert("L"))
    assert [one.text for one in found] == ["290000414417"]


def test_every_bar_is_a_whole_number_of_dots() -> None:
    """Bars that begin between two dots come out a dot too wide or too thin, and are read by luck alone."""
    image = slip_image(slip(), NARROW).convert("L")
    rows = [image.crop((0, y, image.width, y + 1)).tobytes() for y in range(image.height)]
    row = max(set(rows) - {b"\xff" * image.width}, key=rows.count)  # nothing else is as tall
    assert rows.count(row) >= 80
    runs = _runs(row)
    assert len(runs) > 40
    assert {run % 3 for run in runs} == {0}
    assert max(runs) <= 4 * 3


def _runs(row: bytes) -> list[int]:
    """How long the stretches of one colour are between the first dark dot and the last."""
    inside = row.strip(b"\xff")
    found, before = [], -1
    for dot in inside:
        if dot == before:
            found[-1] += 1
        else:
            found.append(1)
        before = dot
    return found


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_leaves_ink(name: str) -> None:
    """Neither code pages nor missing letters: the name's line has dots of its own, and text to copy."""
    named, nameless = slip(customer_name=name), slip(customer_name="")
    assert dark(slip_image(named, NARROW)) > dark(slip_image(nameless, NARROW)) + 60
    text = text_of(slip_pdf(named, NARROW))
    assert any(letter in text for letter in name if letter.isalnum()) or not name[0].isalnum()


def test_two_names_in_a_script_look_different() -> None:
    """A substitute box would be the same for both."""
    for one, other in (("محمد", "أحمد"), ("张伟", "王芳"), ("สมชาย", "สมหญิง"), ("דוד", "שרה")):
        pictures = [slip_image(slip(customer_name=name), WIDE).tobytes() for name in (one, other)]
        assert pictures[0] != pictures[1]


def test_markup_is_letters() -> None:
    assert "Tom <b>Smith" in text_of(slip_pdf(slip(customer_name="Tom <b>Smith"), WIDE))


@both
def test_nothing_leaves_the_head_whatever_is_written(roll: Roll) -> None:
    """Long names and great sums: the outermost dots stay white, and the slip is of a sensible length."""
    long = "Erdbeer-Rhabarber-Marmelade mit Vanille " * 250
    data = slip(
        shop=replace(SHOP, name=long, address_lines=(long,) * 9, closing_line=long),
        customer_name=long,
        card_number="X" * 70,
        sale=SlipSale(1, datetime(2026, 11, 22, 14, 32), "9" * 80, 2**53 - 1, 2**53 - 1),
        balance=2**53 - 1,
        ready=(long,) * 40,
        stamps=(SlipStamps(long, 99, 100, 3, long),) * 9,
        vouchers=(SlipVoucher(long, "Y" * 70, date(2027, 1, 1)),) * 30,
        household=long,
        tier=long,
    )
    assert page_count(slip_pdf(data, roll)) == 1
    image = slip_image(data, roll)
    assert image.height < 8 * 700
    for edge in (0, roll.dots - 1):
        assert dark(image.crop((edge, 0, edge + 1, image.height))) == 0


def test_a_late_slip_says_when_its_balance_held() -> None:
    text = text_of(slip_pdf(slip(asked_at=datetime(2026, 11, 22, 15, 10)), WIDE))
    assert "22 Nov 2026, 14:32" in text
    assert "as of 22 Nov, 15:10" in text


def test_owed_points_and_no_sale() -> None:
    text = text_of(slip_pdf(slip(balance=-12, worth=None, lapsing=(), sale=None), WIDE))
    assert "−12 points" in text
    assert "The next points you earn make up for it." in text
    assert "Your purchase" not in text


def test_a_full_card_says_what_it_gives() -> None:
    cards = (SlipStamps("Coffee card", 2, 10, 1, "A free drink"), SlipStamps("Tea", 0, 5, 2, "A pot of tea"))
    text = text_of(slip_pdf(slip(stamps=cards), WIDE))
    assert "A free drink is ready" in text
    assert "A pot of tea is ready, 2 times" in text


def test_the_logo_is_printed_as_dots() -> None:
    grey = Image.new("RGBA", (300, 150), (128, 128, 128, 255))
    grey.paste((0, 0, 0, 0), (0, 0, 150, 150))
    out = BytesIO()
    grey.save(out, "PNG")
    shop = replace(SHOP, logo=Picture.of(out.getvalue(), 300, 150))
    image = slip_image(slip(shop=shop), WIDE).convert("L")
    logo = image.crop((464 // 2, 24, image.width, 24 + 112))
    see_through, painted = logo.crop((0, 0, 30, 112)), image.crop((300, 40, 380, 120))
    assert dark(see_through) == 0
    assert 0.35 < dark(painted) / (80 * 80) < 0.65


def test_slips_of_different_length_share_a_file() -> None:
    """Each on a piece of its own length."""
    short = slip(vouchers=(), stamps=(), ready=(), next_reward=None, customer_name="Short")
    out = BytesIO()
    printed = render_many(DOCUMENT, (short, slip()), out, {"width": "58"})
    assert (printed.items, printed.pages) == (2, 2)
    assert page_size(out.getvalue(), 0)[1] < page_size(out.getvalue(), 1)[1] - 60
    assert "2787 1938 9134" in text_of(out.getvalue(), 1)


@both
def test_what_is_measured_is_what_is_drawn(roll: Roll) -> None:
    """The last line stands on the paper, and little is wasted below it."""
    data = slip(shop=replace(SHOP, closing_line="Thank you"))
    paper = DOCUMENT.paper(data, {"width": roll.id})
    assert paper.height == pytest.approx(TOP + height_of(blocks(data, roll)) + FOOT, abs=MM / 8)
    image = slip_image(data, roll).convert("L")
    last = max(y for y in range(image.height) if dark(image.crop((0, y, image.width, y + 1))))
    assert image.height - 60 < last < image.height - 8


def test_the_same_slip_is_the_same_file() -> None:
    out, again = BytesIO(), BytesIO()
    render(DOCUMENT, slip(), out, {"width": "80"})
    render(DOCUMENT, slip(), again, {"width": "80"})
    assert out.getvalue() == again.getvalue()
