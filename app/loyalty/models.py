"""Tables of the ledger, append-only where it says so, and of the programme it follows.

`entry`, `lot`, `allocation` are never updated and never deleted: triggers see to it. `account` and
`open_lot` are caches over them, provable at any time. Free words stand apart in `entry_reason`, which can be
erased: the entry keeps only their salted digest. Points, stamps, store credit and gift cards are all accounts
of this one ledger, each of its own unit.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    SQLColumnExpression,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant

ON_TIMELINE = (
    "kind IN ('adjust', 'lapse', 'move-out', 'opening', 'bonus', 'join', 'leave', 'load', 'pay', 'stamp')"
)
"""The entries a timeline shows by themselves: an index of their own, so that thousands of purchases do not
stand between them. Queries must say it in these words for the index to be used."""


POINTS = "points"
CREDIT = "credit"
GIFT = "gift"
"""Units of accounts: points; store credit and gift cards in minor units of money. Stamps have "stamps:" and
the card's id (`app.loyalty.stamps.card`)."""


VOUCHER_USED = "voucher_id IS NOT NULL AND given_back_at IS NULL"
"""A voucher is used once: the file itself refuses a second redemption that stands."""


def found_of(unit: SQLColumnExpression[str], *units: str) -> ColumnElement[bool]:
    """Whether accounts that are found by other means, by their entries say, are of one of these units.

    Asked plainly, SQLite takes the unit for rare and begins with every account there is of it.
    """
    return unit.concat("").in_(units)


class ProgrammeVersion(Base):
    """The rules from a day on, as JSON; the newest one that has started holds. `withdrawn_at` marks one that
    was called off before its day."""

    __tablename__ = "programme_version"
    __topic__ = "programme"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    starts_on: Mapped[date] = mapped_column(Date)
    rules: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    staff_id: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_programme_version_starts_on", "starts_on", "id"),)


class ProgrammeDraft(Base):
    """Rules that hold for nobody yet, as JSON: what the loyalty page edits and the simulator replays."""

    __tablename__ = "programme_draft"
    __topic__ = "programme"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    rules: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    staff_id: Mapped[int | None]


class Account(Base):
    """What one holder has of one unit. `customer_id` None is a gift card's: whoever holds the card.

    Members of a household share the accounts of its holder, save store credit. `active_on` is the last day on
    which something was earned or used: absence is counted from it.

    `balance`, `owed`, `sequence`, `last_hash`, `last_date` cache the end of the account's entries:
    balance = sum of entries = sum of open lots - owed.
    """

    __tablename__ = "account"
    __topic__ = "points"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    unit: Mapped[str] = mapped_column(String(70), default="points")
    balance: Mapped[int] = mapped_column(default=0)
    owed: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str] = mapped_column(String(64), default="")
    last_date: Mapped[date | None] = mapped_column(Date)
    active_on: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (
        UniqueConstraint("customer_id", "unit"),
        CheckConstraint("owed >= 0", name="owed_not_negative"),
        Index("ix_account_balance", "unit", "balance", "customer_id"),
    )


class Entry(Base):
    """One signed movement on an account. Append-only.

    `kind` is one of `app.loyalty.ledger.EntryKind`; `business_date` never runs backward on an account;
    `balance` is the one after it; `detail` is JSON (which rules gave what, what was waived); `lots` says what
    it did to which lots; `hash` covers this row and `previous_hash`.
    """

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    sequence: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    points: Mapped[int]
    balance: Mapped[int]
    business_date: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Instant)
    expires_on: Mapped[date | None] = mapped_column(Date)
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchase.id", ondelete="RESTRICT"))
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("refund.id", ondelete="RESTRICT"))
    reward: Mapped[str | None] = mapped_column(String(60))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="RESTRICT"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id", ondelete="RESTRICT"))
    staff_id: Mapped[int | None]
    till: Mapped[str] = mapped_column(String(80), default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    reason_digest: Mapped[str] = mapped_column(String(64), default="")
    lots: Mapped[str] = mapped_column(Text, default="")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("account_id", "sequence"),
        Index("ix_entry_purchase_id", "purchase_id"),
        Index("ix_entry_reverses_id", "reverses_id"),
        Index("ix_entry_account_id_business_date", "account_id", "business_date"),
        Index(
            "ix_entry_on_timeline",
            "account_id",
            "at",
            "id",
            sqlite_where=text(ON_TIMELINE),
            postgresql_where=text(ON_TIMELINE),
        ),
    )


