"""A document on sheets of labels: it draws one label; which one, and where, is said here."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import Protocol, TypeVar

from app.kernel.fields import Field
from app.kernel.unit import View
from app.printing.document import About, Document, DrawPage
from app.printing.geometry import Paper
from app.printing.labels.fields import sheet_fields, sheet_fields_now
from app.printing.labels.marks import draw_cut_marks
from app.printing.labels.sheetfill import Cell, SheetFill
from app.printing.options import Options
from app.printing.sheet import Sheet
from app.shop.on_paper import PaperShop


class OnLabels(Protocol):
    """What is printed on labels: how the sheets are filled, whose they are, how many labels there are."""

    @property
    def fill(self) -> SheetFill: ...

    @property
    def shop(self) -> PaperShop: ...

    @property
    def count(self) -> int: ...


L = TypeVar("L", bound=OnLabels)


class LabelSheet(Document[L]):
    """A document of which every label is drawn by `draw_label`; `usual` is the sheet it is mostly put on."""

    about = About.SHEET
    usual = "l7160"

    @property
    def own_options(self) -> tuple[Field, ...]:
        """What it asks for besides the sheet."""
        return ()

    @property
    def options(self) -> tuple[Field, ...]:
        return (*self.own_options, *sheet_fields(self.usual))

    def options_now(self, view: View) -> tuple[Field, ...]:
        return sheet_fields_now(view, self.options)

    def paper(self, data: L, options: Options) -> Paper:
        return data.fill.stock.paper

    @abstractmethod
    def draw_label(self, sheet: Sheet, data: L, index: int, cell: Cell) -> None:
        """Draw one label; nothing may leave its cell."""

    def lay_out(self, data: L, paper: Paper, options: Options) -> Sequence[DrawPage]:
        return [partial(self._draw_page, data, page) for page in range(data.fill.pages(data.count))]

    def _draw_page(self, data: L, at: int, sheet: Sheet, page: int, of: int) -> None:
        if data.fill.stock.cut:
            draw_cut_marks(sheet, data.fill)
        for index, cell in data.fill.on_page(at, data.count):
            self.draw_label(sheet, data, index, cell)
