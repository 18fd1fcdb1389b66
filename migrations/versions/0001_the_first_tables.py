"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
ON_TIMELINE = "kind IN ('adjust', 'lapse', 'move-out', 'opening')"
OPEN_PROMISE = sa.text("kind = 'promise' AND done_at IS NULL AND removed_at IS NULL")

GUARDS = {
    f"guard_{table}_{verb.lower()}": (
        f"CREATE TRIGGER guard_{table}_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    )
    for table in ("entry", "lot", "allocation")
    for verb in ("UPDATE", "DELETE")
}
# INSERT OR REPLACE deletes without a delete trigger on connections that leave recursive triggers off.
TAKEN = {
    "guard_entry_replace": "entry WHERE id = NEW.id",
    "guard_entry_sequence": "entry WHERE account_id = NEW.account_id AND sequence >= NEW.sequence",
    "guard_lot_replace": "lot WHERE id = NEW.id",
    "guard_lot_entry": "lot WHERE entry_id = NEW.entry_id",
    "guard_allocation_replace": "allocation WHERE id = NEW.id",
}
GUARDS |= {
    name: (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {rows.split()[0]} WHEN EXISTS (SELECT 1 FROM {rows}) BEGIN "
        f"SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    )
    for name, rows in TAKEN.items()
}

SEARCH = (
    """
CREATE VIRTUAL TABLE customer_search USING fts5(
    tokens, content='', contentless_delete=1, detail=none,
    tokenize="ascii tokenchars '#@'", prefix='1 2 3 4 5 6 7'
)
""",
    """
CREATE TABLE customer_search_near (
    key TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (key, word)
) WITHOUT ROWID
""",
)


def upgrade() -> None:
    op.create_table(
        "customer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_name", sa.String(length=250), nullable=False),
        sa.Column("card_number", sa.String(length=40), nullable=True),
        sa.Column("reference", sa.String(length=80), nullable=True),
        sa.Column("birth_month", sa.BigInteger(), nullable=True),
        sa.Column("birth_day", sa.BigInteger(), nullable=True),
        sa.Column("birth_year", sa.BigInteger(), nullable=True),
        sa.Column("favourite", sa.String(length=200), nullable=False),
        sa.Column("alert", sa.String(length=300), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("referred_by_id", KEY, nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(birth_month IS NULL) = (birth_day IS NULL)", name=op.f("ck_customer_birthday_whole")
        ),
        sa.ForeignKeyConstraint(
            ["referred_by_id"], ["customer.id"], name=op.f("fk_customer_referred_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("card_number", name=op.f("uq_customer_card_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_customer_reference")),
    )
    op.create_index("ix_customer_birthday", "customer", ["birth_month", "birth_day"], unique=False)
    op.create_index("ix_customer_joined_on", "customer", ["joined_on", "id"], unique=False)
    op.create_index("ix_customer_referred_by_id", "customer", ["referred_by_id"], unique=False)
    op.create_index("ix_customer_sort_name", "customer", ["sort_name", "id"], unique=False)

    op.create_table(
        "journal",
        sa.Column("id", KEY, nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("command", sa.String(length=80), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("till", sa.String(length=80), nullable=False),
        sa.Column("undo_kind", sa.String(length=40), nullable=True),
        sa.Column("undo", sa.Text(), nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint("request_id", name=op.f("uq_journal_request_id")),
    )
    op.create_index("ix_journal_till_id", "journal", ["till", "id"], unique=False)

    op.create_table(
        "programme_version",
        sa.Column("id", KEY, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_version")),
    )
    op.create_index("ix_programme_version_starts_on", "programme_version", ["starts_on", "id"], unique=False)

    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "shop",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("tagline", sa.String(length=120), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("postal_code", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("template", sa.String(length=20), nullable=False),
        sa.Column("closing_line", sa.Text(), nullable=False),
        sa.Column("paper", sa.String(length=10), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop")),
    )
    op.create_table(
        "staff",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "tag",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("folded", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("folded", name=op.f("uq_tag_folded")),
    )
    op.create_table(
        "account",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("owed", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.CheckConstraint("owed >= 0", name=op.f("ck_account_owed_not_negative")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_account_customer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("customer_id", "unit", name=op.f("uq_account_customer_id_unit")),
    )
    op.create_index("ix_account_balance", "account", ["unit", "balance", "customer_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_consent_customer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_customer_id", "consent", ["customer_id", "channel", "id"], unique=False)

    op.create_table(
        "contact_point",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=254), nullable=False),
        sa.Column("normalised", sa.String(length=254), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_point_customer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
    )
    op.create_index(
        "ix_contact_point_customer_id", "contact_point", ["customer_id", "position"], unique=False
    )
    op.create_index("ix_contact_point_normalised", "contact_point", ["normalised"], unique=False)

    op.create_table(
        "customer_activity",
        sa.Column("customer_id", KEY, autoincrement=False, nullable=False),
        sa.Column("first_visit_on", sa.Date(), nullable=True),
        sa.Column("last_visit_at", INSTANT, nullable=True),
        sa.Column("visits", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_customer_activity_customer_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_activity")),
        sa.UniqueConstraint(
            "last_visit_at", "customer_id", name=op.f("uq_customer_activity_last_visit_at_customer_id")
        ),
    )
    op.create_index("ix_customer_activity_spent", "customer_activity", ["spent", "customer_id"], unique=False)
    op.create_index(
        "ix_customer_activity_visits", "customer_activity", ["visits", "customer_id"], unique=False
    )

    op.create_table(
        "customer_tag",
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("tag_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_tag_customer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_customer_tag_tag_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("customer_id", "tag_id", name=op.f("pk_customer_tag")),
    )
    op.create_index("ix_customer_tag_tag_id", "customer_tag", ["tag_id", "customer_id"], unique=False)

    op.create_table(
        "postal_address",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("street", sa.String(length=400), nullable=False),
        sa.Column("postal_code", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_postal_address_customer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postal_address")),
    )
    op.create_index(
        "ix_postal_address_customer_id", "postal_address", ["customer_id", "position"], unique=False
    )

    op.create_table(
        "purchase",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.String(length=80), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("till", sa.String(length=80), nullable=False),
        sa.Column("voided_at", INSTANT, nullable=True),
        sa.Column("source_key", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_purchase_customer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
        sa.UniqueConstraint("source_key", name=op.f("uq_purchase_source_key")),
    )
    op.create_index("ix_purchase_at", "purchase", ["at"], unique=False)
    op.create_index("ix_purchase_customer_id", "purchase", ["customer_id", "at", "id"], unique=False)
    op.create_index("ix_purchase_receipt", "purchase", ["receipt"], unique=False)

    op.create_table(
        "touchpoint",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("done_by", sa.BigInteger(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("till", sa.String(length=80), nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.Column("source_key", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_touchpoint_customer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touchpoint")),
        sa.UniqueConstraint("source_key", name=op.f("uq_touchpoint_source_key")),
    )
    op.create_index("ix_touchpoint_at", "touchpoint", ["at", "id"], unique=False)
    op.create_index(
        "ix_touchpoint_customer_id", "touchpoint", ["customer_id", "at", "id", "kind"], unique=False
    )
    op.create_index("ix_touchpoint_due_on", "touchpoint", ["due_on", "done_at"], unique=False)
    op.create_index(
        "ix_touchpoint_open_promise",
        "touchpoint",
        ["customer_id"],
        unique=False,
        sqlite_where=OPEN_PROMISE,
        postgresql_where=OPEN_PROMISE,
    )

    op.create_table(
        "purchase_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("purchase_id", KEY, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_line_purchase_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_line")),
    )
    op.create_index(
        "ix_purchase_line_purchase_id", "purchase_line", ["purchase_id", "position"], unique=False
    )

    op.create_table(
        "refund",
        sa.Column("id", KEY, nullable=False),
        sa.Column("purchase_id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("till", sa.String(length=80), nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.Column("source_key", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_refund_customer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_refund_purchase_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("source_key", name=op.f("uq_refund_source_key")),
    )
    op.create_index("ix_refund_customer_id", "refund", ["customer_id", "at", "id"], unique=False)
    op.create_index("ix_refund_purchase_id", "refund", ["purchase_id"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("purchase_id", KEY, nullable=True),
        sa.Column("refund_id", KEY, nullable=True),
        sa.Column("reward", sa.String(length=60), nullable=True),
        sa.Column("reverses_id", KEY, nullable=True),
        sa.Column("programme_id", KEY, nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("till", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("reason_digest", sa.String(length=64), nullable=False),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_entry_account_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme_version.id"],
            name=op.f("fk_entry_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_entry_purchase_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refund.id"], name=op.f("fk_entry_refund_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["entry.id"], name=op.f("fk_entry_reverses_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("account_id", "sequence", name=op.f("uq_entry_account_id_sequence")),
    )
    op.create_index(
        "ix_entry_account_id_business_date", "entry", ["account_id", "business_date"], unique=False
    )
    op.create_index(
        "ix_entry_on_timeline",
        "entry",
        ["account_id", "at", "id"],
        unique=False,
        sqlite_where=sa.text(ON_TIMELINE),
        postgresql_where=sa.text(ON_TIMELINE),
    )
    op.create_index("ix_entry_purchase_id", "entry", ["purchase_id"], unique=False)
    op.create_index("ix_entry_reverses_id", "entry", ["reverses_id"], unique=False)

    op.create_table(
        "entry_reason",
        sa.Column("entry_id", KEY, autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_entry_reason_entry_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry_reason")),
    )
    op.create_table(
        "lot",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("earned_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.CheckConstraint("points > 0", name=op.f("ck_lot_points_positive")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_lot_account_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_lot_entry_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_lot_entry_id")),
    )
    op.create_index("ix_lot_account_id", "lot", ["account_id"], unique=False)

    op.create_table(
        "redemption",
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
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_redemption_customer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_redemption_entry_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_redemption_purchase_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemption")),
    )
    op.create_index("ix_redemption_at", "redemption", ["at"], unique=False)
    op.create_index("ix_redemption_customer_id", "redemption", ["customer_id", "at"], unique=False)
    op.create_index("ix_redemption_entry_id", "redemption", ["entry_id"], unique=False)
    op.create_index("ix_redemption_purchase_id", "redemption", ["purchase_id"], unique=False)

    op.create_table(
        "allocation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("lot_id", KEY, nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_allocation_entry_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["lot.id"], name=op.f("fk_allocation_lot_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["entry.id"], name=op.f("fk_allocation_made_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
    )
    op.create_index("ix_allocation_entry_id", "allocation", ["entry_id"], unique=False)
    op.create_index("ix_allocation_lot_id", "allocation", ["lot_id"], unique=False)
    op.create_index("ix_allocation_made_by_id", "allocation", ["made_by_id"], unique=False)

    op.create_table(
        "open_lot",
        sa.Column("lot_id", KEY, autoincrement=False, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("remaining > 0", name=op.f("ck_open_lot_remaining_positive")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_open_lot_account_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_open_lot_lot_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_open_lot")),
    )
    op.create_index(
        "ix_open_lot_account_id", "open_lot", ["account_id", "expires_on", "lot_id"], unique=False
    )
    op.create_index("ix_open_lot_expires_on", "open_lot", ["expires_on"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for statement in GUARDS.values():
            op.execute(statement)
        for statement in SEARCH:
            op.execute(statement)
