"""The table of vouchers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant


class Voucher(Base):
    """A reward issued to one customer. `code` is its number, as a barcode holds it; `occasion_key` makes each
    occasion one voucher ("birthday:2026"); `gift` is JSON of what its kind is given; valid through both days.
    Whether it was used is told by its redemption; `withdrawn_at` when the shop took it back."""

    __tablename__ = "voucher"
    __topic__ = "voucher"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    rule: Mapped[str] = mapped_column(String(60))
    occasion: Mapped[str] = mapped_column(String(20))
    occasion_key: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40))
    gift: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date] = mapped_column(Date)
    issued_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    staff_id: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("customer_id", "rule", "occasion_key"),
        Index("ix_voucher_customer_id", "customer_id", "valid_until"),
        Index("ix_voucher_valid_until", "valid_until"),
    )
