"""The one place that puts the parts together: creating a shop and opening one."""

from __future__ import annotations

from pathlib import Path

from app.kernel.book import Book
from app.kernel.clock import Clock, LocalFixedClock, SystemClock
from app.kernel.context import Actor, ShopContext
from app.kernel.db import open_engines
from app.kernel.db.engine import make_engine
from app.kernel.db.schema import upgrade
from app.shop.commands import InitShop, init_shop
from app.shop.queries import shop_profile


def create_shop(path: Path, cmd: InitShop, clock: Clock | None = None) -> None:
    """Make a new shop file with its profile and first programme."""
    engine = make_engine(path)
    upgrade(engine)
    engine.dispose()
    book = Book(path, open_engines(path), clock or SystemClock(), ShopContext())
    try:
        book.do(init_shop, cmd)
    finally:
        book.close()


def open_shop(path: Path, clock: Clock | None = None, actor: Actor | None = None) -> Book:
    """Open an existing shop."""
    clock = clock or SystemClock()
    book = Book(path, open_engines(path), clock, ShopContext(), actor)
    book.context = book.ask(shop_profile).context
    if isinstance(clock, LocalFixedClock):
        clock.use_zone(book.context.timezone)
    return book
