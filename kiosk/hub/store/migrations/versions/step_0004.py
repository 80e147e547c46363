"""Makes the table of the hub's days from the numbers that it gave, and an index of a day's calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the table and the index."""
    op.create_table(
        "workday",
        sa.Column("day", sa.Text, primary_key=True, nullable=False),
        sa.Column("last_at", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO workday (day, last_at)"
        " SELECT day, max(issued_at) FROM ticket WHERE origin = 'hub' GROUP BY day"
    )
    called = sa.text("called_at IS NOT NULL")
    op.create_index(
        "called_of_day",
        "ticket",
        ["day", "called_at"],
        sqlite_where=called,
        postgresql_where=called,
    )
