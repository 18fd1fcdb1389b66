"""What a shop prints: its logo and colour, its own letters, slips that wait; reservations beside promises"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
OPEN_PROMISE = "kind IN ('promise', 'reservation') AND done_at IS NULL AND removed_at IS NULL"
WAITING = "printed_at IS NULL AND dropped_at IS NULL"


def upgrade() -> None:
    op.add_column(
        "shop", sa.Column("colour", sa.String(length=7), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("shop", sa.Column("opening_hours", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.create_table(
        "shop_picture",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.BigInteger(), nullable=False),
        sa.Column("height", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_shop_picture")),
    )
    op.create_table(
        "letter",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("folded", name=op.f("uq_letter_folded")),
    )
    op.create_table(
        "slip",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("purchase_id", KEY, nullable=True),
        sa.Column("till", sa.String(length=80), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("printed_at", INSTANT, nullable=True),
        sa.Column("dropped_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_slip_customer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_slip_purchase_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
    )
    op.create_index("ix_slip_customer_id", "slip", ["customer_id"], unique=False)
    op.create_index("ix_slip_purchase_id", "slip", ["purchase_id"], unique=False)
    op.create_index(
        "ix_slip_waiting",
        "slip",
        ["till", "id"],
        unique=False,
        sqlite_where=sa.text(WAITING),
        postgresql_where=sa.text(WAITING),
    )
    op.drop_index("ix_touchpoint_open_promise", "touchpoint")
    op.create_index(
        "ix_touchpoint_open_promise",
        "touchpoint",
        ["customer_id"],
        unique=False,
        sqlite_where=sa.text(OPEN_PROMISE),
        postgresql_where=sa.text(OPEN_PROMISE),
    )
