"""What other rules would have given and cost, by the shop's own purchases."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command
from app.cli.desk import Desk
from app.cli.output import decimal, print_lines, print_table
from app.cli.progress import bar
from app.cli.values import DAY
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.kernel.book import Book
    from app.loyalty.queries import Behaviour, Outcome, Rules, Simulation


@command(
    "simulate",
    _("Replay the shop's own purchases under other rules, beside today's.")
    + "\n\n"
    + _("Without a file the draft is replayed. Nothing is changed by it."),
    "regulars simulate rules.toml --since 2026-01-01 --until 2026-10-31 --use 0.3",
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--draft", is_flag=True, help=_("Replay the draft; so without a file."))
@click.option("--since", type=DAY, metavar="DATE", help=_("The first day; a year before the last."))
@click.option("--until", type=DAY, metavar="DATE", help=_("The last day; today when it is not given."))
@click.option(
    "--use",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help=_("How often a reward in reach is used after a purchase, 0 to 1; from the shop's own past."),
)
@click.option(
    "--prefers",
    type=click.Choice(("cheapest", "dearest")),
    help=_("Which reward of several is used; the cheapest when it is not given."),
)
def simulate(
    desk: Desk,
    file: Path | None,
    draft: bool,
    since: date | None,
    until: date | None,
    use: float | None,
    prefers: str | None,
) -> None:
    if draft and file is not None:
        raise click.UsageError(_("Give a file or --draft, not both."))
    with bar(_("Replaying purchases")) as progress, desk.open() as book:
        from app.kernel.unit import View
        from app.loyalty.queries import rules_on
        from app.loyalty.queries import simulate as replay

        rules = _rules(book, file)

        def look(view: View) -> Simulation:
            behaviour = _behaviour(view, since, until, use, prefers)
            return replay(view, rules_on(view, view.today), rules, since, until, behaviour, progress)

        found = book.ask(look)
        currency = book.context.currency
    sides = {"today": _outcome(found.today, currency), "draft": _outcome(found.draft, currency)}
    answer = {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "purchases": found.purchases,
        "replayed": found.replayed,
        "behaviour": _said(found.behaviour),
        **sides,
    }
    desk.emit(answer, lambda: _show(found, sides["today"], sides["draft"]))


def _rules(book: Book, file: Path | None) -> Rules:
    from app.kernel.errors import Refused
    from app.loyalty.queries import draft_rules, read_programme

    if file is not None:
        return read_programme(file.expanduser(), book.context.currency)
    found = book.ask(draft_rules)
    if found is None:
        raise Refused(_("There is no draft; give a file of rules."))
    return found


def _behaviour(
    view: Any, since: date | None, until: date | None, use: float | None, prefers: str | None
) -> Behaviour | None:
    """The shop's own with what was given in its place; None leaves all of it to the replay."""
    from dataclasses import replace

    from app.loyalty.queries import behaviour_of, replay_days

    if use is None and prefers is None:
        return None
    own = behaviour_of(view, *replay_days(view, since, until))
    given = own if use is None else replace(own, share=use, source="given")
    return given if prefers is None else replace(given, prefers=prefers)


def _said(behaviour: Behaviour) -> dict[str, Any]:
    return {
        "use": round(behaviour.share, 6),
        "prefers": behaviour.prefers,
        "source": behaviour.source,
        "chances": behaviour.chances,
        "uses": behaviour.uses,
    }


def _outcome(outcome: Outcome, currency: str) -> dict[str, Any]:
    return {
        "given": outcome.given,
        "used": outcome.used,
        "lapsed": outcome.lapsed,
        "returned": outcome.returned,
        "uses": outcome.uses,
        "cost": decimal(outcome.cost, currency),
        "unpriced": outcome.unpriced,
        "sales": decimal(outcome.sales, currency),
        "cost_share": round(outcome.cost_share, 6),
        "owed": [
            {"on": owed.day.isoformat(), "points": owed.points, "money": decimal(owed.money, currency)}
            for owed in outcome.owed
        ],
        "customers": outcome.customers,
        "in_reach": outcome.in_reach,
        "tiers": [
            {"id": tier.id, "name": tier.name, "customers": tier.customers, "up": tier.up, "down": tier.down}
            for tier in outcome.tiers
        ],
        "moves": [
            {"customer": move.customer_id, "before": move.before, "after": move.after, "up": move.up}
            for move in outcome.moves
        ],
        "stamps": [
            {"card": card.id, "name": card.name, "given": card.given, "filled": card.filled}
            for card in outcome.stamps
        ],
    }


def _show(found: Simulation, today: dict[str, Any], draft: dict[str, Any]) -> None:
    names = {
        "given": _("Points given"), "used": _("Points used"), "lapsed": _("Lapsed"),
        "returned": _("Gone back with goods"), "cost": _("Cost to the shop"),
    }  # fmt: skip
    rows: list[tuple[Any, ...]] = [(label, today[key], draft[key]) for key, label in names.items()]
    sides = (found.today, found.draft)
    rows.append((_("As a share of sales"), *(f"{side.cost_share:.2%}" for side in sides)))
    ends = [side["owed"][-1] for side in (today, draft)]
    rows.append((_("Points owed at the end"), *(end["points"] for end in ends)))
    rows.append((_("In money"), *(end["money"] for end in ends)))
    rows.append((_("Customers with a reward in reach"), *(f"{side.reach_share:.0%}" for side in sides)))
    words = _("{purchases} purchases, {since} to {until}; a reward in reach is used {share:.1%} of the time.")
    print_lines(
        words.format(
            purchases=found.purchases, since=found.since, until=found.until, share=found.behaviour.share
        )
    )
    print_table(("", _("Today's rules"), _("New rules")), rows, numbers=(1, 2))
    if found.draft.moved_up or found.draft.moved_down:
        moved = _("{up} customers would come into a higher tier, {down} into a lower one.")
        print_lines(moved.format(up=found.draft.moved_up, down=found.draft.moved_down))


ALL = {"simulate": simulate}
