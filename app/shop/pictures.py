"""Reading a picture that somebody brings.

What it is and how large is asked of its first bytes, before anything is unpacked: a file made to swell costs
nothing.
"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.shop.on_paper import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1200
"""A kept picture's long side in pixels: sharp at 15 cm on the best printer."""

_READERS = (
    (b"\x89PNG\r\n\x1a\n", "PngImagePlugin", "PngImageFile"),
    (b"\xff\xd8\xff", "JpegImagePlugin", "JpegImageFile"),
    (b"GIF8", "GifImagePlugin", "GifImageFile"),
    (b"BM", "BmpImagePlugin", "BmpImageFile"),
    (b"RIFF", "WebPImagePlugin", "WebPImageFile"),
)
"""How a file begins, and what of pillow reads it: its own `open` tries forty formats, and sizes late."""

SUFFIXES = ("png", "jpg", "jpeg", "webp", "gif", "bmp")
"""What files of those formats are called."""


def read_picture_file(path: Path) -> Picture:
    """The picture in a file, as `read_picture` has it. `Refused`, in words, when it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as fault:
        words = _("“{file}” cannot be read: {reason}.")
        raise Refused(words.format(file=path.name, reason=fault.strerror or fault), "logo") from fault
    return read_picture(content)


def read_picture(content: bytes) -> Picture:
    """The picture in the bytes of a file: turned the right way up, at most `LONGEST_SIDE` pixels long, with
    its transparency, in plain red, green and blue. An animation is its first picture.

    `Refused`, in words, for what is no picture, is cut short, or is larger than can be unpacked safely.
    """
    if not content:
        raise _refused(_("The file is empty."))
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise _refused(_("The file is larger than {most} MB. Save the picture smaller.").format(most=most))
    try:
        return _kept(_opened(content))
    except Refused:
        raise
    except (Exception, MemoryError) as error:  # pillow's readers raise whatever the bytes make of them
        words = _("The picture is damaged or cut short. Save it anew as PNG and choose it again.")
        raise _refused(words) from error


def _opened(content: bytes) -> Image:
    """The picture with its size known and nothing unpacked."""
    if content[:4] == b"RIFF":
        _check_size(*_webp_size(content))  # its reader sets up a whole canvas to tell
    for sign, module, name in _READERS:
        if content.startswith(sign):
            reader = getattr(import_module(f"PIL.{module}"), name)
            image = cast("Image", reader(BytesIO(content)))
            _check_size(*image.size)
            return image
    if b"<svg" in content[:4096].lower():
        raise _refused(_("Drawings (SVG) cannot be read. Save it as PNG, some 1000 pixels wide."))
    raise _refused(_("This is no picture: PNG, JPEG, WebP, GIF and BMP can be read."))


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise _refused(_("The picture is damaged or cut short. Save it anew as PNG and choose it again."))
    if width * height > MOST_PIXELS:
        words = _(
            "The picture has {size} megapixels ({width} × {height}); {most} can be read. Save it smaller."
        )
        size, most = width * height // 1_000_000, MOST_PIXELS // 1_000_000
        raise _refused(words.format(size=size, width=width, height=height, most=most))


def _webp_size(content: bytes) -> tuple[int, int]:
    """Width and height from the first chunk (RFC 9649, 2.5 to 2.7)."""
    kind, head = content[12:16], content[20:30]
    if content[8:12] != b"WEBP" or len(head) < 10:
        return 0, 0
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    if kind == b"VP8L":
        packed = int.from_bytes(head[1:5], "little")
        return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (6, 8))
    return width, height


def _kept(image: Image) -> Picture:
    from PIL import ImageOps

    image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # a JPEG is unpacked no larger than is needed
    image.load()
    image = _plain(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=3.0)
    image = ImageOps.exif_transpose(image)
    image.info = {}  # where it was taken, and by whom, goes nowhere
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return Picture.of(out.getvalue(), image.width, image.height)


def _plain(image: Image) -> Image:
    """In red, green and blue, eight bits each, with a fourth channel where it lets through."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    clear = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    return image.convert("RGBA" if clear else "RGB")


def _refused(words: str) -> Refused:
    return Refused(words, "logo")
