"""What the shop's history says of one customer, and of all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command
from app.cli.commands.papers import keep_off_the_shop
from app.cli.commands.suggesting import suited, suited_rows
from app.cli.desk import Desk
from app.cli.output import decimal, print_facts, print_lines, print_table
from app.cli.plots import all_plots, plot_told, show_plots, write_plots
from app.cli.relationships import show_relationships, show_standing, told_relationships, told_standing
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.insights.favourites import Favourite
    from app.insights.finding import Finding
    from app.insights.insight import CustomerInsight
    from app.insights.whole import ShopInsight
    from app.kernel.context import ShopContext


@command(
    "insight",
    _(
        "Show what a customer's history says: rhythm, what to expect, what they usually buy, how the "
        "relationship stands, and how we know."
    ),
    "regulars insight 'maria sandberg' --json",
)
@click.argument("customer")
def insight(desk: Desk, customer: str) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.insights.insight import customer_insight
        from app.insights.relationship.standing import standing

        found = book.ask(customer_insight, book.ask(resolve, customer))
        stands = book.ask(standing, found.customer_id)
        context = book.context

    def show() -> None:
        _show(found, context)
        show_standing(stands)

    desk.emit({**_told(found, context.currency), **told_standing(stands)}, show)


@command(
    "insights",
    _(
        "Show what to expect of all customers together, how they rank, how the relationships stand, and the "
        "models fitted to them."
    ),
    "regulars insights --plots --json",
)
@click.option("--plots", is_flag=True, help=_("With the questions of the Insights page, and their answers."))
@click.option(
    "--csv",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=_("Write the numbers behind each of them there as a CSV file."),
)
@click.option(
    "--pictures", type=click.Path(path_type=Path), metavar="DIR",
    help=_("Save a picture of each question of the page Insights there instead."),
)  # fmt: skip
@click.option(
    "--months",
    type=click.IntRange(1, 120),
    default=12,
    show_default=True,
    metavar="N",
    help=_("The time the plots are about: so many months."),
)
def insights(desk: Desk, plots: bool, folder: Path | None, pictures: Path | None, months: int) -> None:
    if pictures is not None:
        keep_off_the_shop(desk, pictures)
        from app.cli.plot_pictures import tell_of_pictures

        tell_of_pictures(desk, pictures, months)
        return
    if folder is not None:
        keep_off_the_shop(desk, folder)
    with desk.open() as book:
        from app.insights.reasons import why_nothing
        from app.insights.relationship.board import board
        from app.insights.relationship.stages import counts
        from app.insights.sayings import Sayings
        from app.insights.whole import shop_insight

        found = book.ask(shop_insight)
        steps, moves = book.ask(counts), book.ask(board)
        context = book.context
        why = why_nothing(found.learnt, Sayings(context))
        drawn = all_plots(book, months) if plots or folder is not None else []
        files = [] if folder is None else write_plots(drawn, folder)
    answer = {**_whole(found, context.currency, why), **told_relationships(steps, moves)}
    if drawn:
        answer["plots"] = [plot_told(data) for data in drawn]
    if folder is not None:
        answer["files"] = files

    def show() -> None:
        _show_whole(found, context, why)
        show_relationships(steps, moves, context)
        show_plots(drawn)
        if folder is not None:
            words = plural("{n} file written to {folder}.", "{n} files written to {folder}.", len(files))
            print_lines(words.format(n=len(files), folder=folder))

    desk.emit(answer, show)


def _told(found: CustomerInsight, currency: str) -> dict[str, Any]:
    from app.insights.foretelling.learnt import AHEAD_DAYS

    rank = found.rank.value
    return {
        "id": found.customer_id,
        "on": found.on.isoformat(),
        "visits": found.visits,
        "first_visit": found.first.isoformat() if found.first else None,
        "last_visit": found.last.isoformat() if found.last else None,
        "ahead_days": AHEAD_DAYS,
        "usual_days": _finding(found.usual_days),
        "expected_on": found.expected_on.isoformat() if found.expected_on else None,
        "late": _finding(found.late),
        "visits_ahead": _rounded(found.visits_ahead, 4),
        "spend_ahead": _money(found.spend_ahead, currency),
        "still_regular": _rounded(found.still_regular, 4),
        "lifetime": _money(found.lifetime, currency),
        "lifetime_ahead": _money(found.lifetime_ahead, currency),
        "rank": {
            "recency": rank.recency if rank else None,
            "frequency": rank.frequency if rank else None,
            "money": rank.money if rank else None,
            "cell": rank.cell if rank else None,
            "how": found.rank.how,
        },
        "favourites": [_favourite(one) for one in found.favourites],
        "favourites_how": found.favourites_how,
        **suited(found),
        "note": found.note,
    }


def _finding(one: Finding[Any]) -> dict[str, Any]:
    return {"value": one.value, "how": one.how}


def _rounded(one: Finding[float], places: int) -> dict[str, Any]:
    return {"value": None if one.value is None else round(one.value, places), "how": one.how}


def _money(one: Finding[int], currency: str) -> dict[str, Any]:
    return {"value": decimal(one.value, currency), "how": one.how}


def _favourite(one: Favourite) -> dict[str, Any]:
    return {"item": one.item, "visits": one.visits, "last": one.last_on.isoformat(), "usual": one.usual}


def _show(found: CustomerInsight, context: ShopContext) -> None:
    from app.insights.insight import in_a_hundred
    from app.insights.rfm import cell_names
    from app.insights.sayings import Sayings

    say, none = Sayings(context), "–"

    def rows() -> Iterator[tuple[str, str, str]]:
        usual, late, chance = found.usual_days, found.late.value, found.still_regular
        ahead, spend = found.visits_ahead, found.spend_ahead
        yes = {None: none, True: _("yes"), False: _("no")}
        yield _("Usual days between visits"), none if usual.value is None else str(usual.value), usual.how
        yield _("Later than usual"), yes[late], found.late.how
        yield _("Visits in 90 days"), none if ahead.value is None else say.tenths(ahead.value), ahead.how
        yield _("Spends in 90 days"), none if spend.value is None else say.money(spend.value), spend.how
        share = none if chance.value is None else f"{in_a_hundred(chance.value)} %"
        yield _("Still a regular"), share, chance.how
        for label, one in (
            (_("Spent so far"), found.lifetime),
            (_("With the next year"), found.lifetime_ahead),
        ):
            yield label, none if one.value is None else say.money(one.value), one.how
        rank = found.rank.value
        yield _("Standing"), none if rank is None else cell_names()[rank.cell], found.rank.how
        things = ", ".join(one.item for one in found.favourites if one.usual)
        yield _("Usually buys"), things or none, found.favourites_how
        yield from suited_rows(found)

    print_table((_("What"), _("Says"), _("How we know")), rows())
    print_lines(found.note)


def _whole(found: ShopInsight, currency: str, why: str) -> dict[str, Any]:
    shop = found.learnt
    models = [
        {
            "model": one.model,
            "r": one.r,
            "alpha": one.alpha,
            "a": one.a,
            "b": one.b,
            "log_likelihood": one.log_likelihood,
        }
        for one in found.yardsticks
    ]
    lasting, worth = shop.lasting, shop.worth
    return {
        "on": shop.on.isoformat(),
        "days": shop.days,
        "customers": shop.customers,
        "one_timers": found.one_timers,
        "came_again": shop.repeat,
        "regulars": found.regulars,
        "visits_ahead": None if found.visits_ahead is None else round(found.visits_ahead, 1),
        "spend_ahead": decimal(found.spend_ahead, currency),
        "regulars_ahead": None if found.regulars_ahead is None else round(found.regulars_ahead, 1),
        "why": why,
        "model": None
        if lasting is None
        else {
            "model": "Pareto/NBD",
            "r": lasting.r,
            "alpha": lasting.alpha,
            "s": lasting.s,
            "beta": lasting.beta,
            "log_likelihood": lasting.log_likelihood,
        },
        "spending": None
        if worth is None
        else {
            "model": "Gamma-Gamma",
            "p": worth.p,
            "q": worth.q,
            "gamma": decimal(round(worth.gamma), currency),
            "mean": decimal(round(worth.mean), currency),
            "log_likelihood": worth.log_likelihood,
            "with_frequency": worth.together,
        },
        "yardsticks": models,
        "cells": dict(found.cells),
    }


def _show_whole(found: ShopInsight, context: ShopContext, why: str) -> None:
    from app.insights.rfm import cell_names
    from app.insights.sayings import Sayings

    say, shop = Sayings(context), found.learnt
    print_facts(
        (
            (_("Customers who bought"), say.number(shop.customers)),
            (_("On one day only"), say.number(found.one_timers)),
            (_("Regulars"), say.number(found.regulars)),
            (
                _("of them back within 90 days"),
                None if found.regulars_ahead is None else say.number(round(found.regulars_ahead)),
            ),
            (
                _("Visits in 90 days"),
                None if found.visits_ahead is None else say.number(round(found.visits_ahead)),
            ),
            (
                _("Spending in 90 days"),
                None if found.spend_ahead is None else say.money(found.spend_ahead),
            ),
        )
    )
    print_lines(why)
    names = cell_names()
    if found.cells:
        rows = [(names[cell], say.number(count)) for cell, count in found.cells.items()]
        print_table((_("Standing"), _("Customers")), rows, numbers=(1,))


ALL = {"insight": insight, "insights": insights}
