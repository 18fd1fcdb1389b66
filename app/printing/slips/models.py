"""The table of slips asked for: what waits for the printer stays in the shop's file until it is on paper."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant

_WAITING = text("printed_at IS NULL AND dropped_at IS NULL")


class Slip(Base):
    """One slip asked for at a till, of a sale or (without one) of where a customer stands. `problem` is why
    the last try failed; `dropped_at` when somebody gave it up."""

    __tablename__ = "slip"
    __topic__ = "slip"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchase.id", ondelete="RESTRICT"))
    till: Mapped[str] = mapped_column(String(80), default="")
    asked_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    printed_at: Mapped[datetime | None] = mapped_column(Instant)
    dropped_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        Index("ix_slip_customer_id", "customer_id"),
        Index("ix_slip_purchase_id", "purchase_id"),
        Index("ix_slip_waiting", "till", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )
