"""The window: opened, or drawn to a picture. Qt is loaded when one of them is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app.cli.command import command
from app.cli.desk import Desk
from app.cli.output import print_lines
from app.kernel.errors import WorldFault
from app.kernel.i18n import _

FIRST_RUN = "first-run"
"""The page of a program that has no shop yet."""
_SIZE = re.compile(r"(\d{2,5})x(\d{2,5})", re.ASCII)


def open_window(desk: Desk, *, sample: bool) -> int:
    """Open the window and stay until it is closed; the exit code. Raises `NoDisplay` without a screen."""
    with qt_in_words():
        return desk.window.open(desk.named_shop, sample)


@contextmanager
def qt_in_words() -> Iterator[None]:
    """Within, a system library that Qt lacks is a sentence; a module missing from the program is a defect."""
    try:
        yield
    except ModuleNotFoundError:
        raise
    except ImportError as error:
        raise WorldFault(
            _("The window cannot open on this computer: {reason}.").format(reason=str(error).split("\n")[0])
        ) from error


def _size(_ctx: click.Context, _param: click.Parameter, text: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    if match is None or not all(200 <= int(side) <= 8000 for side in match.groups()):
        raise click.BadParameter(_("write it like 1366x768, each side 200 to 8000."))
    return int(match[1]), int(match[2])


@command(
    "screenshot",
    _("Draw a page of the window to a picture, without a screen."),
    "regulars screenshot counter --out counter.png --size 1366x768 --theme dark --customer 7",
)
@click.argument("page")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="PNG", help=_("The picture."))
@click.option(
    "--size", default="1366x768", show_default=True, metavar="WxH", callback=_size, help=_("Pixels.")
)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--customer", help=_("Whose card is open."))
def screenshot(
    desk: Desk, page: str, out: Path, size: tuple[int, int], theme: str, customer: str | None
) -> None:
    from app.cli.commands.papers import keep_off_the_shop

    if page != FIRST_RUN:
        keep_off_the_shop(desk, out)
    shop = None if page == FIRST_RUN else desk.shop_path
    with qt_in_words():
        desk.window.take(shop, page, out, size, theme, customer)
    answer = {"file": str(out), "width": size[0], "height": size[1]}
    desk.emit(answer, lambda: print_lines(_("Drawn to {file}.").format(file=out)))


ALL = {"screenshot": screenshot}
