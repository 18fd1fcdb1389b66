"""Pages as pictures."""

from pathlib import Path

import pypdfium2
import pytest

from app.printing import preview
from app.printing.preview import PageOutOfRange, page_count, page_images, page_size
from tests.printing.reading import printed
from tests.printing.samples import long_statement, statement


def test_a_page_is_its_size_times_the_scale_in_three_bytes_a_pixel() -> None:
    width, height, pixels = page_images(printed(statement()), 0, 1.5)
    assert (width, height) == (893, 1263)
    assert len(pixels) == width * height * 3
    assert pixels[:3] == b"\xff\xff\xff"


def test_colours_are_red_green_blue() -> None:
    _width, _height, pixels = page_images(printed(statement()), 0, 3.0)
    found = {pixels[at : at + 3] for at in range(0, len(pixels), 3)}
    assert bytes((0x0E, 0x66, 0x56)) in found, "the green of the shop's name"
    assert bytes((0xE3, 0xF0, 0xEC)) in found, "the soft green of the result"


def test_from_a_path_and_turning_pages(tmp_path: Path) -> None:
    target = tmp_path / "s.pdf"
    target.write_bytes(printed(long_statement(30)))
    assert page_count(target) == 2
    assert page_images(target, 0, 0.5)[2] != page_images(target, 1, 0.5)[2]
    assert page_size(target, 1)[0] == pytest.approx(595.28, abs=0.1)


@pytest.mark.parametrize("page", [-1, 1, 99])
def test_a_page_that_is_not_there(page: int) -> None:
    with pytest.raises(PageOutOfRange):
        page_images(printed(statement()), page, 1.0)


def test_what_is_no_pdf() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        page_count(b"not a pdf")


def test_a_wild_zoom_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MOST_PIXELS", 1_000_000)
    width, height, _pixels = page_images(printed(statement()), 0, 1_000.0)
    assert 900_000 < width * height <= 1_010_000
