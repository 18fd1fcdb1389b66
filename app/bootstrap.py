"""The one place that puts the parts together: creating a shop and opening one."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from app.kernel import events, journal
from app.kernel.book import Book
from app.kernel.clock import Clock, LocalFixedClock, SystemClock
from app.kernel.context import Actor, ShopContext
from app.kernel.db import driver, open_engines
from app.kernel.db.faults import faults_in_words
from app.kernel.db.place import name_taken, place_new, remove_database, temporary_name
from app.kernel.db.schema import HEAD, TABLES, upgrade
from app.kernel.db.shopfile import check_folder, check_leftovers, inspect, inspect_place
from app.kernel.errors import WorldFault
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.unit import Unit
from app.loyalty.waiting import daily_waits
from app.shop.queries import shop_profile

if TYPE_CHECKING:
    from app.exchange.demo.plan import DemoMade, DemoPlan
    from app.shop.commands import InitShop, ShopSaved

log = logging.getLogger(__name__)

SUFFIX = ".regulars"
"""What a shop's file is called when the person gives no ending."""


def create_shop(path: Path, cmd: InitShop, clock: Clock | None = None) -> ShopSaved:
    """Make a new shop file with its profile, its owner and its first programme.

    It is made under a hidden name and gets its own when it is whole, so that no half shop is ever found.
    Raises `RegularsError` in words; then nothing is left behind.
    """
    driver.assert_driver()
    clock = clock or SystemClock()
    if isinstance(clock, LocalFixedClock):
        clock.use_zone(cmd.timezone)
    with faults_in_words(path):
        if path.exists() or path.is_symlink():
            raise name_taken(path)
        check_folder(path.parent)
        check_leftovers(path)
        unfinished = temporary_name(path, f"new-{uuid.uuid4().hex[:8]}")
        try:
            saved = _fill(unfinished, cmd, clock)
            place_new(unfinished, path)
        finally:
            remove_database(unfinished)
    return saved


def _fill(path: Path, cmd: InitShop, clock: Clock) -> ShopSaved:
    connection = driver.connect(path, create=True)
    try:
        driver.prepare_connection(connection)
        upgrade(connection)
    finally:
        connection.close()
    with Book(path, open_engines(path), clock, ShopContext(), know_tables=know_tables) as book:
        return book.do(_first_day, cmd)  # the close folds the log into the file: from here on it is one


def _first_day(unit: Unit, cmd: InitShop) -> ShopSaved:
    from app.loyalty.programme import start_first
    from app.shop.commands import init_shop
    from app.staff.commands import AddStaff, add_staff

    saved = init_shop(unit, cmd)
    unit.context = shop_profile(unit).context
    add_staff(unit, AddStaff(_("Owner"), role="owner"))
    start_first(unit, cmd.template, unit.context.currency)
    unit.record = None  # a shop's first day is nothing to undo
    return saved


def open_shop(
    path: Path,
    clock: Clock | None = None,
    actor: Actor | None = None,
    progress: Progress | None = None,
    *,
    daily: bool = True,
) -> Book:
    """Open an existing shop, brought up to date when an older Regulars made it.

    Raises `RegularsError` in one sentence for whatever is no shop or cannot be opened here and now.
    `progress` is told of a migration; an up-to-date file opens too fast for one. `daily` False leaves the
    daily run to the caller: a window does it once it stands.
    """
    driver.assert_driver()
    clock = clock or SystemClock()
    path = path.expanduser()
    was = inspect_place(path)
    try:
        return _open(path, clock, actor, progress, daily)
    except WorldFault:
        if inspect_place(path) == was:
            raise
        # Another program has just put a newer file in its place.
        return _open(path, clock, actor, progress, daily)


def _open(path: Path, clock: Clock, actor: Actor | None, progress: Progress | None, daily: bool) -> Book:
    if inspect(path, tables=TABLES) != HEAD:
        from app.kernel.db.migrate import migrate

        migrate(path, clock.now().date(), progress=progress)
    book = Book(path, open_engines(path), clock, ShopContext(), actor, know_tables)
    try:
        _learn_ways(book)
        book.opening_note = catch_up(book) if daily else ""
        book.changes.subscribe(lambda changes: _learn_ways(book) if ("shop", None) in changes else None)
    except BaseException:
        book.close()
        raise
    return book


def know_tables() -> None:
    """Load every table's class: needed before anything is written, and too much for the first frame."""
    import app.models  # noqa: F401


def catch_up(book: Book) -> str:
    """Do what waits of the daily run; a sentence when the clock cannot be believed, else "".

    Called at opening, and by a window that stays open past midnight. Another program that is writing just
    now does not keep the shop from opening: what is due is done the next time.
    """
    if not book.ask(daily_waits):
        return ""
    from app.loyalty.daily import RunDaily, run_daily

    try:
        return book.do(run_daily, RunDaily()).note
    except WorldFault as fault:
        log.warning("the daily run was not booked: %s", fault)
        return ""


def _learn_ways(book: Book) -> None:
    """Let rules run by the shop's profile as it now stands; the first listener, so before any view asks."""
    book.context = book.ask(shop_profile).context
    if isinstance(book.clock, LocalFixedClock):
        book.clock.use_zone(book.context.timezone)


def make_demo(
    path: Path, plan: DemoPlan, clock: Clock | None = None, progress: Progress | None = None
) -> DemoMade:
    """Make a demonstration shop in a new file; when it is stopped or fails, nothing is left behind."""
    from app.exchange.demo.fill import fill_demo
    from app.exchange.demo.plan import DEMO_SHOP, check_plan

    check_plan(plan)
    if path.exists() or path.is_symlink():
        raise name_taken(path)
    check_folder(path.parent)
    unfinished = temporary_name(path, f"new-{uuid.uuid4().hex[:8]}")
    try:
        create_shop(unfinished, DEMO_SHOP, clock)
        with open_shop(unfinished, clock) as book:
            made = fill_demo(book, plan, progress)
        place_new(unfinished, path)
    finally:
        remove_database(unfinished)
    return made


def lock_path(path: Path) -> Path:
    """Where the window of a shop keeps its lock: the same place whatever link led to the file."""
    real = path.expanduser().resolve()
    return real.with_name(f".{real.name}.lock")


def _load_actions() -> None:
    """Import every module that can take back an action: an undo may be of any kind."""
    import app.customers.undo
    import app.groups.campaigns.calling_off
    import app.groups.saved
    import app.groups.set_aside
    import app.loyalty.commands
    import app.outreach.commands
    import app.shop.commands
    import app.shop.logo
    import app.staff.commands
    import app.touchpoints.answering
    import app.touchpoints.asked
    import app.touchpoints.asking
    import app.touchpoints.commands
    import app.touchpoints.promises  # noqa: F401


def _load_listeners() -> None:
    """Import every module that listens to what lower slices announce."""
    import app.loyalty.joining  # noqa: F401


journal.find_undoers_with(_load_actions)
events.find_listeners_with(_load_listeners)
