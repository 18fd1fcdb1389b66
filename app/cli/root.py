"""`regulars`: the window when no command is named, and the commands, each loaded when it is asked for."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from app import __version__
from app.cli.command import CONTEXT, json_option, shop_option
from app.cli.desk import Desk, Window
from app.kernel.errors import RegularsError
from app.kernel.i18n import _

COMMANDS = {
    "init": "shop",
    "demo": "shop",
    "add-customer": "customers",
    "find": "customers",
    "show": "customers",
    "timeline": "timeline",
    "note": "timeline",
    "feedback": "feedback",
    "feedback-link": "feedback",
    "feedback-slip": "feedback",
    "feedback-setup": "feedback",
    "unanswered": "answers",
    "answer": "answers",
    "own": "answers",
    "sounds": "answers",
    "purchase": "till",
    "refund": "till",
    "void": "till",
    "redeem": "points",
    "stamp": "stamps",
    "adjust": "points",
    "tier": "tiers",
    "gift-card": "money",
    "credit": "money",
    "household": "households",
    "undo": "till",
    "ledger": "points",
    "today": "today",
    "lapsing": "tiers",
    "daily": "tiers",
    "vouchers": "vouchers",
    "voucher-issue": "vouchers",
    "voucher-use": "vouchers",
    "voucher-withdraw": "vouchers",
    "referrals": "vouchers",
    "programme": "programme",
    "simulate": "replay",
    "owed": "owed",
    "statement": "papers",
    "record": "papers",
    "statements": "printing",
    "documents": "printing",
    "print": "printing",
    "slip": "slips",
    "slips": "slips",
    "slips-print": "slips",
    "slip-printer": "slips",
    "insight": "insight",
    "insights": "insight",
    "campaign": "campaign",
    "companions": "suggesting",
    "reports": "reports",
    "report": "reports",
    "letters": "letters",
    "letter": "letters",
    "group": "groups",
    "import": "exchange",
    "check": "shop",
    "shop": "profile",
    "screenshot": "window",
}
"""Every command, in the order of the help, and the module of `app.cli.commands` that has it."""


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class LazyGroup(click.Group):
    """Commands that are imported by name, and one way out for everything that goes wrong."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"app.cli.commands.{COMMANDS[cmd_name]}")
        found: click.Command = module.ALL[cmd_name]
        return found

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and leave with the exit code of the contract; `standalone_mode` False returns it instead."""
        try:
            answer = super().main(args, "regulars", complete_var, False, **extra)
            code = answer if isinstance(answer, int) else 0
            if sys.stdout is not None:  # nobody listens where it was closed
                sys.stdout.flush()
        except Exception as error:
            code = _left_with(error)
        if standalone_mode:
            sys.exit(code)
        return code


def _left_with(error: Exception) -> int:
    """Say on stderr what went wrong, in one line; the exit code."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort):
        _say(_("Stopped. Nothing was saved."))
    elif isinstance(error, RegularsError):
        _say(error.message)
    elif isinstance(error, BrokenPipeError) or getattr(error, "errno", None) == errno.EPIPE:
        _say_no_more()  # whoever read it has gone; so be it
    elif isinstance(error, OSError) and error.errno in _FULL:
        _say_no_more()
        _say(_("The disk is full: what there is to tell could not be written."))
    else:
        from app.cli.crashes import report_crash

        _say(report_crash(error))
    return 1


def _say_no_more() -> None:
    """What is still to be written out goes nowhere: at the end it would fail once more."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(sentence: str) -> None:
    click.echo(" ".join(sentence.split()), err=True)


@click.group(
    "regulars",
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings=CONTEXT,
    help=_(
        "The relationship book of a small shop.\n\nWithout a command the window opens. A CUSTOMER is an id, "
        "a card number, or a search that fits exactly one. Exit codes: 0 done, 1 refused (one line why, "
        "nothing changed), 2 wrong use.\n\n\b\nExample:\n  regulars --shop shop.regulars find 'mari s' --json"
    ),
)
@click.version_option(__version__, prog_name="Regulars", message="%(prog)s %(version)s")
@click.option("--sample", is_flag=True, help=_("Open the window on a sample shop to look around in."))
@shop_option
@json_option
@click.pass_context
def regulars(ctx: click.Context, sample: bool, shop: Path | None, as_json: bool) -> int | None:
    """Take the options that stand before the command; without one, open the window."""
    desk = ctx.ensure_object(Desk)
    desk.shop, desk.as_json = shop, as_json
    if ctx.invoked_subcommand is not None:
        if sample:
            raise click.UsageError(_("--sample opens the window; it goes with no command."))
        return None
    from app.cli.commands.window import open_window

    return open_window(desk, sample=sample)


def run(window: Window, arguments: Sequence[str] | None = None) -> int:
    """One invocation with these arguments (those of the process when None); the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a letter the terminal lacks is no reason to fail
    code: int = regulars.main(arguments, standalone_mode=False, obj=Desk(window))
    return code
