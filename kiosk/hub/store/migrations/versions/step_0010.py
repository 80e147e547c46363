"""Keeps a number's place in the queue, what was done with it, what wait was told, and when counters were
open.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds columns and tables; who waits keeps the moment at which the number was taken."""
    op.add_column("ticket", sa.Column("queued_at", sa.Text, nullable=False, server_default=sa.text("''")))
    op.add_column("ticket", sa.Column("misses", sa.Integer, nullable=False, server_default=sa.text("0")))
    for name in ("not_before", "handed_to", "back_to"):
        op.add_column("ticket", sa.Column(name, sa.Text))
    op.execute("UPDATE ticket SET queued_at = issued_at")
    op.drop_index("one_ticket_a_counter", "ticket")
    at_counter = sa.text("state IN ('called', 'on_the_way', 'serving')")
    op.create_index(
        "one_ticket_a_counter",
        "ticket",
        ["day", "counter"],
        unique=True,
        sqlite_where=at_counter,
        postgresql_where=at_counter,
    )
    _add_moves()
    _add_told_waits()
    _add_counter_periods()


def _add_moves() -> None:
    op.create_table(
        "move",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("ticket", sa.Text, sa.ForeignKey("ticket.id"), nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("counter", sa.Text),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("move_of_ticket", "move", ["ticket"])
    op.create_index("move_of_counter", "move", ["counter", "id"])


def _add_told_waits() -> None:
    op.create_table(
        "told_wait",
        sa.Column("arrival", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("minutes", sa.Float, nullable=False),
        sa.Column("scale", sa.Float, nullable=False),
        sa.Column("least", sa.Integer, nullable=False),
        sa.Column("most", sa.Integer, nullable=False),
        sa.Column("waited", sa.Float),
    )
    known = sa.text("waited IS NOT NULL")
    op.create_index("known_waits", "told_wait", ["arrival"], sqlite_where=known, postgresql_where=known)


def _add_counter_periods() -> None:
    op.create_table(
        "counter_period",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("counter", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("officer", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.CheckConstraint("state IN ('open', 'paused', 'closed')"),
        sqlite_autoincrement=True,
    )
    open_one = sa.text("ended_at IS NULL")
    op.create_index(
        "one_state_a_counter",
        "counter_period",
        ["counter"],
        unique=True,
        sqlite_where=open_one,
        postgresql_where=open_one,
    )
