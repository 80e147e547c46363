"""Keeps submissions by OpenRosa, whose parts come one after the other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Adds the two tables."""
    op.create_table(
        "openrosa_instance",
        sa.Column("id", sa.Text, primary_key=True, nullable=False),
        sa.Column("xml_sha256", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("dossier", sa.Text, sa.ForeignKey("dossier.id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "instance_file",
        sa.Column(
            "instance", sa.Text, sa.ForeignKey("openrosa_instance.id"), primary_key=True, nullable=False
        ),
        sa.Column("name", sa.Text, primary_key=True, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