class EntryReason(Base):
    """The words behind an entry ("With our apologies"), erasable; checked against the entry's digest."""

    __tablename__ = "entry_reason"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("entry.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    salt: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(String(300))


class Lot(Base):
    """Points earned together, with one last day. Append-only. `expires_on` None never lapses."""

    __tablename__ = "lot"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="RESTRICT"), unique=True)
    points: Mapped[int]
    earned_on: Mapped[date] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (
        CheckConstraint("points > 0", name="points_positive"),
        Index("ix_lot_account_id", "account_id"),
    )


class Allocation(Base):
    """What an entry took from a lot (negative) or put back into it (positive). Append-only.

    `entry_id` is the movement it belongs to; `made_by_id` the entry with which it was made, later than
    `entry_id` when a debt was settled by points earned afterwards.
    """

    __tablename__ = "allocation"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="RESTRICT"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id", ondelete="RESTRICT"))
    points: Mapped[int]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="RESTRICT"))

    __table_args__ = (
        Index("ix_allocation_entry_id", "entry_id"),
        Index("ix_allocation_lot_id", "lot_id"),
        Index("ix_allocation_made_by_id", "made_by_id"),
    )


class OpenLot(Base):
    """What is left of a lot that still has something left: a cache that spending and expiry walk.

    `sequence` is that of the entry that made the lot: the name a lot has within its account.
    """

    __tablename__ = "open_lot"

    lot_id: Mapped[int] = mapped_column(
        ForeignKey("lot.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    sequence: Mapped[int]
    expires_on: Mapped[date | None] = mapped_column(Date)
    remaining: Mapped[int]

    __table_args__ = (
        CheckConstraint("remaining > 0", name="remaining_positive"),
        Index("ix_open_lot_account_id", "account_id", "expires_on", "lot_id"),
        Index("ix_open_lot_expires_on", "expires_on"),
    )


class Redemption(Base):
    """A reward given to a customer. `given_back_at` when it was taken back or its purchase returned.

    `points` were taken, of the unit of the entry's account; `entry_id` None is a reward that cost nothing.
    `steps` times its cost was paid for a reward that is used in steps.
    """

    __tablename__ = "redemption"
    __topic__ = "points"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="RESTRICT"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="RESTRICT"))
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchase.id", ondelete="RESTRICT"))
    reward: Mapped[str] = mapped_column(String(60))
    reward_name: Mapped[str] = mapped_column(String(120))
    reward_kind: Mapped[str] = mapped_column(String(40))
    points: Mapped[int]
    value: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    given_back_at: Mapped[datetime | None] = mapped_column(Instant)
    steps: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id", ondelete="RESTRICT"))

    __table_args__ = (
        Index("ix_redemption_customer_id", "customer_id", "at"),
        Index("ix_redemption_at", "at"),
        Index("ix_redemption_purchase_id", "purchase_id"),
        Index("ix_redemption_entry_id", "entry_id"),
        Index("ix_redemption_reward", "reward", "customer_id", "at"),
        Index(
            "ix_redemption_voucher_id",
            "voucher_id",
            unique=True,
            sqlite_where=text(VOUCHER_USED),
            postgresql_where=text(VOUCHER_USED),
        ),
    )


class Carried(Base):
    """Money that went into a rule which carries over what fills no step, in order. `total` is the running sum
    of one account and rule; what is carried is `total` modulo the rule's step. A return counts below zero."""

    __tablename__ = "carried"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    rule: Mapped[str] = mapped_column(String(60))
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id", ondelete="RESTRICT"))
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("refund.id", ondelete="RESTRICT"))
    amount: Mapped[int]
    total: Mapped[int]

    __table_args__ = (
        Index("ix_carried_account_id", "account_id", "rule", "id"),
        Index("ix_carried_purchase_id", "purchase_id"),
    )


class DailyRun(Base):
    """What the program does of itself each day ("tiers", "vouchers"), and through which day it did."""

    __tablename__ = "daily_run"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    through: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Instant)
