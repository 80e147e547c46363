"""Gives each officer an account: name, the digest of a code, permissions, skills, and dated assignments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Adds the tables; codes of before go over when the hub starts (`kiosk.hub.officers.first_start`)."""
    op.create_table(
        "officer",
        sa.Column("login", sa.Text, nullable=False, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("code_hash", sa.Text),
        sa.Column("closed", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("closed IN (0, 1)"),
        sqlite_with_rowid=False,
    )
    for what in ("permission", "skill"):
        op.create_table(
            f"officer_{what}",
            sa.Column("officer", sa.Text, sa.ForeignKey("officer.login"), nullable=False, primary_key=True),
            sa.Column(what, sa.Text, nullable=False, primary_key=True),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("officer", sa.Text, sa.ForeignKey("officer.login"), nullable=False),
        sa.Column("centre", sa.Text, nullable=False),
        sa.Column("first_day", sa.Text, nullable=False),
        sa.Column("last_day", sa.Text),
        sa.Column("counter", sa.Text),
        sa.CheckConstraint("last_day >= first_day"),
        sqlite_autoincrement=True,
    )
    op.create_index("assignment_of_officer", "assignment", ["officer"])
    op.add_column("session", sa.Column("opened_at", sa.Text, nullable=False, server_default=sa.text("''")))
    op.create_index("session_of_officer", "session", ["officer"])
