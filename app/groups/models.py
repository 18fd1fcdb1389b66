"""Tables of saved groups, and of what was done for one with some of it held out by chance."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant


class CustomerGroup(Base):
    """A saved group: `rule` is its criteria as JSON, judged anew whenever it is asked for. `folded` is the
    name as it is told from others."""

    __tablename__ = "customer_group"
    __topic__ = "group"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120), unique=True)
    rule: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    staff_id: Mapped[int | None]


class Campaign(Base):
    """Something done for a group on a day. `action` is the id of its kind and `data` its fields as JSON;
    `group_name` and `rule` are the group as it was then. `days` is how long what follows is watched, `cost`
    in minor units where it is known. One that was taken back has `called_off_at`."""

    __tablename__ = "campaign"
    __topic__ = "campaign"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(40))
    data: Mapped[str] = mapped_column(Text, default="{}")
    group_name: Mapped[str] = mapped_column(String(120))
    rule: Mapped[str] = mapped_column(Text)
    started_on: Mapped[date] = mapped_column(Date)
    started_at: Mapped[datetime] = mapped_column(Instant)
    holdout_percent: Mapped[int]
    days: Mapped[int]
    cost: Mapped[int | None]
    staff_id: Mapped[int | None]
    called_off_at: Mapped[datetime | None] = mapped_column(Instant)


class CampaignMember(Base):
    """Who was in the group then; `held_out` are those who by chance got nothing, to compare with."""

    __tablename__ = "campaign_member"
    __topic__ = "campaign"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="RESTRICT"), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"), primary_key=True)
    held_out: Mapped[bool]

    __table_args__ = (Index("ix_campaign_member_customer_id", "customer_id"),)
