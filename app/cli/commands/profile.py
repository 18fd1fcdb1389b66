"""What the shop says of itself on paper: show it, change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command, request_option
from app.cli.desk import Desk
from app.cli.output import print_lines
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.shop.on_paper import Picture
    from app.shop.queries import ShopProfile

NO_LOGO = "none"
_TEXTS = (
    ("name", _("The shop's name.")),
    ("tagline", _("The line under the name.")),
    ("street", _("Street and number.")),
    ("postal_code", _("Postal code.")),
    ("city", _("Town.")),
    ("phone", _("Telephone.")),
    ("email", _("E-mail.")),
    ("closing_line", _("The last line of statements.")),
    ("colour", _("The colour of its paper, like 0e6656; empty for the house's own.")),
    ("locale", _("Language of paper, and how numbers and days are written, such as de_AT.")),
    ("timezone", _("IANA name.")),
)


def _text_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for key, words in reversed(_TEXTS):
        function = click.option(f"--{key.replace('_', '-')}", key, metavar="TEXT", help=words)(function)
    return function


@command(
    "shop",
    _("Show the shop's profile; with options, change it first. An empty text takes a part away."),
    "regulars shop --colour 0e6656 --opening-hours 'Mon–Fri 9–18' --opening-hours 'Sat 9–14' --logo logo.png",
)
@_text_options
@click.option(
    "--opening-hours",
    multiple=True,
    metavar="LINE",
    help=_("A line of the opening hours; once for each line."),
)
@click.option("--paper", type=click.Choice(("a4", "letter")), help=_("What is in the printer."))
@click.option("--logo", metavar="FILE", help=_("PNG, JPEG, WebP, GIF or BMP; “none” for no logo."))
@request_option
def shop(
    desk: Desk,
    opening_hours: tuple[str, ...],
    paper: str | None,
    logo: str | None,
    request_id: str | None,
    **texts: str | None,
) -> None:
    from app.shop.commands import SaveShop, save_shop
    from app.shop.logo import SaveLogo, save_logo
    from app.shop.on_paper import logo as logo_of
    from app.shop.pictures import read_picture_file
    from app.shop.profile import colour_note
    from app.shop.queries import shop_profile

    picture = read_picture_file(Path(logo).expanduser()) if logo and logo != NO_LOGO else None
    said: dict[str, str] = {key: text for key, text in texts.items() if text is not None}
    if opening_hours:
        said["opening_hours"] = "\n".join(opening_hours).strip()
    if paper:
        said["paper"] = paper.upper()
    with desk.open() as book:
        if said:
            book.do(save_shop, SaveShop(replace(book.ask(shop_profile), **said), request_id))
        if logo:
            again = request_id and f"{request_id[:50]}:logo"
            book.do(save_logo, SaveLogo(picture.content if picture else None, again or None))
        profile, kept = book.ask(shop_profile), book.ask(logo_of)
    answer = asdict(profile)
    answer["logo"] = {"width": kept.width, "height": kept.height} if kept else None
    desk.emit(answer, lambda: print_lines(*_lines(profile, kept, colour_note(profile.colour))))


def _lines(profile: ShopProfile, logo: Picture | None, note: str) -> list[str]:
    """The profile as a person reads it; what is empty is left out."""
    said = {key.replace("_", " ").capitalize(): str(value) for key, value in vars(profile).items() if value}
    lines = [f"{label}: {' / '.join(text.splitlines())}" for label, text in said.items()]
    if logo is not None:
        lines.append(_("Logo: {width} × {height} pixels").format(width=logo.width, height=logo.height))
    return [*lines, note] if note else lines


ALL = {"shop": shop}
