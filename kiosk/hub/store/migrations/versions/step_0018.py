"""Keeps what is handed over to backends, their outages, and what they tell of a dossier."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_STATES = "state IN ('pending', 'sent', 'acknowledged', 'unknown', 'rejected')"


def upgrade() -> None:
    """Adds the three tables."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("backend", sa.Text, nullable=False),
        sa.Column("dossier", sa.Text, sa.ForeignKey("dossier.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("dossier_state", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("reason", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("upstream", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("person", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.UniqueConstraint("backend", "device", "sequence"),
        sa.CheckConstraint("kind IN ('dossier', 'state')"),
        sa.CheckConstraint(_STATES),
        sa.CheckConstraint("person IN (0, 1)"),
        sqlite_autoincrement=True,
    )
    op.create_index("delivery_of_dossier", "delivery", ["dossier"])
    _partly("one_handover_a_backend", "delivery", ["backend", "dossier"], "kind = 'dossier'", unique=True)
    _partly("open_deliveries", "delivery", ["backend", "id"], "state <> 'acknowledged'", unique=False)
    op.create_table(
        "outage",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("backend", sa.Text, nullable=False),
        sa.Column("began_at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sqlite_autoincrement=True,
    )
    _partly("one_open_outage", "outage", ["backend"], "ended_at IS NULL", unique=True)
    op.create_table(
        "upstream_event",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("backend", sa.Text, nullable=False),
        sa.Column("dossier", sa.Text, sa.ForeignKey("dossier.id"), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("happened_at", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("upstream_event_of_dossier", "upstream_event", ["dossier", "happened_at"])


def _partly(name: str, table: str, columns: list[str], where: str, *, unique: bool) -> None:
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
