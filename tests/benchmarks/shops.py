"""The shops of one run: one of each size, built when it is first wanted and shared by all that measure."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.bootstrap import open_shop
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from tests.benchmarks.search_shop import NOON, build_shop


class Shops:
    """Shops in a folder. What is measured may add to them; nothing measured here minds a few rows more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, size: int) -> Path:
        """The file of the shop of so many customers, with no log beside it."""
        path = self.folder / f"shop-{size}.regulars"
        if not path.exists():
            build_shop(path, size).close()
        return path

    def open(self, size: int) -> Book:
        """That shop, open at noon of its last day."""
        return open_shop(self.path(size), FixedClock(NOON))

    def copy(self, size: int, name: str) -> Path:
        """A copy of its file, for what is measured beside it or must not stay."""
        return Path(shutil.copy(self.path(size), self.folder / f"{name}-{size}.regulars"))
