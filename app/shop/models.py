"""Tables of the shop's own profile."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant


class Shop(Base):
    """The shop itself: one row, id 1. `country` is ISO 3166 alpha-2, `currency` ISO 4217, `colour` "#rrggbb"
    or "" for the house's own."""

    __tablename__ = "shop"
    __topic__ = "shop"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    tagline: Mapped[str] = mapped_column(String(120), default="")
    street: Mapped[str] = mapped_column(String(200), default="")
    postal_code: Mapped[str] = mapped_column(String(20), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[str] = mapped_column(String(2))
    currency: Mapped[str] = mapped_column(String(3))
    timezone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(20))
    template: Mapped[str] = mapped_column(String(20))
    closing_line: Mapped[str] = mapped_column(Text, default="")
    paper: Mapped[str] = mapped_column(String(10), default="A4")
    colour: Mapped[str] = mapped_column(String(7), default="", server_default=text("''"))
    opening_hours: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    created_at: Mapped[datetime] = mapped_column(Instant)


class Setting(Base):
    """One setting of the shop, as JSON."""

    __tablename__ = "setting"
    __topic__ = "shop"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ShopPicture(Base):
    """A picture of the shop's own by its name ("logo"), as PNG; `width` and `height` in pixels."""

    __tablename__ = "shop_picture"
    __topic__ = "shop"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]
    height: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(Instant)
