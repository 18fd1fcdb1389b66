"""What a document is, and the one way to print it.

A document lays its data out on pages of a paper and says who it is for; fonts, page numbers, the file and its
faults are this module's work. A new document is one new module in `app/printing/documents`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeAlias, TypeVar

from app.customers.language import customer_locale
from app.kernel.errors import Refused
from app.kernel.fields import Field
from app.kernel.i18n import speaking
from app.kernel.unit import Unit, View
from app.kernel.whole_files import file_stem, written_whole
from app.printing.geometry import PAPERS, Paper, usual_paper
from app.printing.options import AUTO, Options, paper_field
from app.printing.palette import accent_of
from app.printing.sheet import Sheet
from app.printing.spool import Pages, PdfPages
from app.shop.on_paper import PaperShop

T = TypeVar("T")

DrawPage: TypeAlias = Callable[[Sheet, int, int], None]
"""Draws one page, given its number from 1 and how many there are."""

Writing: TypeAlias = tuple[Callable[[Unit, Any], Any], Any]
"""A command and what it is given."""

OnPage: TypeAlias = Callable[[int, int], None]
"""Hears how many pages are drawn, of how many."""


class About(Enum):
    """What a document is printed of."""

    CUSTOMER = "customer"
    """One customer: the same for each of many (statement, letter)."""

    SHEET = "sheet"
    """Several customers side by side on shared sheets (labels, cards)."""

    SHOP = "shop"
    """The shop itself (a report, today's sheet)."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the file says of itself, the locale (Babel's name) its text is in, the shop's own paper ("A4",
    "LETTER") for who asks for no other, and its colour ("#rrggbb" or "")."""

    title: str
    author: str
    subject: str
    locale: str
    paper: str = ""
    colour: str = ""

    @classmethod
    def of_shop(cls, shop: PaperShop, title: str, subject: str = "") -> Imprint:
        """The imprint of a paper of the shop's."""
        return cls(title, shop.name, subject, shop.locale, shop.paper, shop.colour)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came out: pages in all, and how many were printed of (more than one only for many in one file)."""

    pages: int
    items: int = 1


class LeftOut(Refused):
    """There is nothing to print for this one: in a run for many it is counted by `reason` and passed over.

    `reason` reads after a number ("12 have no postal address"): "have no postal address". `hint` is what a
    person can do about it, "" where there is nothing.
    """

    def __init__(self, message: str, reason: str, hint: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.hint = hint


class Printable(ABC, Generic[T]):
    """What can be put on pages. `T` is the frozen dataclass it is printed from."""

    @abstractmethod
    def imprint(self, data: T) -> Imprint:
        """Title, author and language of the file."""

    def paper(self, data: T, options: Options) -> Paper:
        """The sheet it is printed on: the one chosen, else the shop's, else what is usual in its country."""
        imprint = self.imprint(data)
        chosen = str(options.get("paper", AUTO))
        wanted = imprint.paper.lower() if chosen == AUTO else chosen
        return PAPERS.get(wanted) or usual_paper(imprint.locale)

    @abstractmethod
    def lay_out(self, data: T, paper: Paper, options: Options) -> Sequence[DrawPage]:
        """The pages of one item, laid out but not drawn. Never empty."""


class Document(Printable[T]):
    """One kind of printed paper. `T` is the frozen dataclass it is printed from.

    `options` are the fields a person may set before printing; their cleaned values reach `gather` and
    `lay_out` as a mapping. `icon` is a name of the window's icons, `order` its place in the list.
    """

    id: str
    about: About = About.CUSTOMER
    icon: str = "print"
    order: int = 100

    @property
    @abstractmethod
    def label(self) -> str:
        """Its name in a menu."""

    @property
    @abstractmethod
    def purpose(self) -> str:
        """One sentence: what it is for."""

    @property
    def options(self) -> tuple[Field, ...]:
        return (paper_field(),)

    def options_now(self, view: View) -> tuple[Field, ...]:
        """The options where their choices hang on the shop's own data (its letters, its tags)."""
        return self.options

    @abstractmethod
    def gather(self, view: View, who: Sequence[int], options: Options) -> T:
        """What is printed, from one moment of the file.

        `who` are ids of customers: one for a document of a customer, all of them for a sheet, none for the
        shop. Raises LeftOut for a customer for whom there is nothing to print, Refused for options that do
        not go together.
        """

    def sums(self, data: T) -> dict[str, int]:
        """Figures that are added up over a run for many, by name."""
        return {}

    def once_out(self, who: Sequence[int]) -> Writing | None:
        """What is written into the book once it went to a printer or a file for these customers, as a command
        and what it is given; None for a paper of which nothing is written down. One that has any has a page
        for each customer."""
        return None

    def file_name(self, data: T) -> str:
        """What a file of it is called, without its ending: "Statement Maria Schmidt"."""
        return file_stem(f"{self.label} {self.imprint(data).subject}", self.id)


