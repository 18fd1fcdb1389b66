"""Campaigns: doing something for a group with some of it left out by chance, and whether it worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from app.cli.campaigns import outcome_told, row_told, started_lines
from app.cli.command import command, request_option
from app.cli.commands.papers import keep_off_the_shop
from app.cli.desk import Desk
from app.cli.options import option_option, option_values
from app.cli.output import print_facts, print_lines, print_table
from app.cli.values import cost
from app.kernel.errors import NotFound
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.groups.campaigns.start import StartCampaign
    from app.insights.report import ReportData
    from app.kernel.book import Book
    from app.kernel.unit import View

START, LIST, SHOW, PEOPLE, CALL_OFF = "start", "list", "show", "people", "call-off"
_WHOM = ("customers", "tag", "action", "texts", "name", "holdout", "days", "cost", "dry_run")
TAKES: Mapping[str, tuple[str, ...]] = {
    START: ("what", *_WHOM, "request_id"), LIST: ("out",), SHOW: ("what",),
    PEOPLE: ("what", "left_out", "out"), CALL_OFF: ("what", "request_id"),
}  # fmt: skip
"""What goes with each verb."""


@command(
    "campaign",
    _("Do something for customers with some of them left out by chance, and tell whether it worked.")
    + "\n\n"
    + _(
        "Start does an --action for a group, for those with a --tag or for each --customer; list shows all "
        "campaigns, show one with what came of it, people who got it; call-off takes back what was not used."
    ),
    "regulars campaign start 'Slipping away' --action voucher --option rule=sorry --holdout 10 --cost 48.60",
)
@click.argument("verb", type=click.Choice((START, LIST, SHOW, PEOPLE, CALL_OFF)))
@click.argument("what", required=False, metavar="[GROUP|CAMPAIGN]")
@click.option("--customer", "customers", multiple=True, metavar="CUSTOMER", help=_("Whom. Repeatable."))
@click.option("--tag", metavar="TAG", help=_("Everybody with this tag."))
@click.option("--action", metavar="ACTION", help=_("voucher, tag, letter, statement, export or other."))
@option_option
@click.option("--name", default="", help=_("What it is called; by default what is done."))
@click.option(
    "--holdout",
    type=click.IntRange(0, 50),
    default=10,
    show_default=True,
    help=_("How many of a hundred are left out by chance."),
)
@click.option(
    "--days",
    type=click.IntRange(1, 730),
    default=30,
    show_default=True,
    help=_("How long what they do is watched."),
)
@click.option("--cost", metavar="AMOUNT", help=_("What it costs in all."))
@click.option("--dry-run", is_flag=True, help=_("Only say how they would be divided; do nothing."))
@click.option("--left-out", is_flag=True, help=_("With people: those left out by chance."))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("With people and list: write a table; the name ends in .csv or .xlsx."),
)
@request_option
def campaign(desk: Desk, verb: str, what: str | None, **given: Any) -> None:
    _check(verb)
    if verb == START:
        _start(desk, given | {"group": what})
    elif verb == LIST:
        _list(desk, given["out"])
    elif verb == SHOW:
        _show(desk, _number(what))
    elif verb == PEOPLE:
        _people(desk, _number(what), given["left_out"], given["out"])
    else:
        _call_off(desk, _number(what), given["request_id"])


def _check(verb: str) -> None:
    """Wrong use: what was given and does not go with the verb."""
    context = click.get_current_context()
    for one in context.command.params:
        name = one.name or ""
        known = any(name in takes for takes in TAKES.values())
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if known and given and context.params[name] is not None and name not in TAKES[verb]:
            words = _("{option} does not go with {action}.")
            raise click.UsageError(words.format(option=one.opts[0], action=verb))


def _number(what: str | None) -> int:
    if what is None or not (what.isascii() and what.isdigit() and len(what) < 19):
        raise click.UsageError(_("Which campaign? Give its number, as `regulars campaign list` shows it."))
    return int(what)


def _start(desk: Desk, given: Mapping[str, Any]) -> None:
    if not given["action"]:
        raise click.UsageError(_("What is to be done? Give an --action."))
    if sum(map(bool, (given["customers"], given["tag"], given["group"]))) != 1:
        raise click.UsageError(_("Say whom: a group, a --tag or each --customer, one of them."))
    with desk.open() as book:
        from app.groups.campaigns.intervals import seen_from
        from app.groups.campaigns.reasons import prospect_words
        from app.groups.campaigns.start import CampaignStarted, prospect, start_campaign
        from app.insights.sayings import Sayings

        cmd = _wanted(book, given)
        done = book.ask(prospect, cmd) if given["dry_run"] else book.do(start_campaign, cmd)
        seen, say = seen_from(done.treated, done.held_out), Sayings(book.context)
    told = {
        "treated": done.treated,
        "held_out": done.held_out,
        "cannot_get": [{"why": why, "customers": count} for why, count in done.cannot_get.items()],
        "can_tell": prospect_words(done.treated, done.held_out, seen, say),
    }
    if isinstance(done, CampaignStarted):
        told |= {
            "campaign": done.campaign,
            "name": done.name,
            "to_be_done": done.by_front,
            "already_done": done.already_done,
        }
    desk.emit(told, lambda: print_lines(*started_lines(told)))


def _wanted(book: Book, given: Mapping[str, Any]) -> StartCampaign:
    from app.groups.campaigns.kind import ACTIONS
    from app.groups.campaigns.start import StartCampaign

    kind = ACTIONS.get(given["action"])
    if kind is None:
        words = _("There is no action “{name}”; there are {known}.")
        raise NotFound(words.format(name=given["action"][:40], known=", ".join(ACTIONS.ids())), "action")
    data = option_values(book, book.ask(kind.asked), given["texts"])
    customers, group, rule = _group(book, given)
    return StartCampaign(
        given["action"],
        customers,
        data,
        group,
        rule,
        given["name"],
        given["holdout"],
        given["days"],
        None if given["cost"] is None else cost(book, given["cost"]),
        given["request_id"],
    )


def _group(book: Book, given: Mapping[str, Any]) -> tuple[tuple[int, ...] | None, str, str]:
    """Their ids where they were named, else None; what they are called together, and their rule."""
    from app.customers.search import resolve
    from app.groups.named import group_named
    from app.groups.rule import read_rule, rule_text

    if given["customers"]:

        def look(view: View) -> tuple[int, ...]:
            return tuple(resolve(view, one) for one in given["customers"])

        return book.ask(look), "", "{}"
    if given["tag"]:
        rule = read_rule({"is": "tag", "tags": [given["tag"]]})
        return None, given["tag"], rule_text(rule)
    found = book.ask(group_named, given["group"])
    return None, found.name, rule_text(found.rule)


def _list(desk: Desk, out: Path | None) -> None:
    if out is not None:
        keep_off_the_shop(desk, out)
        with desk.open() as book:
            from app.groups.campaigns.table import outcome_rows

            _save(desk, book.ask(outcome_rows), out)
        return
    with desk.open() as book:
        from app.groups.campaigns.queries import campaigns
        from app.insights.sayings import Sayings

        rows, currency, say = book.ask(campaigns), book.context.currency, Sayings(book.context)

    def show() -> None:
        if not rows:
            print_lines(_("Nothing was done for a group yet."))
            return
        columns = (_("Number"), _("Campaign"), _("Group"), _("Begun"), _("Got it"), _("Left out"), _("Stage"))
        lines = [
            (row.id, row.name, row.group_name, say.day(row.started_on), row.treated, row.held_out, row.stage)
            for row in rows
        ]
        print_table(columns, lines, numbers=(0, 4, 5))

    desk.emit({"campaigns": [row_told(row, currency) for row in rows]}, show)


def _show(desk: Desk, number: int) -> None:
    with desk.open() as book:
        from app.groups.campaigns.outcome import outcome
        from app.groups.campaigns.words import told
        from app.insights.sayings import Sayings

        found = book.ask(outcome, number)
        currency = book.context.currency
        words = told(found, Sayings(book.context))
    answer = outcome_told(found, currency) | {
        "question": words.question,
        "compared": words.compared,
        "sentence": words.sentence,
        "answer": words.pill,
        "why_words": words.why,
        "how": list(words.how),
    }

    def show() -> None:
        print_lines(words.question, words.compared, "")
        print_facts([(bar.label, bar.said) for bar in words.bars])
        print_lines("", words.sentence, f"{words.pill}. {words.why}", "", _("How we know:"), *words.how)

    desk.emit(answer, show)


def _people(desk: Desk, number: int, left_out: bool, out: Path | None) -> None:
    if out is not None:
        keep_off_the_shop(desk, out)
    with desk.open() as book:
        from app.groups.campaigns.listing import people_table

        data = book.ask(people_table, number, left_out=left_out)
    if out is not None:
        _save(desk, data, out)
        return
    keys = [column.id for column in data.columns]
    people = [dict(zip(keys, row, strict=True)) for row in data.rows]

    def show() -> None:
        if not people:
            print_lines(data.empty)
            return
        shown: Sequence[Any] = data.rows
        print_table([column.label for column in data.columns], shown, numbers=(0,))

    desk.emit({"people": people}, show)


def _save(desk: Desk, data: ReportData, out: Path) -> None:
    from app.exchange.tables import save_table

    rows = save_table(data, out)
    words = plural("{rows} row written to {file}.", "{rows} rows written to {file}.", rows)
    desk.emit({"rows": rows, "file": str(out)}, lambda: print_lines(words.format(rows=rows, file=out)))


def _call_off(desk: Desk, number: int, request_id: str | None) -> None:
    with desk.open() as book:
        from app.groups.campaigns.calling_off import CallOffCampaign, call_off_campaign

        done = book.do(call_off_campaign, CallOffCampaign(number, request_id))
    lines = [_("Called off: “{name}”.").format(name=done.name)]
    if done.kept:
        words = plural("{n} had used it already.", "{n} had used it already.", done.kept)
        lines.append(words.format(n=done.kept))
    answer = {
        "campaign": done.campaign,
        "name": done.name,
        "kept": done.kept,
        "already_done": done.already_done,
    }
    desk.emit(answer, lambda: print_lines(*lines))


ALL = {"campaign": campaign}
