"""Groups: customers by a rule, listed, made, looked at and compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command, request_option
from app.cli.commands.groups_told import (
    compare_lines,
    compared,
    listed,
    made,
    member,
    numbers_told,
    shown,
    told_kinds,
)
from app.cli.commands.papers import keep_off_the_shop
from app.cli.desk import Desk
from app.cli.output import print_lines, print_table
from app.cli.progress import bar
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.groups.named import Group
    from app.groups.rule import Rule
    from app.kernel.book import Book

NAMES = {
    "list": 0, "show": 1, "make": 1, "change": 1, "members": 1, "preview": 0, "compare": 2, "rename": 2,
    "remove": 1, "kinds": 0,
}  # fmt: skip
"""What can be done, and how many names go with it."""
_RULED = ("make", "change", "preview")
_CHANGING = ("make", "change", "rename", "remove")
_MOST_BYTES = 1_000_000


@command(
    "group",
    _("List groups, show, make, change, rename, remove or compare them, and tell who is in one.")
    + "\n\n"
    + _("A rule joins criteria by “and”, “or” and “not”: 'tag(VIP) and not visits(at_most=1, last=90)'.")
    + " "
    + _('As JSON, or in a file of it, the same is {"all": [{"is": "tag", "tags": ["VIP"]}, {"not": …}]}.')
    + " "
    + _("`regulars group kinds` lists the criteria and their fields."),
    "regulars group make 'Big spenders' --rule 'spend(at_least=500, last=365) and not tag(Staff)'",
)
@click.argument("action", type=click.Choice(tuple(NAMES)))
@click.argument("names", nargs=-1, metavar="[GROUP]...")
@click.option("--rule", "source", metavar="RULE", help=_("A line, JSON, or the name of a file of JSON."))
@click.option("--counts", is_flag=True, help=_("With list: how many are in each."))
@click.option(
    "--limit", type=click.IntRange(0, 1_000_000), metavar="N",
    help=_("With members and preview: so many are named; 20 in a preview."),
)  # fmt: skip
@click.option(
    "--csv", "table", type=click.Path(path_type=Path), metavar="FILE",
    help=_("With members: write a table; the name ends in .csv or .xlsx."),
)  # fmt: skip
@request_option
def group(
    desk: Desk, action: str, names: tuple[str, ...], source: str | None, counts: bool, limit: int | None,
    table: Path | None, request_id: str | None,
) -> None:  # fmt: skip
    _check(action, names, source, counts, limit, table, request_id)
    if action in _CHANGING:
        _change(desk, action, names, source, request_id)
    elif action == "members":
        _members(desk, names[0], limit, table)
    elif action == "preview":
        _preview(desk, source or "", 20 if limit is None else limit)
    else:
        _LOOKS[action](desk, names, counts)


def _check(
    action: str, names: Sequence[str], source: str | None, counts: bool, limit: int | None,
    table: Path | None, request_id: str | None,
) -> None:  # fmt: skip
    """Wrong use: options that do not go with the action."""
    if len(names) != NAMES[action]:
        words = plural("{action} goes with {n} name.", "{action} goes with {n} names.", NAMES[action])
        raise click.UsageError(words.format(action=action, n=NAMES[action]))
    wrong = {
        "--rule": (source is not None) != (action in _RULED),
        "--counts": counts and action != "list",
        "--limit": limit is not None and action not in ("members", "preview"),
        "--csv": table is not None and action != "members",
        "--request-id": request_id is not None and action not in _CHANGING,
    }
    for option, is_wrong in wrong.items():
        if is_wrong and option == "--rule" and source is None:
            raise click.UsageError(_("{action} needs --rule.").format(action=action))
        if is_wrong:
            raise click.UsageError(
                _("{option} does not go with {action}.").format(option=option, action=action)
            )


def rule_source(text: str) -> str:
    """The JSON of a rule: as it is written, of a line such as “tag(VIP) and visits(at_least=3)”, or out of
    the file of that name."""
    from app.groups.rule_line import looks_like_a_line, read_line

    written = text.strip()
    if written.startswith(("{", "[")):
        return written
    if looks_like_a_line(written):
        return json.dumps(read_line(written))
    file = Path(written.removeprefix("@")).expanduser()
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or _("there is no such file")
        words = _("“{file}” is neither a rule nor a file that can be read: {reason}.")
        raise WorldFault(words.format(file=file.name[:60], reason=reason)) from fault
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("“{file}” is no plain text in UTF-8.").format(file=file.name), "rule") from None


def _list(desk: Desk, _names: Sequence[str], counts: bool) -> None:
    with desk.open() as book:
        from app.groups.membership import everybody
        from app.groups.named import counted, groups

        found = book.ask(groups)
        numbers = book.ask(counted, found) if counts else ()
        answer: dict[str, Any] = {"groups": book.ask(listed, found, numbers)}
        if counts:
            answer["customers"] = book.ask(everybody)

    def show() -> None:
        heads = (_("Group"), _("Name"), _("Who"), *((_("Customers"),) if counts else ()))
        rows = [
            (
                one["id"],
                one["name"],
                one["words"],
                *([one["customers"]] if counts else []),
            )
            for one in answer["groups"]
        ]
        print_table(heads, rows, numbers=(3,) if counts else ())

    desk.emit(answer, show)


def _show(desk: Desk, names: Sequence[str], _counts: bool) -> None:
    with desk.open() as book:
        answer = book.ask(shown, _named(book, names[0]))

    def show() -> None:
        count = answer["customers"]
        said = plural("{name}: {n} customer.", "{name}: {n} customers.", count)
        print_lines(said.format(name=answer["name"], n=count), answer["words"] + ".", *answer["troubles"])
        if len(answer["branches"]) > 1:
            rows = [("· " * len(one["path"]) + one["words"], one["customers"]) for one in answer["branches"]]
            print_table((_("Part"), _("Customers")), rows, numbers=(1,))

    desk.emit(answer, show)


def _change(
    desk: Desk, action: str, names: Sequence[str], source: str | None, request_id: str | None
) -> None:
    with desk.open() as book:
        from app.groups import saved as c

        if action == "make":
            done = book.do(c.save_group, c.SaveGroup(names[0], rule_source(source or ""), None, request_id))
        else:
            before = _named(book, names[0])
            if before.number is None:
                words = _("“{name}” comes with Regulars and stays as it is.")
                raise Refused(words.format(name=before.name), "group")
            if action == "change":
                wish = c.SaveGroup(before.name, rule_source(source or ""), before.number, request_id)
                done = book.do(c.save_group, wish)
            elif action == "rename":
                done = book.do(c.rename_group, c.RenameGroup(before.number, names[1], request_id))
            else:
                done = book.do(c.remove_group, c.RemoveGroup(before.number, request_id))
        answer: dict[str, Any] = {"group": f"{c.OWN}{done.group}", "name": done.name}
        if action in ("make", "change"):
            answer |= book.ask(made, answer["group"])
        answer["already_done"] = done.already_done
    said = {
        "make": _("“{name}” is saved."), "change": _("“{name}” is changed."),
        "rename": _("It is called “{name}” now."), "remove": _("“{name}” is deleted."),
    }[action]  # fmt: skip
    lines = [said.format(name=done.name)]
    if "words" in answer:
        count = plural("{n} customer just now.", "{n} customers just now.", answer["customers"])
        lines += [answer["words"] + ".", count.format(n=answer["customers"]), *answer["troubles"]]
    desk.emit(answer, lambda: print_lines(*lines))


def _members(desk: Desk, name: str, limit: int | None, table: Path | None) -> None:
    if table is not None:
        keep_off_the_shop(desk, table)
    with desk.open() as book:
        found = _named(book, name)
        if table is not None:
            _write(desk, book, found, table)
            return
        from app.groups.membership import members_of
        from app.groups.preview import first_rows

        ids = book.ask(members_of, found.rule)
        rows = book.ask(first_rows, ids, len(ids) if limit is None else limit)
        told = [member(row, book.context.currency) for row in rows]
    answer = {"group": found.id, "name": found.name, "customers": len(ids), "members": told}
    desk.emit(answer, lambda: _print_members(told, len(ids)))


def _print_members(told: Sequence[dict[str, Any]], count: int) -> None:
    if told:
        heads = (_("No."), _("Name"), _("Points"), _("Visits"), _("Spent"), _("Last visit"))
        keys = ("id", "name", "points", "visits", "spent", "last_visit")
        print_table(heads, [[one[key] for key in keys] for one in told], numbers=(0, 2, 3, 4))
    if count != len(told) or not told:
        print_lines(plural("{n} customer in all.", "{n} customers in all.", count).format(n=count))


def _write(desk: Desk, book: Book, found: Group, table: Path) -> None:
    from app.exchange.tables import save_table
    from app.groups.table import group_table

    data = book.ask(group_table, found)
    with bar(_("Writing")) as progress:
        rows = save_table(data, table, progress)
    words = plural("{rows} customer written to {file}.", "{rows} customers written to {file}.", rows)
    answer = {"group": found.id, "name": found.name, "customers": rows, "file": str(table)}
    desk.emit(answer, lambda: print_lines(words.format(rows=rows, file=table)))


def _preview(desk: Desk, source: str, limit: int) -> None:
    with desk.open() as book:
        from app.groups.preview import preview
        from app.groups.rule import plain_rule, read_rule

        rule: Rule = read_rule(rule_source(source), book.context.currency)
        found = book.ask(preview, rule, limit)
        currency = book.context.currency
        told = [member(row, currency) for row in found.rows]
        answer = {
            "words": found.words,
            "rule": plain_rule(rule),
            "customers": found.count,
            "of": found.of,
            "share": None if found.share is None else round(found.share, 4),
            **numbers_told(found.numbers, currency),
            "troubles": list(found.troubles),
            "members": told,
        }

    def show() -> None:
        said = _("{words}: {n} of {of}.").format(words=found.words, n=found.count, of=found.of)
        print_lines(said, *found.troubles)
        _print_members(told, found.count)

    desk.emit(answer, show)


def _compare(desk: Desk, names: Sequence[str], _counts: bool) -> None:
    with desk.open() as book:
        from app.groups.compare import compare

        first, second = (_named(book, name) for name in names)
        found = book.ask(compare, first.rule, second.rule)
        answer = compared(first, second, found, book.context.currency)
    desk.emit(answer, lambda: print_table(("", first.name, second.name), compare_lines(answer), (1, 2)))


def _kinds(desk: Desk, _names: Sequence[str], _counts: bool) -> None:
    with desk.open() as book:
        told = book.ask(told_kinds)
    rows = [(one["id"], one["label"], ", ".join(field["id"] for field in one["fields"])) for one in told]
    desk.emit({"kinds": told}, lambda: print_table((_("Criterion"), _("What"), _("Fields")), rows))


def _named(book: Book, name: str) -> Group:
    from app.groups.named import group_named

    return book.ask(group_named, name)


_LOOKS: dict[str, Callable[[Desk, Sequence[str], bool], None]] = {
    "list": _list, "show": _show, "compare": _compare, "kinds": _kinds,
}  # fmt: skip

ALL = {"group": group}