def gathered(document: Document[T], view: View, who: Sequence[int], options: Options) -> T:
    """What a document is printed from, as everybody gathers it: a customer's paper in the customer's
    language, all other in the shop's. `options` are cleaned by its fields."""
    locale = view.context.locale
    if document.about is About.CUSTOMER and who:
        locale = customer_locale(view, who[0])
    with view.written_in(locale), speaking(locale):
        return document.gather(view, who, options)


def render(
    document: Printable[T],
    data: T,
    out: Path | BinaryIO,
    options: Options | None = None,
    on_page: OnPage | None = None,
) -> Rendered:
    """Print one item to a PDF.

    A path is written whole or not at all: an older file there stays until the new one is complete. Raises
    WorldFault when the disk is full or the folder cannot be written. The same data gives the same bytes.
    `on_page` hears (done, of all) and may raise to stop: then no file is left.
    """
    return _written(document, (data,), out, options, None, on_page)


def render_many(
    document: Printable[T],
    items: Iterable[T],
    out: Path | BinaryIO,
    options: Options | None = None,
    on_item: Callable[[int], None] | None = None,
) -> Rendered:
    """Print many items into one PDF, each numbered by itself; memory does not grow with their number.

    `on_item` hears how many are done and may raise to stop: then no file is left. At least one item is needed
    (ValueError). The file's own title and language are those of the first.
    """
    return _written(document, items, out, options, on_item, None)


def _written(
    document: Printable[T],
    items: Iterable[T],
    out: Path | BinaryIO,
    options: Options | None,
    on_item: Callable[[int], None] | None,
    on_page: OnPage | None,
) -> Rendered:
    chosen = dict(options or {})
    if isinstance(out, Path):
        with written_whole(out) as file:
            return _print(document, items, file, chosen, on_item, on_page)
    return _print(document, items, out, chosen, on_item, on_page)


def _print(
    document: Printable[T],
    items: Iterable[T],
    out: BinaryIO,
    options: Options,
    on_item: Callable[[int], None] | None,
    on_page: OnPage | None,
) -> Rendered:
    file: PdfPages | None = None
    pages = done = 0
    for data in items:
        if file is None:
            file = PdfPages(out, language_of(document.imprint(data)))
        pages += draw(document, data, file, options, on_page)
        done += 1
        if on_item is not None:
            on_item(done)
    if file is None:
        raise ValueError("there is nothing to print")
    file.finish()
    return Rendered(pages, done)


def draw(document: Printable[T], data: T, out: Pages, options: Options, on_page: OnPage | None = None) -> int:
    """Draw one item, on its own paper and in its own language; how many pages it has."""
    with speaking(document.imprint(data).locale):
        imprint = document.imprint(data)  # again: its words are in that language now
        paper = document.paper(data, options)
        sheet = Sheet(out, paper.size, imprint.locale)
        sheet.accent = accent_of(imprint.colour)
        sheet.describe(imprint.title, imprint.author, imprint.subject)
        pages = document.lay_out(data, paper, options)
        for number, draw_page in enumerate(pages, start=1):
            draw_page(sheet, number, len(pages))
            sheet.next_page()
            if on_page is not None:
                on_page(number, len(pages))
    return len(pages)


def language_of(imprint: Imprint) -> str:
    """The language a file says it is in (BCP 47)."""
    return imprint.locale.replace("_", "-")
