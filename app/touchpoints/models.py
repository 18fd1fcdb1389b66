"""Tables of what happened between shop and customer besides buying."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant

OPEN_PROMISE = text("kind IN ('promise', 'reservation') AND done_at IS NULL AND removed_at IS NULL")
"""What is owed and a card shows first. Written out, not bound: only so is their index used. It names every
kind that is `promised`."""


class Touchpoint(Base):
    """One thing that happened. `kind` is the id of a touchpoint kind; `data` its declared fields as JSON.

    A promise or a reservation has `due_on` and stays open until `done_at`. `removed_at` hides what was
    undone.
    """

    __tablename__ = "touchpoint"
    __topic__ = "touchpoint"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[str] = mapped_column(Text, default="{}")
    due_on: Mapped[date | None] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by: Mapped[int | None]
    staff_id: Mapped[int | None]
    till: Mapped[str] = mapped_column(String(80), default="")
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    source_key: Mapped[str | None] = mapped_column(String(80), unique=True)

    __table_args__ = (
        # The kind is in the index so that a filtered timeline skips what it does not want without reading it.
        Index("ix_touchpoint_customer_id", "customer_id", "at", "id", "kind"),
        Index("ix_touchpoint_at", "at", "id"),
        Index("ix_touchpoint_due_on", "due_on", "done_at"),
        Index(
            "ix_touchpoint_open_promise",
            "customer_id",
            sqlite_where=OPEN_PROMISE,
        ),
    )
