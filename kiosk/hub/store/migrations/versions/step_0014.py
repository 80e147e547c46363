"""Marks who holds a number today, so that one card has one number of a field."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Adds the table; its rows go when their day is over."""
    op.create_table(
        "holder",
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("ticket", sa.Text, sa.ForeignKey("ticket.id"), nullable=False),
        sqlite_with_rowid=False,
    )
