"""Tables of the people who stand at the till."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant


class Staff(Base):
    """One person on the shop's side. Roles: "owner", "staff"."""

    __tablename__ = "staff"
    __topic__ = "staff"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20), default="staff")
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
