"""Who writes: the shop's logo, name, address, ways to reach it and hours, at the head of a first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.printing.fonts import Weight
from app.printing.geometry import Paper
from app.printing.palette import HOUSE, MUTED, Accent, accent_of
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import fit, wrap
from app.shop.on_paper import PaperShop, Picture

DOT = " · "

LOGO_HEIGHT, LOGO_WIDTH = 42.0, 150.0
WIDE = 2.2
"""A logo so many times wider than high is a written name: it stands for the name, not beside it."""

_TOP = 38.0  # of the head's first letters and of the logo
_NAME_SIZE = 16.2
_SMALL = 8.25
_LEADING = 11.5
_ROWS = 5  # of the right column: below it the text of papers without an address begins


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes. Every text is plain already; `hours` are lines, `logo` keeps its own proportions."""

    name: str
    tagline: str
    address_lines: tuple[str, ...]
    contacts: tuple[str, ...]
    hours: tuple[str, ...] = ()
    logo: Picture | None = None
    accent: Accent = HOUSE

    @classmethod
    def of(cls, name: str, tagline: str, address_lines: Sequence[str], contacts: Sequence[str]) -> Letterhead:
        return cls(plain(name, 200), plain(tagline, 200), _plain(address_lines), _plain(contacts))

    @classmethod
    def of_shop(cls, shop: PaperShop) -> Letterhead:
        """The head of the shop's paper, with all it has set for it."""
        return cls(
            plain(shop.name, 200),
            plain(shop.tagline, 200),
            _plain(shop.address_lines),
            _plain((shop.phone, shop.email)),
            _plain(shop.opening_hours[:2000].splitlines()),
            shop.logo,
            accent_of(shop.colour),
        )


def draw_letterhead(sheet: Sheet, paper: Paper, head: Letterhead) -> None:
    """The head of a first page: logo, name and address left; ways to reach the shop and its hours right."""
    room = paper.body_width - _draw_right(sheet, paper, head) - 18
    left, logo = paper.margin, head.logo
    stands_for_name = logo is not None and logo.width >= WIDE * logo.height
    line = [head.tagline, *head.address_lines]
    first = 74.5
    if logo is not None:
        wide, tall = fitted(logo, min(LOGO_WIDTH, room), LOGO_HEIGHT)
        sheet.picture(logo, left, _TOP, left + wide, _TOP + tall)
        if stands_for_name:
            line.insert(0, head.name)
            first = _TOP + tall + 13
        else:
            left, room = left + wide + 12, room - wide - 12
    if not stands_for_name:
        size = shrunk(sheet, head.name, Weight.BOLD, _NAME_SIZE, room, 11.0)
        name = fit(head.name, Weight.BOLD, size, room, sheet.region)
        sheet.text(left, 59.5, name, size, weight=Weight.BOLD, colour=head.accent.strong)
        first = 74.5
    small = wrap(DOT.join(filter(None, line)), Weight.REGULAR, _SMALL, room, sheet.region, 2)
    for row, part in enumerate(small):
        sheet.text(left, first + _LEADING * row, part, _SMALL, colour=MUTED)


def fitted(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """Width and height in points of a picture as large as the room has it, its proportions kept."""
    scale = min(width / picture.width, height / picture.height)
    return picture.width * scale, picture.height * scale


def shrunk(sheet: Sheet, text: str, weight: Weight, size: float, room: float, smallest: float) -> float:
    """The size at which a line fits, not below `smallest`, in steps of a quarter point."""
    wide = sheet.shape(text[:400], weight).width_at(size)
    if wide <= room:
        return size
    return max(smallest, int(size * room / wide * 4) / 4)


def _draw_right(sheet: Sheet, paper: Paper, head: Letterhead) -> float:
    """The right column; its width."""
    room = paper.body_width * 0.45
    lines = [fit(contact, Weight.REGULAR, _SMALL, room, sheet.region) for contact in head.contacts[:3]]
    lines += _hours(sheet, head.hours, room, _ROWS - len(lines))
    widest = 0.0
    for row, line in enumerate(lines):
        base = 50.5 + _LEADING * row
        widest = max(widest, sheet.text(paper.right, base, line, _SMALL, colour=MUTED, align=Align.RIGHT))
    return widest


def _hours(sheet: Sheet, hours: Sequence[str], room: float, rows: int) -> list[str]:
    """The hours on at most `rows` lines: as they were written where they fit, else one after the other."""
    if len(hours) <= rows:
        return [fit(line, Weight.REGULAR, _SMALL, room, sheet.region) for line in hours]
    return wrap(DOT.join(hours), Weight.REGULAR, _SMALL, room, sheet.region, rows)


def _plain(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, (plain(text, 200) for text in texts)))
