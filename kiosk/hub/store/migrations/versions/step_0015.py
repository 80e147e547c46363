"""Keeps of which visit a number is, and what further services share it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Adds the column and the table."""
    op.add_column("ticket", sa.Column("visit", sa.Text))
    op.create_index("ticket_of_visit", "ticket", ["visit"])
    op.create_table(
        "service_request",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("ticket", sa.Text, sa.ForeignKey("ticket.id"), nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("procedure", sa.Text),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("taken_up_at", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("service_request_of_ticket", "service_request", ["ticket"])
