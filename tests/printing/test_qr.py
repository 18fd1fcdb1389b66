"""QR codes, read back."""

from __future__ import annotations

import random
from io import BytesIO

import pytest

from app.printing.barcode import DOT
from app.printing.palette import BLACK
from app.printing.qr import SMALLEST_MODULE, USUAL_MODULE, draw_qr, qr_code
from app.printing.sheet import Sheet
from app.printing.spool import PdfPages
from tests.printing.label_samples import codes_in, picture


def sheet_of(values: list[str], module: float) -> bytes:
    out = BytesIO()
    pages = PdfPages(out, "en-GB")
    sheet = Sheet(pages, (600.0, 840.0), "en_GB")
    for place, value in enumerate(values):
        code = qr_code(value)
        assert code is not None
        draw_qr(sheet, code, 20 + place % 5 * 115, 20 + place // 5 * 100, module)
    sheet.next_page()
    pages.finish()
    return out.getvalue()


@pytest.mark.parametrize("module", [SMALLEST_MODULE, USUAL_MODULE])
def test_every_number_is_read_back(module: float) -> None:
    draw = random.Random(4)
    values = [f"29{draw.randrange(10**10):010d}" for _ in range(32)]
    values += ["7", "REG-0012345", "GIFT0017" + "X" * 32, "a b~!", "8" * 40]
    for start in range(0, len(values), 15):
        some = values[start : start + 15]
        read = codes_in(picture(sheet_of(some, module), 0, 300))
        assert sorted(read) == sorted(("QRCode", value) for value in some)


@pytest.mark.parametrize("value", ["", "Łukasz", "x" * 301, "a\nb"])
def test_what_no_card_number_can_be_has_no_code(value: str) -> None:
    assert qr_code(value) is None


def test_modules_are_whole_dots_and_never_too_small() -> None:
    code = qr_code("290000414417")
    assert code is not None
    assert code.modules == 21
    for room in (27.9, 33, 40, 60, 500):
        module = code.module_for(room)
        assert module is not None
        assert module / DOT == pytest.approx(round(module / DOT))
        assert SMALLEST_MODULE - 1e-6 <= module <= USUAL_MODULE
        assert module * (code.modules + 8) <= max(room, 500)
    assert code.module_for(27.8) is None


def test_edges_are_sharp_on_a_printer_of_300_dots() -> None:
    image = picture(sheet_of(["290000414417"], 4 * DOT), 0, 300).convert("L")
    shades = {shade for count, shade in image.getcolors() if count > 20}
    assert all(shade < 20 or shade > 235 for shade in shades), "no dot is half black"
    assert BLACK == (0.0, 0.0, 0.0)
