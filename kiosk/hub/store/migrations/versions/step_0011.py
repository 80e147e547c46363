"""Keeps appointments, and with a number the appointment that its holder came for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Adds the table, and the column of the tickets."""
    op.add_column("ticket", sa.Column("appointment", sa.Text))
    op.create_table(
        "appointment",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("procedure", sa.Text),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False, unique=True),
        sa.Column("token", sa.Text, nullable=False, unique=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("booked_at", sa.Text, nullable=False),
        sa.Column("booked_by", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, sa.ForeignKey("ticket.id")),
        sa.CheckConstraint("state IN ('booked', 'in_time', 'late', 'cancelled')"),
    )
    op.create_index("appointment_at", "appointment", ["at"])
    takes_place = sa.text("state <> 'cancelled'")
    op.create_index(
        "one_appointment_a_place",
        "appointment",
        ["field", "at", "place"],
        unique=True,
        sqlite_where=takes_place,
        postgresql_where=takes_place,
    )
