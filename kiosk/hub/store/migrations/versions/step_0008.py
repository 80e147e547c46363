"""Makes the table of the citizens' ratings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the table and its index."""
    op.create_table(
        "rating",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("kiosk", sa.Text, nullable=False),
        sa.Column("stars", sa.Integer),
        sa.Column("reason", sa.Text),
        sa.Column("procedure", sa.Text),
        sa.CheckConstraint("stars BETWEEN 1 AND 5"),
    )
    op.create_index("rating_of_day", "rating", ["day"])
