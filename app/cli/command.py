"""What every command has in common: `--json`, `--shop`, an example in its help, and a desk to work at."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from app.cli.desk import Desk
from app.cli.negative import NegativeParser
from app.cli.notices import kept_notices
from app.kernel.i18n import _

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

LONGEST_ID = 64


class ShopCommand(click.Command):
    """A command whose arguments may be negative numbers. `example` is a line that can be typed."""

    example = ""

    def make_parser(self, ctx: click.Context) -> Any:
        return NegativeParser(super().make_parser(ctx))


def command(
    name: str, words: str, example: str, *, shop: bool = True
) -> Callable[[Callable[..., None]], ShopCommand]:
    """Make a command of `function(desk, **parameters)`.

    `words` begin with a sentence that stands alone in the list of commands. `shop`: whether it works on an
    open shop, so that `--shop` may also follow it.
    """

    def decorate(function: Callable[..., None]) -> ShopCommand:
        @click.pass_context
        @wraps(function)
        def run(ctx: click.Context, /, **values: Any) -> None:
            desk: Desk = ctx.find_root().ensure_object(Desk)
            desk.as_json = bool(values.pop("as_json")) or desk.as_json
            desk.shop = values.pop("shop", None) or desk.shop
            with kept_notices() as notices:
                function(desk, **values)
            for line in notices:
                click.echo(line, err=True)
            desk.tell_note()

        decorated: Callable[..., Any] = json_option(run)
        if shop:
            decorated = shop_option(decorated)
        text = f"{words}\n\n\b\n{_('Example:')}\n  {example}"
        made = click.command(name, cls=ShopCommand, help=text, context_settings=CONTEXT)(decorated)
        made.example = example
        return made

    return decorate


def shop_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--shop FILE`; the environment's REGULARS_SHOP is read where all options fail."""
    return click.option(
        "--shop",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=_("The shop's file; REGULARS_SHOP when it is not given."),
    )(function)


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))(function)


def request_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--request-id ID`: the same id again does nothing twice."""
    return click.option(
        "--request-id",
        metavar="ID",
        callback=_request_id,
        help=_("Any id of your own (64 characters at most): sent again, nothing is done twice."),
    )(function)


def _request_id(_ctx: click.Context, _param: click.Parameter, text: str | None) -> str | None:
    if text is not None and not 1 <= len(text.strip()) <= LONGEST_ID:
        raise click.BadParameter(_("it has 1 to {most} characters.").format(most=LONGEST_ID))
    return text


def at_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--at WHEN`."""
    from app.cli.values import MOMENT

    return click.option(
        "--at",
        type=MOMENT,
        metavar="WHEN",
        help=_("When it happened, by the shop's clock: 2026-11-22T10:30, or 2026-11-22 (taken as noon)."),
    )(function)
