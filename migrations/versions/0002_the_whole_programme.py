"""The whole programme: tiers, stamps, vouchers, referrals, households, gift cards, drafts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
ON_TIMELINE = (
    "kind IN ('adjust', 'lapse', 'move-out', 'opening', 'bonus', 'join', 'leave', 'load', 'pay', 'stamp')"
)
VOUCHER_USED = "voucher_id IS NOT NULL AND given_back_at IS NULL"
ACTIVE = """
UPDATE account SET active_on = (
    SELECT max(business_date) FROM entry
    WHERE entry.account_id = account.id AND kind IN ('earn', 'use', 'move-in', 'opening')
)
"""


def upgrade() -> None:
    op.create_table(
        "daily_run",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("through", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_daily_run")),
    )
    op.create_table(
        "programme_draft",
        sa.Column("id", KEY, nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_draft")),
    )
    op.create_table(
        "household",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("holder_id", KEY, nullable=False),
        sa.Column("founded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["customer.id"], name=op.f("fk_household_holder_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("holder_id", name=op.f("uq_household_holder_id")),
    )
    op.create_table(
        "tier_standing",
        sa.Column("customer_id", KEY, autoincrement=False, nullable=False),
        sa.Column("tier", sa.String(length=60), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("floor", sa.String(length=60), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("dropping_since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_tier_standing_customer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_tier_standing")),
    )
    op.create_index("ix_tier_standing_tier", "tier_standing", ["tier", "customer_id"], unique=False)

    op.create_table(
        "voucher",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("occasion_key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("gift", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_voucher_customer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        sa.UniqueConstraint("code", name=op.f("uq_voucher_code")),
        sa.UniqueConstraint(
            "customer_id", "rule", "occasion_key", name=op.f("uq_voucher_customer_id_rule_occasion_key")
        ),
    )
    op.create_index("ix_voucher_customer_id", "voucher", ["customer_id", "valid_until"], unique=False)
    op.create_index("ix_voucher_valid_until", "voucher", ["valid_until"], unique=False)

    op.create_table(
        "gift_card",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("buyer_id", KEY, nullable=True),
        sa.Column("sold_at", INSTANT, nullable=False),
        sa.Column("blocked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_gift_card_account_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["customer.id"], name=op.f("fk_gift_card_buyer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_card")),
        sa.UniqueConstraint("account_id", name=op.f("uq_gift_card_account_id")),
        sa.UniqueConstraint("number", name=op.f("uq_gift_card_number")),
    )
    op.create_index("ix_gift_card_buyer_id", "gift_card", ["buyer_id"], unique=False)

    op.create_table(
        "household_member",
        sa.Column("customer_id", KEY, autoincrement=False, nullable=False),
        sa.Column("household_id", KEY, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_household_member_customer_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_household_member_household_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_household_member")),
    )
    op.create_index("ix_household_member_household_id", "household_member", ["household_id"], unique=False)

    op.create_table(
        "referral",
        sa.Column("friend_id", KEY, autoincrement=False, nullable=False),
        sa.Column("sender_id", KEY, nullable=False),
        sa.Column("purchase_id", KEY, nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("sender_points", sa.BigInteger(), nullable=False),
        sa.Column("friend_points", sa.BigInteger(), nullable=False),
        sa.Column("taken_back_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["friend_id"], ["customer.id"], name=op.f("fk_referral_friend_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_referral_purchase_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["customer.id"], name=op.f("fk_referral_sender_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("friend_id", name=op.f("pk_referral")),
    )
    op.create_index("ix_referral_purchase_id", "referral", ["purchase_id"], unique=False)
    op.create_index("ix_referral_sender_id", "referral", ["sender_id", "business_date"], unique=False)

    op.create_table(
        "tier_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("tier", sa.String(length=60), nullable=False),
        sa.Column("before", sa.String(length=60), nullable=False),
        sa.Column("floor", sa.String(length=60), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("purchase_id", KEY, nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_tier_change_customer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_tier_change_purchase_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_change")),
    )
    op.create_index("ix_tier_change_business_date", "tier_change", ["business_date"], unique=False)
    op.create_index(
        "ix_tier_change_customer_id", "tier_change", ["customer_id", "business_date", "id"], unique=False
    )

    op.create_table(
        "carried",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("purchase_id", KEY, nullable=False),
        sa.Column("refund_id", KEY, nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_carried_account_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_carried_purchase_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refund.id"], name=op.f("fk_carried_refund_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried")),
    )
    op.create_index("ix_carried_account_id", "carried", ["account_id", "rule", "id"], unique=False)
    op.create_index("ix_carried_purchase_id", "carried", ["purchase_id"], unique=False)

    op.create_table(
        "refund_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("refund_id", KEY, nullable=False),
        sa.Column("line_id", KEY, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"], ["purchase_line.id"], name=op.f("fk_refund_line_line_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refund.id"], name=op.f("fk_refund_line_refund_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_line")),
    )
    op.create_index("ix_refund_line_line_id", "refund_line", ["line_id"], unique=False)
    op.create_index("ix_refund_line_refund_id", "refund_line", ["refund_id"], unique=False)

    _rebuild_account()
    op.add_column("programme_version", sa.Column("withdrawn_at", INSTANT, nullable=True))
    op.add_column(
        "purchase_line",
        sa.Column("kind", sa.String(length=20), server_default=sa.text("''"), nullable=False),
    )
    _widen_redemption()
    op.execute(ACTIVE)
    op.drop_index("ix_entry_on_timeline", "entry")
    op.create_index(
        "ix_entry_on_timeline",
        "entry",
        ["account_id", "at", "id"],
        unique=False,
        sqlite_where=sa.text(ON_TIMELINE),
        postgresql_where=sa.text(ON_TIMELINE),
    )


def _rebuild_account() -> None:
    """A gift card's account has no customer. Written out: a batch sets constraints in any order."""
    if op.get_bind().dialect.name != "sqlite":
        op.add_column("account", sa.Column("active_on", sa.Date(), nullable=True))
        op.alter_column("account", "customer_id", nullable=True)
        op.alter_column("account", "unit", type_=sa.String(length=70))
        return
    op.create_table(
        "account_wider",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=True),
        sa.Column("unit", sa.String(length=70), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("owed", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("active_on", sa.Date(), nullable=True),
        sa.CheckConstraint("owed >= 0", name=op.f("ck_account_owed_not_negative")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_account_customer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("customer_id", "unit", name=op.f("uq_account_customer_id_unit")),
    )
    kept = "id, customer_id, unit, balance, owed, sequence, last_hash, last_date"
    op.execute(f"INSERT INTO account_wider ({kept}) SELECT {kept} FROM account")
    op.drop_table("account")
    op.rename_table("account_wider", "account")
    op.create_index("ix_account_balance", "account", ["unit", "balance", "customer_id"], unique=False)


def _widen_redemption() -> None:
    """A reward may come from a voucher. SQLite adds no column with a named reference to a table it has."""
    steps = sa.Column("steps", sa.BigInteger(), server_default=sa.text("1"), nullable=False)
    if op.get_bind().dialect.name != "sqlite":
        op.add_column("redemption", steps)
        op.add_column("redemption", sa.Column("voucher_id", KEY, nullable=True))
        op.create_foreign_key(
            "fk_redemption_voucher_id", "redemption", "voucher", ["voucher_id"], ["id"], ondelete="RESTRICT"
        )
    else:
        op.create_table(
            "redemption_wider",
            sa.Column("id", KEY, nullable=False),
            sa.Column("customer_id", KEY, nullable=False),
            sa.Column("entry_id", KEY, nullable=True),
            sa.Column("purchase_id", KEY, nullable=True),
            sa.Column("reward", sa.String(length=60), nullable=False),
            sa.Column("reward_name", sa.String(length=120), nullable=False),
            sa.Column("reward_kind", sa.String(length=40), nullable=False),
            sa.Column("points", sa.BigInteger(), nullable=False),
            sa.Column("value", sa.BigInteger(), nullable=True),
            sa.Column("at", INSTANT, nullable=False),
            sa.Column("given_back_at", INSTANT, nullable=True),
            steps,
            sa.Column("voucher_id", KEY, nullable=True),
            *(
                sa.ForeignKeyConstraint(
                    [f"{of}_id"], [f"{of}.id"], name=op.f(f"fk_redemption_{of}_id"), ondelete="RESTRICT"
                )
                for of in ("customer", "entry", "purchase", "voucher")
            ),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_redemption")),
        )
        kept = (
            "id, customer_id, entry_id, purchase_id, reward, reward_name, reward_kind, points, value, at, "
            "given_back_at"
        )
        op.execute(f"INSERT INTO redemption_wider ({kept}) SELECT {kept} FROM redemption")
        op.drop_table("redemption")
        op.rename_table("redemption_wider", "redemption")
        op.create_index("ix_redemption_at", "redemption", ["at"], unique=False)
        op.create_index("ix_redemption_customer_id", "redemption", ["customer_id", "at"], unique=False)
        op.create_index("ix_redemption_entry_id", "redemption", ["entry_id"], unique=False)
        op.create_index("ix_redemption_purchase_id", "redemption", ["purchase_id"], unique=False)
    op.create_index("ix_redemption_reward", "redemption", ["reward", "customer_id", "at"], unique=False)
    op.create_index(
        "ix_redemption_voucher_id",
        "redemption",
        ["voucher_id"],
        unique=True,
        sqlite_where=sa.text(VOUCHER_USED),
        postgresql_where=sa.text(VOUCHER_USED),
    )
