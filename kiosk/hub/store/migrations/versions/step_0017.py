"""Keeps which kiosks are paired, and the codes by which one is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Adds the two tables: one kiosk at a time has a name."""
    op.create_table(
        "pairing_code",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("kiosk", sa.Text, nullable=False),
        sa.Column("first_number", sa.Integer, nullable=False),
        sa.Column("last_number", sa.Integer, nullable=False),
        sa.Column("officer", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sa.Column("used_at", sa.Text),
    )
    op.create_table(
        "pairing",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kiosk", sa.Text, nullable=False),
        sa.Column("first_number", sa.Integer, nullable=False),
        sa.Column("last_number", sa.Integer, nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("officer", sa.Text, nullable=False),
        sa.Column("paired_at", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("ended_as", sa.Text),
    )
    op.create_index(
        "one_kiosk_of_a_name",
        "pairing",
        ["kiosk"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
