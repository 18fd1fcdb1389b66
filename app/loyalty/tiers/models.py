"""Tables of who is in which tier."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant


class TierChange(Base):
    """A customer came into a tier, from one day on. The history is kept; the newest row that has begun holds.

    `tier` and `before` are ids of the programme's tiers, "" for none. `why`: "reached", "dropped", "hand",
    "programme", "returned", "undone" (`app.loyalty.tiers.standing`). `floor` is the lowest tier that was
    promised by hand, "" for none.
    """

    __tablename__ = "tier_change"
    __topic__ = "tier"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    business_date: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Instant)
    tier: Mapped[str] = mapped_column(String(60))
    before: Mapped[str] = mapped_column(String(60), default="")
    floor: Mapped[str] = mapped_column(String(60), default="")
    why: Mapped[str] = mapped_column(String(20))
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchase.id", ondelete="RESTRICT"))
    staff_id: Mapped[int | None]

    __table_args__ = (
        Index("ix_tier_change_customer_id", "customer_id", "business_date", "id"),
        Index("ix_tier_change_business_date", "business_date"),
    )


class TierStanding(Base):
    """Where a customer stands now: a cache over `tier_change`, and the day a drop was first found due, from
    which grace is counted."""

    __tablename__ = "tier_standing"
    __topic__ = "tier"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customer.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    tier: Mapped[str] = mapped_column(String(60))
    since: Mapped[date] = mapped_column(Date)
    floor: Mapped[str] = mapped_column(String(60), default="")
    amount: Mapped[int] = mapped_column(default=0)
    dropping_since: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (Index("ix_tier_standing_tier", "tier", "customer_id"),)
