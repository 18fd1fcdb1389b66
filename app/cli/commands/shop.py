"""A shop as a whole: make one, make a sample one, prove one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.command import command
from app.cli.desk import Desk
from app.cli.output import print_lines
from app.cli.progress import bar
from app.cli.values import DAY
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.kernel.unit import View

_KINDS = ("bookshop", "cafe", "salon", "florist", "plain")


@command(
    "init",
    _("Make a new shop in a file of its own."),
    "regulars init shop.regulars --name 'Kettle & Quill' --currency EUR --country DE --template bookshop",
    shop=False,
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", required=True, help=_("The shop's name, as it stands on paper."))
@click.option("--currency", default="EUR", show_default=True, help=_("ISO 4217 code."))
@click.option("--country", default="DE", show_default=True, help=_("Two letters, ISO 3166."))
@click.option("--timezone", default="Europe/Berlin", show_default=True, help=_("IANA name."))
@click.option("--template", type=click.Choice(_KINDS), default="plain", show_default=True)
@click.option("--locale", default="", help=_("How numbers and days are written, such as de_DE."))
def init(
    desk: Desk, file: Path, name: str, currency: str, country: str, timezone: str, template: str, locale: str
) -> None:
    from app.bootstrap import create_shop
    from app.shop.commands import InitShop

    path = file.expanduser()
    saved = create_shop(path, InitShop(name, currency, country, timezone, template, locale), desk.clock())
    answer = {"shop": saved.shop, "file": str(path)}
    desk.emit(answer, lambda: print_lines(_("{shop} is in {file}.").format(shop=saved.shop, file=path)))


@command(
    "demo",
    _("Make a believable shop to look around in: the same seed, the same shop."),
    "regulars demo demo.regulars --customers 500 --days 365 --seed 7 --until 2026-11-22",
    shop=False,
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--customers", type=click.IntRange(min=0), default=400, show_default=True)
@click.option("--days", type=click.IntRange(min=1), default=700, show_default=True, help=_("How far back."))
@click.option("--seed", type=int, default=1, show_default=True, help=_("Another number, another shop."))
@click.option("--until", type=DAY, metavar="DATE", help=_("The last day; today when it is not given."))
def demo(desk: Desk, file: Path, customers: int, days: int, seed: int, until: date | None) -> None:
    from app.bootstrap import make_demo
    from app.exchange.demo.plan import DemoPlan

    plan = DemoPlan(customers=customers, days=days, seed=seed, until=until)
    with bar(_("Making the shop")) as progress:
        made = make_demo(file.expanduser(), plan, desk.clock(), progress)
    answer = {"customers": made.customers, "purchases": made.purchases, "touchpoints": made.touchpoints}
    words = _("{customers} customers, {purchases} purchases, {touchpoints} touchpoints in {file}.")
    desk.emit(answer, lambda: print_lines(words.format(**answer, file=file)))


@command(
    "check",
    _("Prove that the file is whole and that every point in it is accounted for."),
    "regulars check --json",
)
@click.pass_context
def check(ctx: click.Context, desk: Desk) -> None:
    with bar(_("Checking")) as progress, desk.open(progress) as book:
        from app.kernel.errors import WorldFault
        from app.loyalty.queries import CheckReport
        from app.loyalty.queries import check as prove

        problems: list[str] = []
        try:
            problems += book.ask(_file_problems)
            report = book.ask(prove, progress.step)
        except WorldFault as fault:  # a damaged file may not even be read to its end
            report = CheckReport(False, 0, 0, 0, [fault.message])
    problems += report.problems
    ok = report.ok and not problems
    answer = {
        "ok": ok,
        "customers": report.customers,
        "accounts": report.accounts,
        "entries": report.entries,
        "problems": problems,
    }
    words = _("{customers} customers, {accounts} accounts, {entries} entries: all is accounted for.")
    good = words.format(customers=report.customers, accounts=report.accounts, entries=report.entries)
    desk.emit(answer, lambda: print_lines(good) if ok else print_lines(*problems))
    if not ok:
        ctx.exit(1)


def _file_problems(view: View) -> list[str]:
    """What is wrong with the file itself, before anything in it is believed."""
    from app.kernel.db.fingerprint import expected_objects, schema_differences, schema_objects
    from app.kernel.db.shopfile import file_problems

    driver = view.session.connection().connection.driver_connection
    changed = schema_differences(schema_objects(driver), expected_objects())
    # The proof of the ledger speaks of the guards itself.
    tables = [line for line in changed if ": trigger " not in line]
    return [*file_problems(driver), *tables]


ALL = {"init": init, "demo": demo, "check": check}
