"""Tables of who the customers are."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant


class Customer(Base):
    """One person (or a company that buys like one).

    A birthday is month and day, with a year only when it is known. `reference` is the number another
    program knew them by; `version` counts edits, so that two windows do not overwrite each other.
    """

    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(250))
    card_number: Mapped[str | None] = mapped_column(String(40), unique=True)
    reference: Mapped[str | None] = mapped_column(String(80), unique=True)
    birth_month: Mapped[int | None]
    birth_day: Mapped[int | None]
    birth_year: Mapped[int | None]
    favourite: Mapped[str] = mapped_column(String(200), default="")
    alert: Mapped[str] = mapped_column(String(300), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(20), default="")
    channel: Mapped[str] = mapped_column(String(20), default="")
    referred_by_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    joined_on: Mapped[date] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        CheckConstraint("(birth_month IS NULL) = (birth_day IS NULL)", name="birthday_whole"),
        Index("ix_customer_sort_name", "sort_name", "id"),
        Index("ix_customer_birthday", "birth_month", "birth_day"),
        Index("ix_customer_referred_by_id", "referred_by_id"),
        Index("ix_customer_joined_on", "joined_on", "id"),
    )

    __topic__ = "customer"

    @property
    def customer_id(self) -> int:
        """The id under the name change sets look for."""
        return self.id


class ContactPoint(Base):
    """A phone, an e-mail address or a social handle.

    `value` is as people write it, `normalised` what it is compared by: E.164, a lower-case address, a handle
    without its @. `kind`: "phone", "email", "social"; `label`: "mobile", "work", or the network's name.
    """

    __tablename__ = "contact_point"
    __topic__ = "customer"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    kind: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(40), default="")
    value: Mapped[str] = mapped_column(String(254))
    normalised: Mapped[str] = mapped_column(String(254))
    position: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        Index("ix_contact_point_customer_id", "customer_id", "position"),
        Index("ix_contact_point_normalised", "normalised"),
    )


class PostalAddress(Base):
    """A postal address; `street` may hold several lines."""

    __tablename__ = "postal_address"
    __topic__ = "customer"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    label: Mapped[str] = mapped_column(String(40), default="")
    street: Mapped[str] = mapped_column(String(400), default="")
    postal_code: Mapped[str] = mapped_column(String(20), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    position: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index("ix_postal_address_customer_id", "customer_id", "position"),)


class Tag(Base):
    """A word the shop groups customers by; `folded` keeps "Book club" and "book club" one."""

    __tablename__ = "tag"
    __topic__ = "tag"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    folded: Mapped[str] = mapped_column(String(60), unique=True)


class CustomerTag(Base):
    """A tag on a customer."""

    __tablename__ = "customer_tag"
    __topic__ = "customer"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="RESTRICT"), primary_key=True)

    __table_args__ = (Index("ix_customer_tag_tag_id", "tag_id", "customer_id"),)


class Consent(Base):
    """One word, a yes or a no, kept as history; the newest row of a channel holds, and no row is no word.

    `channel`: "email", "phone", "message", "post". `source`: where it was said ("at the till", "import").
    """

    __tablename__ = "consent"
    __topic__ = "customer"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    channel: Mapped[str] = mapped_column(String(20))
    given: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(Instant)
    source: Mapped[str] = mapped_column(String(80), default="")
    staff_id: Mapped[int | None]

    __table_args__ = (Index("ix_consent_customer_id", "customer_id", "channel", "id"),)


class Household(Base):
    """Several customers who share one balance. `holder_id` is the member whose accounts they share."""

    __tablename__ = "household"
    __topic__ = "customer"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    holder_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"), unique=True)
    founded_at: Mapped[datetime] = mapped_column(Instant)


class HouseholdMember(Base):
    """A customer in a household; nobody is in two. The holder has a row too."""

    __tablename__ = "household_member"
    __topic__ = "customer"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customer.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="RESTRICT"))
    joined_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_household_member_household_id", "household_id"),)


class CustomerActivity(Base):
    """How often and how lately: kept by the sales slice, read by search and lists.

    A cache over purchases and refunds, proved by `check`. `spent` is minor units, refunds taken off;
    `visits` counts business dates with a purchase that was not voided.
    """

    __tablename__ = "customer_activity"
    __topic__ = "activity"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customer.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    first_visit_on: Mapped[date | None] = mapped_column(Date)
    last_visit_at: Mapped[datetime | None] = mapped_column(Instant)
    visits: Mapped[int] = mapped_column(default=0)
    spent: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("last_visit_at", "customer_id"),
        Index("ix_customer_activity_visits", "visits", "customer_id"),
        Index("ix_customer_activity_spent", "spent", "customer_id"),
    )
