"""Tables of what was bought and what came back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant


class Purchase(Base):
    """One sale to a customer. `amount` is what was paid, minor units, after `discount`.

    `source_key` is what an imported row is recognised by when its file comes again. A voided sale keeps its
    row; what was taken back stands in `refund`.
    """

    __tablename__ = "purchase"
    __topic__ = "purchase"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    at: Mapped[datetime] = mapped_column(Instant)
    business_date: Mapped[date] = mapped_column(Date)
    amount: Mapped[int]
    discount: Mapped[int] = mapped_column(default=0)
    refunded: Mapped[int] = mapped_column(default=0)
    receipt: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(String(300), default="")
    staff_id: Mapped[int | None]
    till: Mapped[str] = mapped_column(String(80), default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    source_key: Mapped[str | None] = mapped_column(String(80), unique=True)

    __table_args__ = (
        Index("ix_purchase_customer_id", "customer_id", "at", "id"),
        Index("ix_purchase_at", "at"),
        Index("ix_purchase_receipt", "receipt"),
    )


class PurchaseLine(Base):
    """One line of a sale. `quantity` in thousandths (1 500 is one and a half); `amount` of all of it. `kind`
    is "" for goods, "gift-card" for a gift card sold."""

    __tablename__ = "purchase_line"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id", ondelete="RESTRICT"))
    position: Mapped[int]
    item: Mapped[str] = mapped_column(String(200))
    category: Mapped[str] = mapped_column(String(120), default="")
    quantity: Mapped[int] = mapped_column(default=1000)
    amount: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"))

    __table_args__ = (Index("ix_purchase_line_purchase_id", "purchase_id", "position"),)


class Refund(Base):
    """Money given back for a sale. `kind`: "refund" (goods came back) or "void" (the sale never was).

    `amount` is positive minor units. `undone_at` marks one that was itself taken back.
    """

    __tablename__ = "refund"
    __topic__ = "purchase"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id", ondelete="RESTRICT"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Instant)
    business_date: Mapped[date] = mapped_column(Date)
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300), default="")
    staff_id: Mapped[int | None]
    till: Mapped[str] = mapped_column(String(80), default="")
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    source_key: Mapped[str | None] = mapped_column(String(80), unique=True)

    __table_args__ = (
        Index("ix_refund_purchase_id", "purchase_id"),
        Index("ix_refund_customer_id", "customer_id", "at", "id"),
    )


class RefundLine(Base):
    """What of a line came back with a refund: `quantity` in thousandths, `amount` in minor units."""

    __tablename__ = "refund_line"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    refund_id: Mapped[int] = mapped_column(ForeignKey("refund.id", ondelete="RESTRICT"))
    line_id: Mapped[int] = mapped_column(ForeignKey("purchase_line.id", ondelete="RESTRICT"))
    quantity: Mapped[int]
    amount: Mapped[int]

    __table_args__ = (
        Index("ix_refund_line_refund_id", "refund_id"),
        Index("ix_refund_line_line_id", "line_id"),
    )
