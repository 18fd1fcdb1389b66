"""Keeping the shop's logo, and the one before it for as long as somebody may want it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.shop.models import ShopPicture
from app.shop.on_paper import LOGO, Picture
from app.shop.pictures import read_picture

EARLIER = f"{LOGO}:"
"""Logos that were put away are kept under this and their digest."""
KEPT = 5
"""So many of them; undoing reaches no further back."""


@dataclass(frozen=True)
class SaveLogo:
    """A picture file's bytes, or None for no logo."""

    content: bytes | None
    request_id: str | None = None


@dataclass(frozen=True)
class LogoSaved:
    """The size it is kept in, in pixels; 0 for none."""

    width: int = 0
    height: int = 0


def save_logo(unit: Unit, cmd: SaveLogo) -> LogoSaved:
    """Keep another logo, or none. `Refused` for what is no picture (see `app.shop.pictures`)."""
    picture = None if cmd.content is None else read_picture(cmd.content)
    before = _row(unit)
    saved = LogoSaved() if picture is None else LogoSaved(picture.width, picture.height)
    if (picture.content if picture else None) == (before.content if before else None):
        return saved
    put_away = _put_away(unit, before)
    if picture is not None:
        _put(unit, picture)
    unit.session.flush()
    unit.remember(
        _("Logo changed") if picture is not None else _("Logo removed"),
        undo_kind="shop.logo",
        undo={"earlier": put_away},
    )
    return saved


@undoes("shop.logo")
def _undo_logo(unit: Unit, undo: Mapping[str, Any]) -> None:
    earlier = None
    if undo["earlier"]:
        earlier = unit.session.get(ShopPicture, undo["earlier"])
        if earlier is None:
            raise Refused(_("The logo from before is no longer kept. Nothing was changed."))
    now = _row(unit)
    if now is not None:
        unit.session.delete(now)
        unit.session.flush()
    if earlier is not None:
        earlier.name = LOGO


def _row(unit: Unit) -> ShopPicture | None:
    return unit.session.get(ShopPicture, LOGO)


def _put(unit: Unit, picture: Picture) -> None:
    unit.session.add(
        ShopPicture(
            name=LOGO,
            content=picture.content,
            width=picture.width,
            height=picture.height,
            changed_at=unit.now,
        )
    )


def _put_away(unit: Unit, row: ShopPicture | None) -> str:
    """Keep a logo beside the new one; the name it is kept under, "" where there was none."""
    if row is None:
        return ""
    name = EARLIER + Picture.of(row.content, row.width, row.height).digest
    unit.session.execute(delete(ShopPicture).where(ShopPicture.name == name))
    row.name, row.changed_at = name, unit.now
    unit.session.flush()
    old = (
        select(ShopPicture.name)
        .where(ShopPicture.name.startswith(EARLIER))
        .order_by(ShopPicture.changed_at.desc(), ShopPicture.name != name)
        .offset(KEPT)
    )
    gone = unit.session.scalars(old).all()
    unit.session.execute(delete(ShopPicture).where(ShopPicture.name.in_(gone)))
    return name
