"""The card number as a barcode, read back from the printed page."""

import pytest
import zxingcpp
from PIL import Image

from app.printing.barcode import SMALLEST_MODULE, code128, in_fours
from app.printing.preview import page_images
from tests.printing.reading import printed, text_of
from tests.printing.samples import statement


def read_back(pdf: bytes, dots_per_inch: int) -> list[str]:
    width, height, pixels = page_images(pdf, 0, dots_per_inch / 72)
    codes = zxingcpp.read_barcodes(Image.frombytes("RGB", (width, height), pixels))
    return [code.text for code in codes if code.format == zxingcpp.BarcodeFormat.Code128]


@pytest.mark.parametrize("dots_per_inch", [150, 300])
@pytest.mark.parametrize(
    "card", ["290000414417", "7", "REG-0012345", "12345678901234567890", "29000041441", "a b~!"]
)
def test_a_scanner_reads_the_card_number_from_paper(card: str, dots_per_inch: int) -> None:
    assert read_back(printed(statement(card_number=card)), dots_per_inch) == [card]


@pytest.mark.parametrize("card", ["", "Łukasz", "x" * 39])
def test_a_number_that_cannot_be_a_barcode_is_printed_as_text(card: str) -> None:
    pdf = printed(statement(card_number=card, membership=""))
    assert read_back(pdf, 300) == []
    assert card in text_of(pdf, 0)


def test_bars_are_as_the_standard_says() -> None:
    bars = code128("290000414417")
    assert bars is not None
    assert bars.modules == 11 * 8 + 13, "start, six pairs of digits, check, stop"
    assert bars.edges[-1][1] == bars.modules, "the stop ends in a bar"
    assert bars.module_for(50) is None
    module = bars.module_for(1000)
    assert module is not None
    assert module > SMALLEST_MODULE


def test_people_read_the_number_in_fours() -> None:
    assert in_fours("290000414417") == "2900 0041 4417"
    assert in_fours("12345") == "12345"
    assert in_fours("REG-0012") == "REG-0012"
