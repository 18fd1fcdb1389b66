"""The table of letters the shop wrote itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant


class Letter(Base):
    """A letter of the shop's own, with merge fields in `title` and `body`. `kind` is the id of the document
    it is for; `folded` is the name as it is told from others."""

    __tablename__ = "letter"
    __topic__ = "letter"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    staff_id: Mapped[int | None]
