"""The table of friends who were sent and bought."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, Instant


class Referral(Base):
    """A friend who was sent and bought: one row a friend, for ever. `taken_back_at` while that purchase is
    returned whole; the next paid one counts instead."""

    __tablename__ = "referral"
    __topic__ = "points"

    friend_id: Mapped[int] = mapped_column(
        ForeignKey("customer.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    sender_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id", ondelete="RESTRICT"))
    business_date: Mapped[date] = mapped_column(Date)
    sender_points: Mapped[int] = mapped_column(default=0)
    friend_points: Mapped[int] = mapped_column(default=0)
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        Index("ix_referral_sender_id", "sender_id", "business_date"),
        Index("ix_referral_purchase_id", "purchase_id"),
    )
