"""Where labels stand on the sheet, measured in the PDF and on paper of 600 dots an inch."""

from __future__ import annotations

import pypdfium2
import pytest

from app.printing.documents.label_test import DOCUMENT as TEST
from app.printing.documents.label_test import LabelTest
from app.printing.documents.member_cards import DOCUMENT as CARDS
from app.printing.labels.fields import fill_of
from app.printing.labels.sheetfill import Cell
from app.printing.labels.stock import STOCKS
from app.printing.preview import page_count, page_size
from tests.printing.label_samples import member_cards, number, outlines, picture, printed
from tests.printing.reading import ink, text_of
from tests.printing.samples import SHOP

MM = 72 / 25.4
IN = 25.4
NEAR = 0.3  # mm, what the shop is promised

# From the packets, in mm: the paper, how many labels; left, top, right, bottom of the first and of the last.
PUBLISHED = {
    "l7160": ((210, 297), 21, (7.21, 15.15, 70.71, 53.25), (139.29, 243.75, 202.79, 281.85)),
    "l7163": ((210, 297), 14, (4.65, 15.15, 103.75, 53.25), (106.25, 243.75, 205.35, 281.85)),
    "5160": (
        (8.5 * IN, 11 * IN),
        30,
        (0.1875 * IN, 0.5 * IN, 2.8125 * IN, 1.5 * IN),
        (5.6875 * IN, 9.5 * IN, 8.3125 * IN, 10.5 * IN),
    ),
    "5163": (
        (8.5 * IN, 11 * IN),
        10,
        (0.15625 * IN, 0.5 * IN, 4.15625 * IN, 2.5 * IN),
        (4.34375 * IN, 8.5 * IN, 8.34375 * IN, 10.5 * IN),
    ),
    "5371": (
        (8.5 * IN, 11 * IN),
        10,
        (0.75 * IN, 0.5 * IN, 4.25 * IN, 2.5 * IN),
        (4.25 * IN, 8.5 * IN, 7.75 * IN, 10.5 * IN),
    ),
    "cr80-a4": ((210, 297), 10, (19.4, 13.55, 105.0, 67.53), (105.0, 229.47, 190.6, 283.45)),
    "cr80-letter": ((8.5 * IN, 11 * IN), 10, (22.35, 4.75, 107.95, 58.73), (107.95, 220.67, 193.55, 274.65)),
}


def print_test(stock: str, **options: int) -> bytes:
    return printed(TEST, LabelTest(SHOP, fill_of({"stock": stock, **options}, "")))


def green_lines(pdf: bytes, strip: Cell, *, across: bool) -> list[float]:
    """Where lines in the house's green cross a strip of paper, in mm from its edge, at 600 dots an inch."""
    image = picture(pdf, 0, 600, strip)
    if not across:
        image = image.transpose(5)  # rows become columns
    middle = image.height // 2
    row = [image.getpixel((x, middle)) for x in range(image.width)]
    green = [x for x, (r, g, _b) in enumerate(row) if r < 90 and g - r > 50]
    groups: list[list[int]] = []
    for x in green:
        if groups and x - groups[-1][-1] <= 2:
            groups[-1].append(x)
        else:
            groups.append([x])
    begin = strip.left if across else strip.top
    return [begin / MM + (group[0] + group[-1] + 1) / 2 * IN / 600 for group in groups]


@pytest.mark.parametrize("stock", PUBLISHED)
def test_the_first_and_last_label_are_where_the_packet_says(stock: str) -> None:
    (wide, tall), count, first, last = PUBLISHED[stock]
    pdf = print_test(stock)
    assert page_count(pdf) == 1
    assert page_size(pdf, 0) == pytest.approx((wide * MM, tall * MM), abs=0.1)
    boxes = [box for box in outlines(pdf) if box.right - box.left > 20]
    assert len(boxes) == count
    for box, wanted in ((boxes[0], first), (boxes[-1], last)):
        assert (box.left, box.top, box.right, box.bottom) == pytest.approx(wanted, abs=0.02)
    assert wide - last[2] == pytest.approx(first[0], abs=NEAR), "the sheet is the same from both sides"


@pytest.mark.parametrize("stock", PUBLISHED)
def test_on_paper_every_edge_is_right_to_three_tenths_of_a_millimetre(stock: str) -> None:
    (wide, tall), _count, first, last = PUBLISHED[stock]
    pdf = print_test(stock)
    for left, top, right, bottom in (first, last):
        y = (top + (bottom - top) * 0.8) * MM  # below the words, above the corners
        found = green_lines(pdf, Cell(0, y - 1, wide * MM, y + 1), across=True)
        for edge in (left, right):
            assert min(abs(edge - line) for line in found) < NEAR, (edge, found)
        x = (left + (right - left) * 0.75) * MM
        found = green_lines(pdf, Cell(x - 1, 0, x + 1, tall * MM), across=False)
        for edge in (top, bottom):
            assert min(abs(edge - line) for line in found) < NEAR, (edge, found)


def test_labels_move_by_tenths_of_a_millimetre_and_the_rulers_do_not() -> None:
    straight, moved = print_test("l7163"), print_test("l7163", nudge_right=-4, nudge_down=13)
    pairs = list(zip(outlines(straight), outlines(moved), strict=True))
    labels = [(a, b) for a, b in pairs if a.right - a.left > 20]
    assert len(labels) == 14
    for before, after in labels:
        assert after.left - before.left == pytest.approx(-0.4, abs=0.01)
        assert after.top - before.top == pytest.approx(1.3, abs=0.01)
    [dot] = [(a, b) for a, b in pairs if a.right - a.left < 20]
    assert dot[0] == dot[1], "the crosshair stays in the middle of the paper"
    y = 50 * MM
    found = green_lines(moved, Cell(0, y - 1, 210 * MM, y + 1), across=True)
    assert found[0] == pytest.approx(4.25, abs=0.05), "and on paper"
    assert "Moved: 0.4 mm to the left, 1.3 mm down" in text_of(moved)
    assert "Moved" not in text_of(straight)


def test_the_rulers_are_in_millimetres() -> None:
    pdf = print_test("5371")
    strip = picture(pdf, 0, 600, Cell(0, 5.2 * MM, 215.9 * MM, 5.4 * MM))
    dark = [x for x in range(strip.width) if sum(strip.getpixel((x, 1))) < 600]
    starts = [x for at, x in enumerate(dark) if at == 0 or x - dark[at - 1] > 2]
    ticks = [x * IN / 600 for x in starts]
    near = [min(ticks, key=lambda tick: abs(tick - mm)) - mm for mm in range(6, 215)]
    assert max(map(abs, near)) < 0.1
    text = text_of(pdf)
    for words in ("Avery 5371", "88.9 × 50.8 mm, 10 to a sheet", "Print at 100 %", "Paper: Letter", "200"):
        assert words in text


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("start", [1, 2, 9])
def test_labels_before_the_first_stay_white(stock: str, start: int) -> None:
    per_sheet = STOCKS[stock].per_sheet
    data = member_cards(stock, per_sheet, start=start)
    pdf = printed(CARDS, data)
    assert page_count(pdf) == (1 if start == 1 else 2)
    for place in range(per_sheet):
        cell = data.fill.cell(place)
        inside = (cell.left + 6, cell.top + 6, cell.right - 6, cell.bottom - 6)
        assert (ink(pdf, 0, inside, 1.0) > 0) == (place >= start - 1), place
    first = per_sheet - start + 1
    assert len(text_of(pdf, 0).split(f"{number(0)[:4]} 00")) - 1 == first
    for place in range(per_sheet if start > 1 else 0):
        cell = data.fill.cell(place)
        inside = (cell.left + 6, cell.top + 6, cell.right - 6, cell.bottom - 6)
        assert (ink(pdf, 1, inside, 1.0) > 0) == (place < start - 1), place


def test_cards_to_be_cut_have_marks_at_their_edges() -> None:
    pdf = printed(CARDS, member_cards("cr80-a4", 1))
    for x in (19.4, 105.0, 190.6):  # mm
        around = Cell(x * MM - 2, 10 * MM, x * MM + 2, 11 * MM)
        image = picture(pdf, 0, 600, around).convert("L")
        dark = [at for at in range(image.width) if image.getpixel((at, image.height // 2)) < 200]
        middle = around.left / MM + (dark[0] + dark[-1] + 1) / 2 * IN / 600
        assert middle == pytest.approx(x, abs=0.1)
    assert ink(pdf, 0, (15 * MM, 13 * MM, 18 * MM, 14 * MM)) > 0
    labels = printed(CARDS, member_cards("l7160", 1))
    assert ink(labels, 0, (0, 0, 595, 15 * MM)) == 0, "labels that are cut already have none"


@pytest.mark.parametrize(("width", "height"), [(38_100, 21_200), (63_500, 10_000), (25_400, 12_000)])
def test_the_words_of_the_test_print_stay_in_their_labels_however_small(width: int, height: int) -> None:
    grid = {"stock": "custom", "columns": 3, "rows": 10, "width": width, "height": height}
    fill = fill_of(grid, "")
    pdf = printed(TEST, LabelTest(SHOP, fill))
    assert "Other labels" in text_of(pdf)
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    tall, texts = page.get_height(), page.get_textpage()
    for place, word in ((0, "Paper"), (1, "Print at"), (2, "Hold it")):
        assert word in texts.get_text_range() or height <= 12_000
        for at in range(texts.count_chars()):
            left, bottom, right, top = texts.get_charbox(at)
            cell = fill.cell(place)
            if cell.left < left < cell.right and cell.top < tall - top < cell.bottom:
                assert right < cell.right
                assert tall - bottom < cell.bottom, texts.get_text_range(at, 9)
    below = [fill.cell(place) for place in (3, 4, 5)]
    for cell in below:
        inside = texts.get_text_bounded(cell.left + 1, tall - cell.bottom, cell.right, tall - cell.top)
        assert inside.strip().splitlines()[-1].strip().isdigit(), inside
    document.close()
