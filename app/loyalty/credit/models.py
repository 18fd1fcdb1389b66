"""The table of gift cards; the money is on their accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant


class GiftCard(Base):
    """A card with money on it, for whoever holds it. `number` is what a scanner reads."""

    __tablename__ = "gift_card"
    __topic__ = "gift"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"), unique=True)
    buyer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    sold_at: Mapped[datetime] = mapped_column(Instant)
    blocked_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_gift_card_buyer_id", "buyer_id"),)
