"""Pictures that shops bring, and what hostile files try instead."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.kernel.errors import Refused
from app.shop.on_paper import Picture
from app.shop.pictures import LONGEST_SIDE, MOST_BYTES, read_picture, read_picture_file

RED, BLUE = (200, 30, 40), (30, 40, 200)


def saved(image: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def two_halves(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def pixels(picture: Picture) -> Image.Image:
    image = Image.open(BytesIO(picture.content))
    image.load()
    assert image.format == "PNG"
    assert (image.width, image.height) == (picture.width, picture.height)
    return image


def near(colour: tuple[int, ...], wanted: tuple[int, ...], most: int = 24) -> bool:
    return all(abs(one - other) <= most for one, other in zip(colour, wanted, strict=True))


def png_head(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG that says it is so large, and unpacks to nothing of the kind."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_the_usual_formats_are_read(kind: str) -> None:
    image = pixels(read_picture(saved(two_halves(), kind)))
    assert image.size == (60, 40)
    assert near(image.convert("RGB").getpixel((5, 20)), RED)  # type: ignore[arg-type]
    assert near(image.convert("RGB").getpixel((55, 20)), BLUE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"Dear Sir or Madam", "no picture"),
        (b"%PDF-1.7 ...", "no picture"),
        (b"\x00" * 5000, "no picture"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt sound and no picture at all", "damaged"),
        (b"<?xml version='1.0'?>\n<!-- drawn -->\n<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"GIF89a", "damaged"),
        (b"BM", "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (png_head(0, 10), "damaged"),
        (png_head(20, 20, b"not deflate"), "damaged"),
        (png_head(20, 20, zlib.compress(b"\x00" * 7)), "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * (MOST_BYTES + 1), "20 MB"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        read_picture(content)
    assert refused.value.field == "logo"


GIF_FRAME = b"," + struct.pack("<HHHH", 0, 0, 20_000, 10_000) + b"\x00\x02\x02\x4c\x01\x00;"


def webp(kind: bytes, head: bytes) -> bytes:
    return b"RIFF\x40\x00\x00\x00WEBP" + kind + b"\x30\x00\x00\x00" + head + bytes(40)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (png_head(20_000, 10_000), "20000 × 10000"),
        (png_head(2**31 - 1, 2**31 - 1), "2147483647 × 2147483647"),
        (b"GIF89a" + struct.pack("<HH", 20_000, 10_000) + bytes(3) + GIF_FRAME, "20000 × 10000"),
        (b"BM" + struct.pack("<IHHIIiiHH", 60, 0, 0, 54, 40, 20_000, 10_000, 1, 24) + bytes(40), "20000 × 1"),
        (webp(b"VP8X", b"\x00" * 4 + (16_000).to_bytes(3, "little") * 2), "16001 × 16001"),
        (webp(b"VP8L", b"\x2f" + (15_999 | 15_999 << 14).to_bytes(4, "little") + bytes(5)), "16000 × 16000"),
        (webp(b"VP8 ", bytes(6) + struct.pack("<HH", 16_000, 16_000)), "16000 × 16000"),
    ],
)
def test_200_megapixels_are_refused_by_their_head_alone(content: bytes, size: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="megapixels") as refused:
            read_picture(content)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size in refused.value.message
    assert peak < 4_000_000


def test_a_large_picture_that_unpacks_to_a_thousand_times_its_size_is_kept_small() -> None:
    bomb = png_head(6000, 6000, zlib.compress(bytes(6000 * (4 * 6000 + 1)), 9))
    assert len(bomb) < 200_000
    picture = read_picture(bomb)
    assert (picture.width, picture.height) == (LONGEST_SIDE, LONGEST_SIDE)
    assert len(picture.content) < 20_000


def test_a_jpeg_that_is_cut_short_is_refused() -> None:
    whole = saved(two_halves(size=(400, 300)), "JPEG")
    for length in (len(whole) // 3, len(whole) * 9 // 10):
        with pytest.raises(Refused, match="damaged or cut short"):
            read_picture(whole[:length])


def test_what_lets_through_still_does() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 20, 40))
    kept = pixels(read_picture(saved(image)))
    assert kept.mode == "RGBA"
    assert kept.getpixel((5, 20)) == (*RED, 255)
    assert kept.getpixel((35, 20))[3] == 0  # type: ignore[index]
    palette = saved(two_halves("P"), "GIF", transparency=two_halves("P").getpixel((5, 5)))
    assert pixels(read_picture(palette)).getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_one_pixel_and_one_line_are_pictures() -> None:
    assert pixels(read_picture(saved(Image.new("RGB", (1, 1), RED)))).getpixel((0, 0)) == RED
    line = read_picture(saved(Image.new("L", (30_000, 1), 90)))
    assert (line.width, line.height) == (LONGEST_SIDE, 1)


def test_of_an_animation_the_first_picture_is_kept() -> None:
    frames = [Image.new("RGB", (30, 30), RED), Image.new("RGB", (30, 30), BLUE)]
    for kind in ("GIF", "WEBP"):
        film = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        assert near(pixels(read_picture(film)).convert("RGB").getpixel((15, 15)), RED)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (lambda: two_halves("CMYK", (200, 100)), "JPEG"),
        (lambda: two_halves("YCbCr", (200, 100)), "JPEG"),
        (lambda: two_halves(size=(200, 100)).quantize(16), "PNG"),
    ],
)
def test_other_colour_spaces_become_red_green_and_blue(made: Callable[[], Image.Image], kind: str) -> None:
    kept = pixels(read_picture(saved(made(), kind)))
    assert kept.mode in {"RGB", "RGBA"}
    assert near(kept.convert("RGB").getpixel((20, 50)), RED)  # type: ignore[arg-type]
    assert near(kept.convert("RGB").getpixel((180, 50)), BLUE)  # type: ignore[arg-type]


def test_sixteen_bits_of_grey_stay_grey() -> None:
    grey = Image.new("I;16", (10, 10), 0x8080)
    assert pixels(read_picture(saved(grey))).convert("L").getpixel((5, 5)) == 0x80
    assert pixels(read_picture(saved(Image.new("1", (10, 10), 1)))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_taken_sideways_stands_upright_and_says_nothing_of_where(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter clockwise to see it upright
    exif[0x010F] = "Maker of cameras"
    image = pixels(read_picture(saved(two_halves(size=(600, 400)), kind, exif=exif)))
    assert image.size == (400, 600)
    assert near(image.convert("RGB").getpixel((200, 50)), RED)  # type: ignore[arg-type]
    assert near(image.convert("RGB").getpixel((200, 550)), BLUE)  # type: ignore[arg-type]
    assert b"Maker" not in read_picture(saved(two_halves(), kind, exif=exif)).content


def test_a_large_picture_is_kept_at_1200_pixels() -> None:
    picture = read_picture(saved(two_halves(size=(5000, 2500)), "JPEG"))
    assert (picture.width, picture.height) == (1200, 600)
    assert near(pixels(picture).getpixel((100, 300)), RED)  # type: ignore[arg-type]


def test_reading_what_was_kept_changes_nothing() -> None:
    once = read_picture(saved(two_halves("RGBA", (1600, 900))))
    assert read_picture(once.content) == once


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    good = tmp_path / "logo.png"
    good.write_bytes(saved(two_halves()))
    assert read_picture_file(good).width == 60
    for place in (tmp_path / "gone.png", tmp_path):
        with pytest.raises(Refused, match="cannot be read"):
            read_picture_file(place)
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(MOST_BYTES + 10))
    with pytest.raises(Refused, match="20 MB"):
        read_picture_file(large)
