"""Keeps for which fields an officer lifts the day's limit, and who was turned away by it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Adds both tables."""
    op.create_table(
        "limit_lift",
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("lifted", sa.Integer, nullable=False),
        sa.Column("officer", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "turned_away",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("kiosk", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("ahead", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("turned_away_of_day", "turned_away", ["day"])
