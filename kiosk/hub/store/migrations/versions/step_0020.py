"""Keeps which dossiers were erased, and whose pages are still to be destroyed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Adds the two tables."""
    op.create_table(
        "erasure",
        sa.Column("dossier", sa.Text, sa.ForeignKey("dossier.id"), primary_key=True, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("officer", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erased_page",
        sa.Column("sha256", sa.Text, primary_key=True, nullable=False),
        sqlite_with_rowid=False,
    )
