"""Laying things out down the page before anything is drawn, so that "page 1 of 3" is known from the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from app.printing.sheet import Sheet

Draw: TypeAlias = Callable[[Sheet, float], None]
"""Draws one thing on the sheet; the number is its top, from the top of the page."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing at its height on a page."""

    top: float
    draw: Draw


class Flow:
    """Fills pages from the top. Things are placed whole; the caller breaks the page in time."""

    def __init__(self, first_top: float, next_top: float, bottom: float) -> None:
        self._next_top = next_top
        self._bottom = bottom
        self.pages: list[list[Item]] = [[]]
        self.y = first_top
        self._page_top = first_top

    @property
    def room(self) -> float:
        """Points left on this page."""
        return self._bottom - self.y

    @property
    def page_room(self) -> float:
        """Points on an empty page that follows."""
        return self._bottom - self._next_top

    @property
    def at_top(self) -> bool:
        return self.y == self._page_top

    def skip(self, height: float) -> None:
        """White space, which vanishes at the top of a page."""
        if not self.at_top:
            self.y += height

    def place(self, height: float, draw: Draw) -> None:
        """Put a thing here and move down."""
        self.pages[-1].append(Item(self.y, draw))
        self.y += height

    def need(self, height: float) -> bool:
        """Start a page unless `height` is left on this one; a thing taller than a page starts where it is."""
        if height > self.room and not self.at_top and (height <= self.page_room or self.room < height / 4):
            self.break_page()
            return True
        return False

    def break_page(self) -> None:
        self.pages.append([])
        self.y = self._page_top = self._next_top
